import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from './clock.ts'
import { metaError, type MetaError } from './errors.ts'
import type { EventLog } from './event-log.ts'
import type { Faults } from './faults.ts'
import { customerKey, newWamid } from './ids.ts'
import type { Journeys } from './journey.ts'
import { createRates } from './rates.ts'
import { checkSend, type CheckedSend } from './send-checks.ts'
import type { Settings } from './settings.ts'
import { jsonOf, type Json, type PhoneNumber, type Send, type Thread, type ThreadMessage } from './shapes.ts'
import type { Store } from './store.ts'
import { checkTemplate } from './templates.ts'
import type { Typing } from './typing.ts'

const WINDOW = 24 * 3_600_000

export type Answer = { status: number; body: Json | string } | 'cut'

type Deps = {
  clock: Clock
  settings: Settings
  store: Store
  events: EventLog
  faults: Faults
  journeys: Journeys
  typing: Typing
}

export type Sending = ReturnType<typeof createSending>

/** POST /<number>/messages, after the token was checked. */
export function createSending({ clock, settings, store, events, faults, journeys, typing }: Deps) {
  const rates = createRates(clock, settings)

  async function send(number: PhoneNumber, sent: Json): Promise<Answer> {
    const { phoneNumberId } = number
    const target = sent['to'] ?? sent['recipient']
    const given = typeof target === 'string' ? customerKey(target) : ''
    const occasion = { phoneNumberId, customer: store.findThread(phoneNumberId, given)?.customer.key ?? given }
    const delay = faults.take('delay-response', occasion)
    if (delay && delay.ms > 0) await sleep(delay.ms)
    if (faults.take('refuse-connection', occasion)) return 'cut'
    const broken = faults.take('broken-answer', occasion)
    if (broken) return { status: broken.httpStatus, body: '<html><body>Sorry, something went wrong.</body></html>' }
    const fault = faults.take('send-error', occasion)
    if (fault) {
      const { code, httpStatus, message, details } = fault
      return refuse(number, given, sent, metaError(code, { status: httpStatus, message, details }))
    }
    const checked = checkSend(sent)
    if ('error' in checked) return refuse(number, given, sent, checked.error)
    const error = problemOf(number, checked.send, given)
    if (error) return refuse(number, given, sent, error)
    return accept(number, sent, checked.send)
  }

  function refuse({ phoneNumberId }: PhoneNumber, customer: string, body: Json, error: MetaError): Answer {
    const { code, status: httpStatus } = error
    const message = String(jsonOf(error.body['error'])['message'])
    store.addRejected({ phoneNumberId, to: customer, at: clock.now(), httpStatus, code, message, body })
    events.emit({ type: 'rejected', phoneNumberId, customer, code, httpStatus, message })
    return { status: httpStatus, body: error.body }
  }

  function problemOf(
    number: PhoneNumber,
    { type, content, to, isUserId }: CheckedSend,
    customer: string,
  ): MetaError | undefined {
    if (!isUserId && !/^\d{5,20}$/.test(customer))
      return metaError(131009, { details: `to is not a valid phone number: ${to}` })
    if (customer === number.displayPhoneNumber.replace(/\D/g, '')) return metaError(131021)
    const mediaId = jsonOf(content)['id']
    if (MEDIA.has(type) && typeof mediaId === 'string' && !store.media.has(mediaId)) {
      return metaError(100, {
        message: `(#100) Param ${type}['id'] is not a valid whatsapp business account media attachment ID`,
      })
    }
    const template = type === 'template' ? checkTemplate(store, settings, number, content) : undefined
    if (template) return template
    if (settings.window === 'refuse' && type !== 'template' && !windowIsOpen(number, customer)) return metaError(131047)
    const tooFast = rates.problem(number.phoneNumberId, customer)
    return tooFast === undefined ? undefined : metaError(tooFast)
  }

  function windowIsOpen({ phoneNumberId }: PhoneNumber, customer: string): boolean {
    const lastInboundAt = store.findThread(phoneNumberId, customer)?.lastInboundAt
    return lastInboundAt !== undefined && clock.now() - lastInboundAt < WINDOW
  }

  async function accept(number: PhoneNumber, body: Json, checked: CheckedSend): Promise<Answer> {
    const { phoneNumberId } = number
    const { to, isUserId, type, contextId, opaque } = checked
    const thread = store.threadOf(number, isUserId ? { userId: to } : { phone: to })
    const { customer } = thread
    const open = windowIsOpen(number, customer.key)
    const wamid = newWamid(customer.key, 'out')
    const at = clock.now()
    const send: Send = { wamid, phoneNumberId, to, customer: customer.key, type, at, body, opaque, statuses: [] }
    const message: ThreadMessage = {
      id: wamid,
      direction: 'out',
      at,
      type,
      content: body[type],
      contextId,
      opaque,
      tick: 'accepted',
    }
    store.addSend(send)
    store.addMessage(thread, message)
    typing.stop(thread)
    events.emit({ type: 'message', phoneNumberId, customer: customer.key, message })
    const occasion = { phoneNumberId, customer: customer.key }
    const lost = faults.take('lose-response', occasion) !== undefined
    await journeys.start({ send, message, thread, number }, failureOf(type, open))
    if (lost) return 'cut'
    const contact = isUserId ? { input: to, user_id: customer.userId } : { input: to, wa_id: customer.waId }
    return {
      status: 200,
      body: {
        messaging_product: 'whatsapp',
        contacts: [contact],
        messages: [{ id: wamid, ...(type === 'template' && { message_status: 'accepted' }) }],
      },
    }
  }

  // Meta mostly accepts what comes too late, and tells of it in a status.
  const failureOf = (type: string, open: boolean) =>
    settings.window === 'async' && type !== 'template' && !open ? 131047 : undefined

  /** `{ status: 'read', message_id, typing_indicator? }` */
  function markRead(number: PhoneNumber, body: Json): Answer {
    const id = body['message_id']
    const found = typeof id === 'string' ? findInbound(number, id) : undefined
    if (!found) {
      const { status, body: answer } = metaError(131009, { details: 'message_id does not name a received message' })
      return { status, body: answer }
    }
    for (const message of found.thread.messages) {
      if (message.direction === 'in' && message.at <= found.message.at) message.readByBusiness = true
    }
    const customer = found.thread.customer.key
    events.emit({ type: 'read-by-business', phoneNumberId: number.phoneNumberId, customer, id: found.message.id })
    if (body['typing_indicator'] !== undefined) typing.start(found.thread)
    return { status: 200, body: { success: true } }
  }

  // The id names the customer, so one thread is looked at, not all.
  function findInbound(
    { phoneNumberId }: PhoneNumber,
    id: string,
  ): { thread: Thread; message: ThreadMessage } | undefined {
    const bytes = Buffer.from(id.replace(/^wamid\./, ''), 'base64')
    const named = bytes.subarray(3, 3 + (bytes[2] ?? 0)).toString('ascii')
    const thread = store.findThread(phoneNumberId, named)
    const inThread = thread?.messages.find((message) => message.id === id)
    if (thread && inThread) return { thread, message: inThread }
    // An id that a test made up holds no customer.
    for (const other of store.threads.values()) {
      const message = other.phoneNumberId === phoneNumberId ? other.messages.find((one) => one.id === id) : undefined
      if (message) return { thread: other, message }
    }
    return undefined
  }

  return { send, markRead, clear: () => rates.clear() }
}

const MEDIA = new Set(['image', 'video', 'audio', 'document', 'sticker'])
