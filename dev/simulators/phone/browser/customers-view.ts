import type { ThreadLine } from '../../whatsapp/spectator.ts'
import { avatar } from './avatar.ts'
import { openCustomerForm } from './customer-form.ts'
import { summaryOf } from './content.ts'
import type { Context } from './context.ts'
import { h, icon, iconButton, type Child } from './dom.ts'
import type { State } from './store.ts'
import { shortTime } from './times.ts'

/** Whose phones there are. */
export function customersView(context: Context, close: () => void): HTMLElement {
  const { t, store, session } = context
  const list = h('ul', { class: 'lines' })
  const numbers = h('div', { class: 'numbers' })
  const add = h('button', { type: 'button', class: 'button wide' }, icon('plus', 18), t('customers.add'))
  add.addEventListener('click', () => {
    close()
    openCustomerForm(context)
  })

  function line({ customer: { key, name, waId }, last, unread }: ThreadLine, state: State): HTMLElement {
    const current = state.customer === key
    const link = h(
      'a',
      { class: 'line', href: session.hrefOf(key), 'aria-current': current ? 'true' : undefined },
      avatar(name),
      h(
        'span',
        { class: 'line-text' },
        h('span', { class: 'line-name truncate', title: name }, name),
        h('span', { class: 'line-last truncate' }, ...lastOf(last, state)),
      ),
      h(
        'span',
        { class: 'line-side' },
        h('span', { class: 'line-time' }, last ? shortTime(last.at, Date.now(), context.language, t) : ''),
        unread > 0 && h('span', { class: 'badge', 'aria-label': t('customers.unread', { n: unread }) }, String(unread)),
      ),
      h('span', { class: 'hidden' }, waId ?? ''),
    )
    link.addEventListener('click', (event) => {
      // A new window is the browser's business.
      if (event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      close()
      void session.select(key)
    })
    return h('li', {}, link)
  }

  function lastOf(last: ThreadLine['last'], { templates }: State): Child[] {
    if (!last) return [t('customers.silent')]
    const { icon: name, text } = summaryOf(last, templates, t)
    return [name && icon(name, 14), text.slice(0, 120)]
  }

  store.watch(
    (state) => [state.lines, state.customer, state.templates],
    ([lines]) => {
      const focused = list.contains(document.activeElement) ? document.activeElement?.getAttribute('href') : undefined
      const rows = lines.map((one) => line(one, store.get()))
      list.replaceChildren(...(rows.length > 0 ? rows : [h('li', { class: 'empty' }, t('customers.none'))]))
      if (focused) list.querySelector<HTMLElement>(`a[href="${CSS.escape(focused)}"]`)?.focus()
    },
  )
  store.watch(
    (state) => [state.numbers, state.phoneNumberId],
    ([all, chosen]) => {
      const known = all ?? []
      numbers.hidden = known.length < 2
      const select = h('select', { class: 'input', 'aria-label': t('number.label') })
      for (const { phoneNumberId, verifiedName, displayPhoneNumber } of known)
        select.append(h('option', { value: phoneNumberId }, `${verifiedName} · ${displayPhoneNumber}`))
      select.value = chosen ?? ''
      select.addEventListener('change', () => void session.choose(select.value))
      numbers.replaceChildren(select)
      add.disabled = known.length === 0
    },
  )
  return h(
    'nav',
    { class: 'customers', 'aria-label': t('customers.title') },
    h(
      'header',
      { class: 'panel-head' },
      h('h2', {}, t('customers.title')),
      iconButton('close', t('customers.close'), { class: 'icon-button only-drawer', click: () => close() }),
    ),
    h('p', { class: 'panel-note' }, t('customers.what')),
    numbers,
    list,
    h('div', { class: 'panel-foot' }, add),
  )
}
