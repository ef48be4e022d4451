import { h, iconButton, newId } from './dom.ts'
import type { Translate } from './texts.ts'

export type Sheets = ReturnType<typeof createSheets>

const FOCUSABLE = 'button:not([disabled]), input, select, textarea, a[href], [tabindex="0"]'

/** The sheets that rise from the phone's lower edge. What lies behind cannot be reached meanwhile. */
export function createSheets(t: Translate, behind: HTMLElement) {
  const layer = h('div', { class: 'sheet-layer', hidden: true })
  let opener: Element | null = null

  function close() {
    if (layer.hidden) return
    layer.hidden = true
    layer.replaceChildren()
    behind.inert = false
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
  }

  layer.addEventListener('click', (event) => {
    if (event.target === layer) close()
  })
  layer.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close()
    if (event.key === 'Tab') keepInside(event)
  })

  function keepInside(event: KeyboardEvent) {
    const all = [...layer.querySelectorAll<HTMLElement>(FOCUSABLE)]
    const edge = event.shiftKey ? all[0] : all.at(-1)
    if (document.activeElement !== edge) return
    event.preventDefault()
    ;(event.shiftKey ? all.at(-1) : all[0])?.focus()
  }

  return {
    layer,
    close,

    open(title: string, ...content: (Node | false | undefined)[]) {
      opener = layer.hidden ? document.activeElement : opener
      const id = newId('sheet')
      const sheet = h(
        'section',
        { class: 'sheet', role: 'dialog', 'aria-labelledby': id, tabindex: -1 },
        h(
          'header',
          { class: 'sheet-head' },
          h('h2', { id }, title),
          iconButton('close', t('sheet.close'), { click: () => close() }),
        ),
        h('div', { class: 'sheet-body' }, ...content),
      )
      layer.replaceChildren(sheet)
      layer.hidden = false
      behind.inert = true
      const first = sheet.querySelector<HTMLElement>('[autofocus]') ?? sheet
      first.focus()
    },
  }
}
