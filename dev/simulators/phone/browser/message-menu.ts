import type { ThreadMessage } from '../../whatsapp/shapes.ts'
import { api } from './api.ts'
import { summaryOf } from './content.ts'
import type { Context } from './context.ts'
import { h, menuEntry } from './dom.ts'
import type { Reactions } from './thread-state.ts'

const USUAL = ['👍', '❤️', '😂', '😮', '😢', '🙏']

/** What can be done with a message: react, answer, copy, have it told to the product once more. */
export function openMessageMenu(context: Context, message: ThreadMessage, reactions: Reactions) {
  const { t, sheets, store, reply } = context
  const { text } = summaryOf(message, store.get().templates, t)
  const own = message.direction === 'in'
  const copy = menuEntry('copy', t('message.copy'), () => {
    void navigator.clipboard.writeText(text).then(
      () => (copy.lastChild ?? copy).replaceWith(t('message.copied')),
      () => undefined,
    )
  })
  sheets.open(
    t('message.menu'),
    h('p', { class: 'menu-about truncate' }, text.slice(0, 200)),
    reactionRow(context, message, reactions.in),
    h(
      'div',
      { class: 'menu' },
      menuEntry('reply', t('message.reply'), () => {
        sheets.close()
        reply(message)
      }),
      copy,
      own &&
        menuEntry('again', t('message.resend'), () => {
          sheets.close()
          void context.attempt(() => api.redeliver(message.id))
        }),
    ),
  )
}

function reactionRow({ t, sheets, choose }: Context, { id }: ThreadMessage, standing: string | undefined): HTMLElement {
  const react = (emoji: string | undefined) => {
    sheets.close()
    void choose({ message: { type: 'reaction', reaction: { message_id: id, ...(emoji && { emoji }) } } })
  }
  const choices = standing === undefined || USUAL.includes(standing) ? USUAL : [standing, ...USUAL.slice(0, 5)]
  const buttons = choices.map((emoji) => {
    const mine = emoji === standing
    const label = t(mine ? 'react.remove' : 'react.with', { emoji })
    const press = () => react(mine ? undefined : emoji)
    return h(
      'button',
      {
        type: 'button',
        class: 'reaction-choice',
        'aria-label': label,
        'aria-pressed': String(mine),
        title: label,
        click: press,
      },
      emoji,
    )
  })
  const other = h('input', {
    class: 'input',
    'aria-label': t('react.other'),
    placeholder: t('react.other'),
    maxlength: 16,
  })
  const form = h(
    'form',
    { class: 'inline-form' },
    other,
    h('button', { type: 'submit', class: 'button' }, t('react.send')),
  )
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    if (other.value.trim()) react(other.value.trim())
    else other.focus()
  })
  return h(
    'div',
    { role: 'group', 'aria-label': t('react.title'), class: 'stack' },
    h('div', { class: 'reaction-row' }, ...buttons),
    form,
  )
}
