import type { ThreadMessage } from '../../whatsapp/shapes.ts'
import { jsonOf, listOf, summaryOf, textIn } from './content.ts'
import type { Context } from './context.ts'
import { h, icon, iconButton, type Child } from './dom.ts'
import { formatted } from './format-text.ts'
import { interactiveView, templateView } from './interactive-view.ts'
import { locationView, mediaView } from './media-view.ts'
import { openMessageMenu } from './message-menu.ts'
import type { Reactions } from './thread-state.ts'
import { clockTime, fullTime } from './times.ts'

const LONG = 1500

export type Bubble = {
  message: ThreadMessage
  /** Undefined where nothing is quoted, null where the quoted one is gone. */
  quoted: ThreadMessage | null | undefined
  reactions: Reactions
  /** The first of its side in a row has the tail. */
  first: boolean
}

/** One message as a bubble. */
export function bubbleView(context: Context, bubble: Bubble): HTMLElement {
  const { t, language } = context
  const { message, quoted, reactions, first } = bubble
  const own = message.direction === 'in'
  const { inside, actions, bare } = bodyOf(context, message)
  const more = iconButton('down', t('message.menu'), { class: 'icon-button more', tabindex: -1, 'data-more': true })
  more.addEventListener('click', () => openMessageMenu(context, message, reactions))
  // A long press, where there is no mouse.
  const press = (event: Event) => {
    if (!matchMedia('(pointer: coarse)').matches) return
    event.preventDefault()
    openMessageMenu(context, message, reactions)
  }
  const meta = h(
    'span',
    { class: 'meta' },
    h(
      'time',
      { datetime: new Date(message.at).toISOString(), title: fullTime(message.at, language) },
      clockTime(message.at, language),
    ),
    own && ticks(context, message),
  )
  const style = [
    'bubble',
    own ? 'own' : 'theirs',
    first && 'first',
    bare && 'bare',
    message.failure && 'failed',
    actions.length > 0 && 'wide',
  ]
  return h(
    'li',
    { class: `row ${own ? 'own' : 'theirs'}${hasReactions(reactions) ? ' reacted' : ''}`, 'data-id': message.id },
    h(
      'div',
      { class: style.filter(Boolean).join(' '), contextmenu: press },
      h('span', { class: 'hidden' }, own ? t('message.yours') : context.business()),
      quoted !== undefined && quoteView(context, quoted),
      h('div', { class: 'bubble-body' }, ...inside, meta),
      message.failure && failureView(context, message.failure),
      actions.length > 0 && h('div', { class: 'actions' }, ...actions),
      more,
      reactionsView(context, reactions),
    ),
  )
}

type Body = { inside: Child[]; actions: HTMLElement[]; bare?: boolean }

function bodyOf(context: Context, message: ThreadMessage): Body {
  const { t } = context
  const { type, content } = message
  switch (type) {
    case 'text':
      return { inside: [textView(context, textIn(content, 'body'))], actions: [] }
    case 'button':
      return { inside: [textView(context, textIn(content, 'text'))], actions: [] }
    case 'interactive':
      return interactiveView(context, message)
    case 'template':
      return templateView(context, message)
    case 'sticker':
      return { inside: mediaView(context, message), actions: [], bare: true }
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
      return { inside: mediaView(context, message), actions: [] }
    case 'location':
      return { inside: [locationView(context, content)], actions: [] }
    case 'contacts':
      return { inside: listOf(content).map(cardView), actions: [] }
    case 'system':
      return { inside: [h('p', { class: 'text' }, textIn(content, 'body') || t('kind.system'))], actions: [] }
    default:
      return { inside: [unknownView(context, message)], actions: [] }
  }
}

function textView({ t }: Context, text: string): HTMLElement {
  if (text.length <= LONG) return h('p', { class: 'text' }, ...formatted(text))
  const paragraph = h('p', { class: 'text' })
  const button = h('button', { type: 'button', class: 'link-button' })
  const show = (whole: boolean) => {
    paragraph.replaceChildren(whole ? text : `${text.slice(0, LONG / 2)}…`)
    button.textContent = t(whole ? 'thread.less' : 'thread.more')
    button.setAttribute('aria-expanded', String(whole))
  }
  button.addEventListener('click', () => show(button.getAttribute('aria-expanded') !== 'true'))
  show(false)
  return h('div', {}, paragraph, button)
}

const cardView = (card: Record<string, unknown>): HTMLElement =>
  h(
    'div',
    { class: 'card document' },
    h('span', { class: 'document-icon' }, icon('person', 24)),
    h(
      'span',
      { class: 'document-name' },
      h('span', { class: 'truncate' }, textIn(card, 'name', 'formatted_name')),
      ...listOf(card['phones']).map((phone) => h('span', { class: 'hint number' }, textIn(phone, 'phone'))),
    ),
  )

// Honest about what cannot be shown: its kind, and what came.
const unknownView = ({ t }: Context, { type, content }: ThreadMessage): HTMLElement =>
  h(
    'div',
    { class: 'unknown' },
    h('p', { class: 'text' }, icon('info', 16), t('message.unknown', { type })),
    content !== undefined &&
      h(
        'details',
        {},
        h('summary', {}, t('message.show')),
        h('pre', { tabindex: 0 }, JSON.stringify(jsonOf(content), null, 2)),
      ),
  )

function quoteView(context: Context, quoted: ThreadMessage | null): HTMLElement {
  const { t, store } = context
  if (!quoted) return h('div', { class: 'quote' }, h('span', { class: 'quote-text' }, t('message.quoted.gone')))
  const { icon: name, text } = summaryOf(quoted, store.get().templates, t)
  const own = quoted.direction === 'in'
  return h(
    'button',
    { type: 'button', class: `quote ${own ? 'of-own' : 'of-theirs'}`, 'data-goto': quoted.id },
    h('span', { class: 'quote-author truncate' }, own ? t('message.yours') : context.business()),
    h('span', { class: 'quote-text' }, name && icon(name, 14), text.slice(0, 300)),
  )
}

function ticks({ t }: Context, { readByBusiness, reachedBusiness }: ThreadMessage): HTMLElement {
  const state = readByBusiness ? 'read' : reachedBusiness ? 'delivered' : 'sent'
  const label = t(`tick.${state}`)
  return h(
    'span',
    { class: `ticks ${state}`, role: 'img', 'aria-label': label, title: label },
    icon(state === 'sent' ? 'tick' : 'two-ticks', 16),
  )
}

const failureView = ({ t }: Context, { code, title }: { code: number; title: string }): HTMLElement =>
  h('p', { class: 'failure' }, icon('warn', 14), t('message.failed', { code: String(code), title }))

const hasReactions = ({ in: own, out }: Reactions) => own !== undefined || out !== undefined

function reactionsView({ t }: Context, { in: own, out }: Reactions): Child {
  if (own === undefined && out === undefined) return undefined
  const one = (emoji: string | undefined, label: string) =>
    emoji !== undefined && h('span', { role: 'img', 'aria-label': label, title: label }, emoji)
  return h(
    'span',
    { class: 'reactions' },
    one(own, t('react.by.you', { emoji: own ?? '' })),
    one(out, t('react.by.business', { emoji: out ?? '' })),
  )
}
