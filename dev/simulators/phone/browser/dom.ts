import { PATHS, type IconName } from './icons.ts'

type Value = string | number | boolean | undefined | ((event: Event) => void)
export type Child = Node | string | undefined | false

/** An element. Texts become text nodes, so that nothing that somebody wrote is ever read as HTML. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  props: Record<string, Value> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === 'function') element.addEventListener(name, value)
    else if (value === true) element.setAttribute(name, '')
    else if (value !== undefined && value !== false) element.setAttribute(name, String(value))
  }
  element.append(...present(children))
  return element
}

/** What replaceChildren takes, without what is not there. */
export const present = (children: Child[]) =>
  children.filter((child): child is Node | string => child !== undefined && child !== false && child !== '')

const SVG = 'http://www.w3.org/2000/svg'

/** A line icon; it says nothing to a screen reader, so a button that is only an icon needs a label. */
export function icon(name: IconName, size = 20): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  const attributes = { viewBox: '0 0 24 24', width: size, height: size, class: 'icon', 'aria-hidden': 'true' }
  for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, String(value))
  for (const d of PATHS[name]) {
    const path = document.createElementNS(SVG, 'path')
    path.setAttribute('d', d)
    svg.append(path)
  }
  return svg
}

type ButtonProps = Record<string, Value>

export const iconButton = (name: IconName, label: string, props: ButtonProps = {}) =>
  h('button', { type: 'button', class: 'icon-button', 'aria-label': label, title: label, ...props }, icon(name))

export const menuEntry = (name: IconName, label: string, press: () => void): HTMLElement =>
  h('button', { type: 'button', class: 'menu-entry', click: press }, icon(name), label)

/** Only web addresses; anything else a message may hold stays text. */
export function safeUrl(text: string): string | undefined {
  try {
    const { protocol, href } = new URL(text)
    return protocol === 'https:' || protocol === 'http:' ? href : undefined
  } catch {
    return undefined
  }
}

let lastId = 0
export const newId = (prefix: string) => `${prefix}-${String((lastId += 1))}`
