import { avatar } from './avatar.ts'
import type { Composer } from './composer.ts'
import type { Context } from './context.ts'
import { customerForm } from './customer-form.ts'
import { h, icon, iconButton } from './dom.ts'
import type { Sheets } from './sheet.ts'
import { threadView } from './thread-view.ts'
import { clockTime } from './times.ts'

type Drawers = { customers: () => void; tools: () => void }
type Parts = { composer: Composer; sheets: Sheets; screen: HTMLElement; drawers: Drawers }

/** The phone: its frame, WhatsApp's header, the thread, and where one writes. */
export function phoneView(context: Context, { composer, sheets, screen, drawers }: Parts): HTMLElement {
  const { t, store } = context
  const back = iconButton('back', t('customers.open'), { class: 'icon-button back', click: () => drawers.customers() })
  const tools = iconButton('tools', t('tools.open'), {
    class: 'icon-button only-narrow tools-button',
    click: () => drawers.tools(),
  })
  const picture = h('span', {})
  const heading = h('h1', { class: 'hidden' })
  const name = h('h2', { class: 'truncate' })
  const status = h('p', { class: 'status-line', role: 'status' })
  const whose = h('p', { class: 'whose truncate' })
  const away = h('p', { class: 'away', role: 'status', hidden: true })
  const thread = threadView(context)
  const welcome = h('div', { class: 'welcome', hidden: true })
  const header = h(
    'header',
    { class: 'chat-head' },
    back,
    picture,
    h('div', { class: 'chat-name' }, name, status),
    tools,
  )
  screen.append(statusBar(context), header, away, whose, thread, welcome, composer.element)
  // The heading stays when what is under it cannot be reached for a while.
  const phone = h('main', { class: 'phone' }, heading, screen, sheets.layer)

  store.watch(
    ({ connection, numbers }) => [connection, numbers],
    ([connection, numbers]) => {
      away.hidden = connection !== 'away'
      away.replaceChildren(icon('warn', 16), t('page.away'))
      welcome.classList.toggle('waiting', numbers === undefined)
    },
  )
  store.watch(
    (state) => [state.numbers, state.phoneNumberId],
    () => {
      const business = context.business()
      name.textContent = business
      name.title = business
      picture.replaceChildren(avatar(business, 'business'))
    },
  )
  store.watch(
    (state) => [state.thread?.typing === true, state.phoneNumberId],
    ([typing, number]) => {
      status.textContent = number === undefined ? '' : t(typing ? 'business.typing' : 'business.account')
      status.classList.toggle('typing', typing)
    },
  )
  store.watch(
    (state) => [state.thread?.customer.name, state.thread?.customer.waId],
    ([customer, waId]) => {
      const title = customer === undefined ? t('page.title') : t('page.phone', { name: customer })
      whose.textContent = customer === undefined ? '' : `${title}${waId === undefined ? '' : ` · +${waId}`}`
      whose.title = whose.textContent
      phone.setAttribute('aria-label', title)
      heading.textContent = title
      document.title = title
    },
  )
  store.watch(
    (state) => [
      state.customer,
      state.numbers === undefined || (state.phoneNumberId !== undefined && !state.areLinesRead),
      state.phoneNumberId,
      state.thread === undefined,
    ],
    ([customer, isLoading, number, noThread]) => {
      const nobody = customer === undefined
      thread.hidden = nobody
      composer.element.hidden = nobody || noThread
      welcome.hidden = !nobody
      if (!nobody || welcome.querySelector('form')) {
        if (!nobody) welcome.replaceChildren()
        return
      }
      welcome.replaceChildren(...greeting(context, isLoading, number))
    },
  )
  store.watch(
    (state) => [state.faults.length],
    ([n]) => {
      const label = n === 0 ? t('tools.open') : t('tools.open.active', { n })
      tools.setAttribute('aria-label', label)
      tools.title = label
      tools.classList.toggle('marked', n > 0)
    },
  )
  return phone
}

function greeting(context: Context, isLoading: boolean, number: string | undefined): HTMLElement[] {
  const { t } = context
  if (isLoading) return [h('p', { class: 'hint' }, t('page.loading'))]
  if (number === undefined)
    return [
      h('span', { class: 'welcome-icon' }, icon('shop', 32)),
      h('h2', {}, t('number.none')),
      h('p', { class: 'hint' }, t('number.none.what')),
    ]
  return [
    h('span', { class: 'welcome-icon' }, icon('phone', 32)),
    h('h2', {}, t('customers.add')),
    customerForm(context, () => undefined),
  ]
}

/** The phone's own upper edge; it says nothing that is not on the page already. */
function statusBar({ language }: Context): HTMLElement {
  const time = h('span', { class: 'number' })
  const tell = () => (time.textContent = clockTime(Date.now(), language))
  tell()
  const timer = setInterval(() => {
    if (time.isConnected) tell()
    else clearInterval(timer)
  }, 10_000)
  const battery = h('span', { class: 'battery' })
  return h(
    'div',
    { class: 'phone-bar', 'aria-hidden': 'true' },
    time,
    h('span', { class: 'island' }),
    h('span', { class: 'phone-bar-side' }, h('span', { class: 'bars' }, h('i'), h('i'), h('i'), h('i')), battery),
  )
}
