import type { ThreadView } from '../../whatsapp/control.ts'
import type { Template, ThreadMessage } from '../../whatsapp/shapes.ts'
import { bubbleView } from './bubble.ts'
import type { Context } from './context.ts'
import { h, icon } from './dom.ts'
import { reactionsOf, type Reactions } from './thread-state.ts'
import { dayName, isSameDay } from './times.ts'

const NEAR = 80
const GROUP_PAUSE = 10 * 60_000
const NONE: Reactions = {}

type Kept = { row: HTMLElement; made: unknown[] }

/** The wall with its bubbles. Only what changed is made anew, so focus, sounds and opened texts stay. */
export function threadView(context: Context): HTMLElement {
  const { t, store, language } = context
  const list = h('ol', { class: 'messages' })
  const wall = h('div', { class: 'wall', tabindex: 0, role: 'log' }, list)
  const count = h('span', {})
  const toBottom = h('button', { type: 'button', class: 'to-bottom', hidden: true }, count, icon('down', 20))
  const kept = new Map<string, Kept>()
  let shownFor: string | undefined
  let lastSeen: string | undefined
  let unseen = 0

  const isNearEnd = () => wall.scrollHeight - wall.scrollTop - wall.clientHeight < NEAR

  function goToEnd() {
    stick = true
    wall.scrollTop = wall.scrollHeight
    unseen = 0
    tellUnseen()
  }

  function tellUnseen() {
    toBottom.hidden = isNearEnd()
    const label = unseen > 1 ? t('thread.new.count', { n: unseen }) : t(unseen === 1 ? 'thread.new' : 'thread.bottom')
    count.textContent = unseen > 0 ? label : ''
    toBottom.setAttribute('aria-label', label)
  }

  toBottom.addEventListener('click', () => goToEnd())
  wall.addEventListener('scroll', () => {
    if (isNearEnd()) unseen = 0
    tellUnseen()
  })
  wall.addEventListener('click', (event) => {
    const id = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-goto]')?.dataset['goto'] : ''
    if (id) goTo(id)
  })
  wall.addEventListener('keydown', moveAmong)
  // Pictures arrive later and push, a keyboard makes the wall smaller: only a scroll without such a change is somebody's.
  let stick = true
  let heights = ''
  const measure = () => `${String(wall.scrollHeight)}/${String(wall.clientHeight)}`
  const resized = new ResizeObserver(() => {
    if (stick) wall.scrollTop = wall.scrollHeight
    heights = measure()
    tellUnseen()
  })
  resized.observe(list)
  resized.observe(wall)
  wall.addEventListener('scroll', () => {
    if (heights === measure()) stick = isNearEnd()
  })

  function goTo(id: string) {
    const row = kept.get(id)?.row
    row?.scrollIntoView({ block: 'center' })
    row?.classList.remove('flash')
    requestAnimationFrame(() => row?.classList.add('flash'))
  }

  // One stop for Tab; the arrows go from message to message.
  function moveAmong(event: KeyboardEvent) {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
    const all = [...wall.querySelectorAll<HTMLElement>('[data-more]')]
    const at = all.findIndex((one) => one === document.activeElement)
    if (at < 0) return
    event.preventDefault()
    all[at + (event.key === 'ArrowUp' ? -1 : 1)]?.focus()
  }

  function show(thread: ThreadView | undefined, templates: readonly Template[]) {
    if (!thread) {
      kept.clear()
      list.replaceChildren()
      shownFor = undefined
      toBottom.hidden = true
      return
    }
    const another = thread.customer.key !== shownFor
    if (another) kept.clear()
    shownFor = thread.customer.key
    wall.setAttribute('aria-label', t('thread.label', { name: context.business() }))
    const follow = another || stick
    const rows = rowsOf(thread, templates)
    place(rows)
    const messages = thread.messages.filter(({ type }) => type !== 'reaction')
    const last = messages.at(-1)
    if (!another && last && last.id !== lastSeen) unseen += newSince(messages)
    lastSeen = last?.id
    for (const [id] of kept) if (!thread.messages.some((message) => message.id === id)) kept.delete(id)
    for (const more of list.querySelectorAll('[data-more]')) more.setAttribute('tabindex', '-1')
    list.querySelector('li.row:last-of-type [data-more]')?.setAttribute('tabindex', '0')
    // One's own message is always looked at.
    if (follow || (last?.direction === 'in' && unseen > 0)) goToEnd()
    tellUnseen()
  }

  function newSince(messages: readonly ThreadMessage[]) {
    const at = messages.findIndex(({ id }) => id === lastSeen)
    return at < 0 ? 1 : messages.length - 1 - at
  }

  function rowsOf({ messages, customer }: ThreadView, templates: readonly Template[]): HTMLElement[] {
    const reactions = reactionsOf(messages)
    const shown = messages.filter(({ type }) => type !== 'reaction')
    if (shown.length === 0) return [h('li', { class: 'note' }, t('thread.empty', { name: context.business() }))]
    const now = Math.max(Date.now(), shown.at(-1)?.at ?? 0)
    return shown.flatMap((message, at) => {
      const before = shown[at - 1]
      const newDay = !before || !isSameDay(before.at, message.at)
      const own = message.direction === 'in'
      const first = newDay || (before.direction === 'in') !== own || message.at - before.at > GROUP_PAUSE
      const quotedId = message.contextId
      const quoted = quotedId === undefined ? undefined : (messages.find(({ id }) => id === quotedId) ?? null)
      const standing = reactions.get(message.id) ?? NONE
      const template = message.type === 'template' ? templates : undefined
      const made = [signatureOf(message), quoted?.id, first, standing.in, standing.out, template, customer.key]
      const known = kept.get(message.id)
      const same = known?.made.every((part, index) => part === made[index])
      const row = known && same ? known.row : bubbleView(context, { message, quoted, reactions: standing, first })
      row.classList.toggle('starts', first && !newDay)
      kept.set(message.id, { row, made })
      return newDay ? [h('li', { class: 'day' }, h('span', {}, dayName(message.at, now, language, t))), row] : [row]
    })
  }

  // Rows that stay where they are are not touched, or a focused button would lose the focus.
  function place(rows: readonly HTMLElement[]) {
    const wanted = new Set(rows)
    for (const child of [...list.children]) if (!wanted.has(child as HTMLElement)) child.remove()
    rows.forEach((row, at) => {
      const there = list.children[at]
      if (there !== row) list.insertBefore(row, there ?? null)
    })
  }

  store.watch(
    ({ thread, templates }) => [thread, templates],
    ([thread, templates]) => show(thread, templates),
  )
  return h('div', { class: 'thread' }, wall, toBottom)
}

// What a message says never changes; what became of it does.
const signatureOf = ({ id, readByBusiness, reachedBusiness, failure }: ThreadMessage) =>
  [id, readByBusiness, reachedBusiness, failure?.code].join('|')
