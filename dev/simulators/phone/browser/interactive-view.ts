import type { ThreadMessage } from '../../whatsapp/shapes.ts'
import { fillTemplate, jsonOf, listOf, textIn } from './content.ts'
import type { Context } from './context.ts'
import { h, icon, newId, safeUrl, type Child } from './dom.ts'
import { formatted } from './format-text.ts'
import type { IconName } from './icons.ts'
import { openLocation } from './location-form.ts'
import { mediaView } from './media-view.ts'

const text = (value: string, style = 'text'): Child => value && h('p', { class: style }, ...formatted(value))

/** What stands under a bubble and is pressed. */
function action(label: string, name: IconName | undefined, press: () => void): HTMLElement {
  return h(
    'button',
    { type: 'button', class: 'action', click: press },
    name && icon(name, 18),
    h('span', { class: 'truncate' }, label),
  )
}

function linkAction(label: string, address: string): HTMLElement {
  const url = safeUrl(address)
  const inside = [icon('link', 18), h('span', { class: 'truncate', title: address }, label || address)]
  if (url === undefined) return h('span', { class: 'action' }, ...inside)
  return h('a', { class: 'action', href: url, target: '_blank', rel: 'noopener noreferrer' }, ...inside)
}

type Parts = { inside: Child[]; actions: HTMLElement[] }

/** Lists, buttons and links of the business; and what a customer chose of them. */
export function interactiveView(context: Context, message: ThreadMessage): Parts {
  const { content } = message
  const chosen = jsonOf(jsonOf(content)['list_reply'] ?? jsonOf(content)['button_reply'])
  if (textIn(chosen, 'title'))
    return { inside: [text(textIn(chosen, 'title')), text(textIn(chosen, 'description'), 'hint')], actions: [] }
  const kind = textIn(content, 'type')
  const inside = [
    ...headerOf(context, jsonOf(content)['header']),
    text(textIn(content, 'body', 'text')),
    text(textIn(content, 'footer', 'text'), 'hint'),
  ]
  const actions = ACTIONS[kind]?.(context, message)
  if (actions) return { inside, actions }
  const { t } = context
  return { inside: [...inside, h('p', { class: 'hint' }, t('message.unknown', { type: kind }))], actions: [] }
}

function headerOf(context: Context, header: unknown): Child[] {
  const type = textIn(header, 'type')
  if (type === 'text') return [text(textIn(header, 'text'), 'text title')]
  return type ? mediaView(context, { type, content: jsonOf(header)[type] }) : []
}

const ACTIONS: Readonly<Record<string, (context: Context, message: ThreadMessage) => HTMLElement[]>> = {
  button: ({ choose }, { id: contextId, content }) =>
    listOf(jsonOf(jsonOf(content)['action'])['buttons']).map(({ reply }) => {
      const buttonReply = { id: textIn(reply, 'id'), title: textIn(reply, 'title') }
      return action(buttonReply.title, 'reply', () => void choose({ buttonReply, contextId }))
    }),

  list: (context, message) => [
    action(textIn(message.content, 'action', 'button'), 'list', () => openList(context, message)),
  ],

  cta_url: (_, { content }) => [
    linkAction(textIn(content, 'action', 'parameters', 'display_text'), textIn(content, 'action', 'parameters', 'url')),
  ],

  location_request_message: (context, { id }) => [
    action(context.t('location.send'), 'pin', () => openLocation(context, id)),
  ],

  flow: ({ t }) => [h('p', { class: 'action hint' }, t('flow.what'))],
}

function openList({ t, sheets, choose }: Context, { id: contextId, content }: ThreadMessage) {
  const name = newId('list')
  const rows = new Map<string, { id: string; title: string; description?: string }>()
  const problem = h('p', { class: 'field-error', role: 'alert' })
  const sections = listOf(jsonOf(jsonOf(content)['action'])['sections']).map((section) => {
    const title = textIn(section, 'title')
    const choices = listOf(section['rows']).map((row, at) => {
      const key = `${name}-${String(rows.size)}`
      const description = textIn(row, 'description')
      rows.set(key, { id: textIn(row, 'id'), title: textIn(row, 'title'), ...(description && { description }) })
      return h(
        'label',
        { class: 'list-row' },
        h(
          'span',
          { class: 'list-text' },
          h('span', { class: 'list-title' }, textIn(row, 'title')),
          description && h('span', { class: 'hint' }, description),
        ),
        h('input', { type: 'radio', name, value: key, autofocus: rows.size === 1 && at === 0 }),
      )
    })
    return h(
      'fieldset',
      { class: 'list-section' },
      h('legend', { class: title ? 'legend' : 'hidden' }, title || t('list.choose')),
      ...choices,
    )
  })
  const send = h('button', { type: 'submit', class: 'button primary wide' }, t('list.send'))
  const form = h('form', { class: 'stack', novalidate: true }, ...sections, problem, send)
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const chosen = form.querySelector<HTMLInputElement>('input:checked')
    const listReply = rows.get(chosen?.value ?? '')
    if (!listReply) {
      problem.textContent = t('list.nothing')
      return
    }
    sheets.close()
    void choose({ listReply, contextId })
  })
  sheets.open(textIn(content, 'action', 'button') || t('list.choose'), form)
}

/** A template, its placeholders filled; its quick replies can be pressed. */
export function templateView({ t, store, choose }: Context, { id: contextId, content }: ThreadMessage): Parts {
  const { known, name, language, header, body, footer, buttons } = fillTemplate(content, store.get().templates)
  return {
    inside: [
      text(header, 'text title'),
      text(body),
      text(footer, 'hint'),
      !known && h('p', { class: 'hint' }, t('template.unknown', { name, language })),
    ],
    actions: buttons.map(({ type, text: label, url, payload }) => {
      if (type === 'URL') return linkAction(label, url)
      if (type !== 'QUICK_REPLY') return h('span', { class: 'action' }, label)
      const message = { type: 'button', button: { payload, text: label } } as const
      return action(label, 'reply', () => void choose({ message, contextId }))
    }),
  }
}
