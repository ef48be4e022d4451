import type { LoggedEvent } from '../../whatsapp/event-log.ts'
import { api } from './api.ts'
import type { Context } from './context.ts'
import { h, icon } from './dom.ts'
import { LOG_TYPES, logLine, logTypeOf, type LogType } from './log-lines.ts'
import { exactTime } from './times.ts'

const MOST_SHOWN = 250

/** What the simulator and the product say to each other, the newest first. */
export function logPanel(context: Context): HTMLElement {
  const { t, store, language } = context
  const chosen = new Set<LogType>(LOG_TYPES)
  const list = h('ol', { class: 'log-list', 'aria-label': t('tools.log') })
  const empty = h('p', { class: 'empty' })
  const waiting = h('span', { class: 'hint', role: 'status' })
  const pause = h('button', { type: 'button', class: 'button', 'aria-pressed': 'false' })
  const mine = h('input', { type: 'checkbox' })
  const kept = new Map<string, HTMLElement>()
  let frozen: readonly LoggedEvent[] | undefined

  const keyOf = ({ seq, at }: LoggedEvent) => `${String(at)}-${String(seq)}`

  const fits = (event: LoggedEvent) => {
    const { customer } = store.get()
    if (!chosen.has(logTypeOf(event))) return false
    return !mine.checked || ('customer' in event && event.customer === customer)
  }

  function row(event: LoggedEvent): HTMLElement {
    const { type, what, result, tone } = logLine(event, store.get(), t)
    const details = h(
      'details',
      {},
      h(
        'summary',
        { class: 'log-line' },
        h('time', { class: 'log-time number' }, exactTime(event.at, language)),
        h('span', { class: `log-type of-${type}` }, t(`log.${type}`)),
        h('span', { class: 'log-what', title: what }, what),
        result !== undefined && h('span', { class: `log-result number ${tone ?? ''}` }, result),
      ),
    )
    details.addEventListener('toggle', () => {
      if (details.open && details.children.length === 1) void expand(details, event)
    })
    return h('li', {}, details)
  }

  async function expand(details: HTMLElement, event: LoggedEvent) {
    details.append(...json(t('log.event'), event))
    if (event.type !== 'webhook') return
    const posted = await api.posted(event.deliveryId).catch(() => undefined)
    if (!posted) details.append(h('p', { class: 'hint' }, t('log.body.gone')))
    else details.append(...json(t('log.body'), JSON.parse(posted.body)))
  }

  function show() {
    const { log } = store.get()
    const seen = frozen ?? log
    const shown = seen.filter(fits).slice(-MOST_SHOWN).reverse()
    const fresh = new Map(shown.map((event) => [keyOf(event), event]))
    for (const [key, element] of kept) {
      if (fresh.has(key)) continue
      element.remove()
      kept.delete(key)
    }
    // New ones go on top; the others stay as they are, opened ones open.
    let next: ChildNode | null = list.firstChild
    for (const [key, event] of fresh) {
      const element = kept.get(key) ?? row(event)
      kept.set(key, element)
      if (element === next) next = next.nextSibling
      else list.insertBefore(element, next)
    }
    empty.hidden = shown.length > 0
    empty.textContent = t(seen.length === 0 ? 'log.empty' : 'log.empty.filter')
    const late = frozen ? log.filter((event) => !frozen?.includes(event)).length : 0
    waiting.textContent = frozen ? t('log.paused', { n: late }) : ''
  }

  function setFrozen(on: boolean) {
    frozen = on ? store.get().log : undefined
    pause.setAttribute('aria-pressed', String(on))
    pause.replaceChildren(icon(on ? 'play' : 'pause', 16), t(on ? 'log.resume' : 'log.pause'))
    show()
  }

  pause.addEventListener('click', () => setFrozen(frozen === undefined))
  mine.addEventListener('change', show)

  const chips = LOG_TYPES.map((type) => {
    const chip = h('button', { type: 'button', class: 'chip', 'aria-pressed': 'true' }, t(`log.${type}`))
    chip.addEventListener('click', () => {
      if (chosen.has(type)) chosen.delete(type)
      else chosen.add(type)
      chip.setAttribute('aria-pressed', String(chosen.has(type)))
      show()
    })
    return chip
  })
  setFrozen(false)
  // Once a picture: under load there are thousands of events a second.
  let due = 0
  store.watch(
    (state) => [state.log, state.customer],
    () => {
      cancelAnimationFrame(due)
      due = requestAnimationFrame(show)
    },
  )
  return h(
    'div',
    { class: 'log' },
    h('p', { class: 'panel-note' }, t('log.what')),
    h(
      'div',
      { class: 'log-head' },
      h('div', { class: 'chips', role: 'group', 'aria-label': t('log.filter') }, ...chips),
      h('div', { class: 'log-controls' }, pause, waiting, h('label', { class: 'check' }, mine, t('log.mine'))),
    ),
    empty,
    list,
  )
}

const json = (title: string, value: unknown): HTMLElement[] => [
  h('p', { class: 'log-title' }, title),
  h('pre', { class: 'log-json', tabindex: 0, 'aria-label': title }, JSON.stringify(value, null, 2)),
]
