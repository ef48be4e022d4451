import type { Clock } from './clock.ts'
import { statusError } from './errors.ts'
import type { EventLog } from './event-log.ts'
import type { Faults } from './faults.ts'
import { sendAsKapsoMessage } from './kapso.ts'
import type { Settings } from './settings.ts'
import { jsonOf, type Json, type PhoneNumber, type Send, type Thread, type ThreadMessage, type Tick } from './shapes.ts'
import type { Store } from './store.ts'
import type { Webhooks } from './webhooks.ts'

type Deps = { clock: Clock; settings: Settings; store: Store; events: EventLog; faults: Faults; webhooks: Webhooks }

/** What a send is on its way: to whom, from which number, and as which message of the thread. */
export type OnItsWay = { send: Send; message: ThreadMessage; thread: Thread; number: PhoneNumber }

const RANK: Readonly<Record<Tick, number>> = { accepted: 0, sent: 1, delivered: 2, read: 3 }

export type Journeys = ReturnType<typeof createJourneys>

/** From accepted to read, or wherever else a message ends. */
export function createJourneys({ clock, settings, store, events, faults, webhooks }: Deps) {
  let ways = new WeakMap<Thread, Set<OnItsWay>>()

  function add(way: OnItsWay) {
    const others = ways.get(way.thread) ?? new Set()
    ways.set(way.thread, others.add(way))
  }

  const isUnderWay = (way: OnItsWay) => ways.get(way.thread)?.has(way) === true
  const end = (way: OnItsWay) => ways.get(way.thread)?.delete(way) === true

  function publish(way: OnItsWay, status: Tick | 'failed', error?: number): Promise<boolean> {
    const { send, message, thread, number } = way
    const { customer } = thread
    if (status !== 'failed' && RANK[message.tick ?? 'accepted'] < RANK[status]) message.tick = status
    if (error !== undefined) message.failure = { code: error, title: String(statusError(error)['title']) }
    const item = statusItem(way, status, error)
    send.statuses.push(item)
    events.emit({
      type: 'status',
      phoneNumberId: number.phoneNumberId,
      customer: customer.key,
      id: send.wamid,
      status,
      ...(message.failure && { failure: message.failure }),
    })
    const ours = number.displayPhoneNumber.replace(/\D/g, '')
    return webhooks.publish({
      key: `${send.wamid}|${status}`,
      phoneNumberId: number.phoneNumberId,
      about: 'status',
      customer,
      ...(status !== 'failed' && { contacts: [contactOf(thread)] }),
      item,
      kapso: { event: `whatsapp.message.${status}`, message: sendAsKapsoMessage(send, status, ours), isNew: false },
    })
  }

  function statusItem({ send, thread }: OnItsWay, status: Tick | 'failed', error?: number): Json {
    const { customer } = thread
    const sentToPhone = send.to === customer.waId || send.to.startsWith('+')
    return {
      id: send.wamid,
      status,
      timestamp: String(Math.floor(clock.now() / 1000)),
      ...(customer.waId && { recipient_id: customer.waId }),
      ...(!(status === 'failed' && sentToPhone) && { recipient_user_id: customer.userId }),
      ...(send.opaque !== undefined && { biz_opaque_callback_data: send.opaque }),
      ...(error !== undefined && { errors: [statusError(error)] }),
      ...((status === 'sent' || status === 'delivered') && { pricing: pricingOf(send) }),
    }
  }

  function pricingOf({ body, phoneNumberId }: Send): Json {
    const name = jsonOf(body['template'])['name']
    const wabaId = store.numbers.get(phoneNumberId)?.wabaId
    const template = [...store.templates.values()].find((other) => other.wabaId === wabaId && other.name === name)
    if (name === undefined)
      return { billable: false, pricing_model: 'PMP', type: 'free_customer_service', category: 'service' }
    return {
      billable: true,
      pricing_model: 'PMP',
      type: 'regular',
      category: (template?.category ?? 'utility').toLowerCase(),
    }
  }

  /** Sets a message on its way; resolves when the product has heard what it is to hear before the answer. */
  async function start(way: OnItsWay, failWith?: number): Promise<void> {
    const { send, thread, number } = way
    const occasion = { phoneNumberId: number.phoneNumberId, customer: thread.customer.key }
    if (failWith === undefined && faults.take('no-statuses', occasion)) return
    const late = faults.take('late-statuses', occasion)?.ms ?? 0
    const early = faults.take('status-before-response', occasion) !== undefined
    const failure = failWith ?? faults.take('fail-later', occasion)?.code
    const { sentMs } = settings.pace
    if (failure !== undefined) {
      clock.after(late + sentMs, () => void publish(way, 'failed', failure))
      return
    }
    const failsToo = faults.take('delivered-and-failed', occasion)?.code
    const skip = faults.take('skip-delivered', occasion) !== undefined
    add(way)
    const goOn = () => {
      // A reaction is never more than sent.
      if (send.type === 'reaction') end(way)
      else deliverLater(way, { skip, failsToo })
    }
    if (early) {
      await publish(way, 'sent')
      goOn()
      return
    }
    clock.after(late + sentMs, () => {
      void publish(way, 'sent')
      goOn()
    })
  }

  function deliverLater(
    way: OnItsWay,
    { skip = false, failsToo }: { skip?: boolean; failsToo?: number | undefined } = {},
  ) {
    clock.after(settings.pace.deliveredMs, () => {
      if (!isUnderWay(way)) return
      if (!skip) void publish(way, 'delivered')
      if (failsToo !== undefined) void publish(way, 'failed', failsToo)
      if (settings.reads === 'soon') clock.after(settings.pace.readMs, () => read(way))
      if (settings.reads === 'never') end(way)
    })
  }

  function read(way: OnItsWay) {
    if (end(way)) void publish(way, 'read')
  }

  return {
    start,

    /** The customer looks at the chat: all that arrived is read, and what is about to arrive is read without `delivered`. */
    open(thread: Thread): number {
      if (settings.reads === 'never') return 0
      const seen = [...(ways.get(thread) ?? [])].filter(({ message }) => message.tick !== 'accepted')
      for (const way of seen) read(way)
      return seen.length
    },

    /** Goes on, after a restart, with what had not arrived. */
    resume(way: OnItsWay) {
      add(way)
      if (way.message.tick === 'accepted') void publish(way, 'sent')
      deliverLater(way, { skip: way.message.tick === 'delivered' })
    },

    clear() {
      ways = new WeakMap()
    },
  }
}

const contactOf = ({ customer }: Thread): Json => ({
  profile: { name: customer.name, ...(customer.username && { username: customer.username }) },
  ...(customer.waId && { wa_id: customer.waId }),
  user_id: customer.userId,
})
