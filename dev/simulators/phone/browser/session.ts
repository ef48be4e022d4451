import type { ThreadView } from '../../whatsapp/control.ts'
import type { LoggedEvent } from '../../whatsapp/event-log.ts'
import { api, type Inbound } from './api.ts'
import type { Store } from './store.ts'
import { openStream } from './stream.ts'
import { afterEvent } from './thread-state.ts'

const KEPT_EVENTS = 500
const LIST_PAUSE = 200

export type Session = ReturnType<typeof createSession>

/** Keeps the store as the simulator is: reads everything when the stream opens, then follows the events. */
export function createSession(store: Store) {
  let early: LoggedEvent[] | undefined
  let listTimer: ReturnType<typeof setTimeout> | undefined
  let loads = 0

  function start() {
    addEventListener('popstate', () => void select(customerInUrl(), false))
    document.addEventListener('visibilitychange', () => look())
    openStream((heard) => {
      if ('event' in heard) hear(heard.event)
      else {
        store.set({ connection: heard.state })
        if (heard.state === 'live') void load()
      }
    })
  }

  /** Everything, as after a gap nothing is sure. Events meanwhile are applied behind it; twice does no harm. */
  async function load() {
    const mine = (loads += 1)
    early = []
    try {
      const numbers = await api.numbers()
      const wanted = new URLSearchParams(location.search).get('number')
      const known = numbers.find((number) => number.phoneNumberId === (wanted ?? store.get().phoneNumberId))
      const phoneNumberId = (known ?? numbers[0])?.phoneNumberId
      const [faults, settings, log] = await Promise.all([api.faults(), api.settings(), api.log(KEPT_EVENTS)])
      if (mine !== loads) return
      store.set({ numbers, phoneNumberId, faults, reads: settings.reads })
      if (phoneNumberId !== undefined) await loadNumber(phoneNumberId)
      // Behind the customers, whose names stand in it.
      store.set({ log })
    } catch {
      // The stream says that the simulator is away, and load runs again when it is back.
    }
    if (mine === loads) settle()
  }

  async function loadNumber(phoneNumberId: string) {
    const [lines, templates] = await Promise.all([api.threads(phoneNumberId), api.templates(phoneNumberId)])
    const customer = customerInUrl() ?? store.get().customer ?? lines[0]?.customer.key
    store.set({ lines, templates, areLinesRead: true })
    if (customer !== undefined) history.replaceState(null, '', addressOf(phoneNumberId, customer))
    await select(customer, false)
  }

  function settle() {
    const waiting = early ?? []
    early = undefined
    for (const event of waiting) apply(event)
  }

  async function select(customer: string | undefined, remember = true) {
    const { phoneNumberId } = store.get()
    if (phoneNumberId === undefined) return
    if (remember && customer !== undefined) history.pushState(null, '', addressOf(phoneNumberId, customer))
    const same = store.get().thread?.customer.key === customer
    store.set({ customer, ...(!same && { thread: undefined }) })
    if (customer === undefined) return
    try {
      const thread = await api.thread(phoneNumberId, customer)
      // Somebody else may have been chosen meanwhile.
      if (store.get().customer !== customer) return
      store.set({ thread, customer: thread?.customer.key })
      look()
    } catch {
      // The simulator is away; it is read again when the stream is back.
    }
  }

  function hear(event: LoggedEvent) {
    if (early) early.push(event)
    else apply(event)
  }

  function apply(event: LoggedEvent) {
    const { log, thread, phoneNumberId } = store.get()
    const isNew = !log.some(({ seq, at }) => seq === event.seq && at === event.at)
    if (isNew) store.set({ log: [...log, event].slice(-KEPT_EVENTS) })
    if (event.type === 'reset' || event.type === 'number' || event.type === 'settings') void load()
    if (event.type === 'fault' || event.type === 'faults') void readFaults()
    if ('customer' in event) readLinesSoon()
    if (!thread || !concerns(event, thread, phoneNumberId)) return
    store.set({ thread: afterEvent(thread, event) })
    if (event.type === 'status' && event.status === 'delivered') look()
    if (event.type === 'customer') void select(thread.customer.key, false)
    if (event.type === 'message' && event.message.type === 'template') void readTemplates()
  }

  async function readFaults() {
    store.set({ faults: await api.faults().catch(() => store.get().faults) })
  }

  async function readTemplates() {
    const { phoneNumberId, templates } = store.get()
    if (phoneNumberId !== undefined) store.set({ templates: await api.templates(phoneNumberId).catch(() => templates) })
  }

  function readLinesSoon() {
    listTimer ??= setTimeout(() => {
      listTimer = undefined
      const { phoneNumberId, lines } = store.get()
      if (phoneNumberId === undefined) return
      void api
        .threads(phoneNumberId)
        .catch(() => lines)
        .then((read) => store.set({ lines: read }))
    }, LIST_PAUSE)
  }

  /** The customer looks at the chat, if anybody looks at the page. */
  function look() {
    const { phoneNumberId, customer } = store.get()
    if (document.hidden || phoneNumberId === undefined || customer === undefined) return
    void api.open(phoneNumberId, customer).catch(() => undefined)
  }

  return {
    start,
    select,
    readFaults,

    async choose(phoneNumberId: string) {
      store.set({ phoneNumberId, customer: undefined, thread: undefined, lines: [], areLinesRead: false })
      history.pushState(null, '', `/phone?${new URLSearchParams({ number: phoneNumberId }).toString()}`)
      await loadNumber(phoneNumberId)
    },

    async add(name: string, phone: string) {
      const { phoneNumberId = '' } = store.get()
      const { customer } = await api.putCustomer(phoneNumberId, name, phone)
      readLinesSoon()
      await select(customer.key)
    },

    /** The customer of the phone does something. */
    async say({ phoneNumberId, customer: { waId, userId } }: ThreadView, what: Inbound) {
      await api.inbound(phoneNumberId, waId === undefined ? { userId } : { phone: waId }, what)
    },

    hrefOf: (customer: string) => addressOf(store.get().phoneNumberId ?? '', customer),
  }

  /** The number stands in the address only where there is a choice. */
  function addressOf(phoneNumberId: string, customer: string) {
    const several = (store.get().numbers ?? []).length > 1
    return `/phone?${new URLSearchParams({ customer, ...(several && { number: phoneNumberId }) }).toString()}`
  }
}

const customerInUrl = () => new URLSearchParams(location.search).get('customer') ?? undefined

function concerns(event: LoggedEvent, { customer }: ThreadView, phoneNumberId: string | undefined): boolean {
  if (event.type === 'reset') return true
  if (!('phoneNumberId' in event) || event.phoneNumberId !== phoneNumberId) return false
  // A batch may be about several customers; its keys decide.
  return event.type === 'webhook' || event.customer === customer.key
}
