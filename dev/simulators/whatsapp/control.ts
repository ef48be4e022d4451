import {
  Filter,
  NumberInput,
  TemplateOrder,
  ThreadQuery,
  type RedeliveryInput,
  type TemplateInput,
} from './control-input.ts'
import type { LoggedEvent } from './event-log.ts'
import type { Fault, FaultInput, FaultKind } from './faults.ts'
import { wabaIdOf } from './ids.ts'
import type { EchoInput, InboundInput } from './inbound-input.ts'
import { UnknownToSimulator, type Parts } from './parts.ts'
import { createSpectator } from './spectator.ts'
import { applySettings, SettingsPatch, type Settings } from './settings.ts'
import type { Customer, PhoneNumber, RejectedSend, Send, Template, Thread, ThreadMessage } from './shapes.ts'

export type ThreadView = { phoneNumberId: string; customer: Customer; typing: boolean; messages: ThreadMessage[] }

export type WhatsAppControl = ReturnType<typeof createControl>

/** The simulator's strings, for a test in the same process; over HTTP each one has an address under /control. */
export function createControl(parts: Parts) {
  const { clock, settings, store, events, faults, deliveries, webhooks, typing, journeys, templates, inbox } = parts

  function putNumber(phoneNumberId: string, input: NumberInput): PhoneNumber {
    const parsed = NumberInput.parse(input)
    const number: PhoneNumber = { ...parsed, phoneNumberId, wabaId: parsed.wabaId ?? wabaIdOf(phoneNumberId) }
    store.numbers.set(phoneNumberId, number)
    giveSampleTemplate(number.wabaId)
    parts.stateFile?.touch()
    events.emit({ type: 'number' })
    return number
  }

  // Every real account has this one from the start.
  function giveSampleTemplate(wabaId: string) {
    const key = store.templateKey(wabaId, 'hello_world', 'en_US')
    if (store.templates.has(key)) return
    const template: Template = {
      id: wabaId.slice(0, 10),
      wabaId,
      name: 'hello_world',
      language: 'en_US',
      category: 'UTILITY',
      status: 'APPROVED',
      parameter_format: 'POSITIONAL',
      components: [{ type: 'BODY', text: 'Welcome and congratulations!' }],
    }
    store.templates.set(key, template)
  }

  function findThread(query: ThreadQuery): Thread | undefined {
    const { phoneNumberId, customer } = ThreadQuery.parse(query)
    const numbers = phoneNumberId === undefined ? [...store.numbers.keys()] : [phoneNumberId]
    return numbers.map((id) => store.findThread(id, customer)).find((thread) => thread !== undefined)
  }

  function sends(filter: Filter = {}): Send[] {
    const { phoneNumberId, to, opaque } = Filter.parse(filter)
    return [...store.sends.values()].filter(
      (send) =>
        (phoneNumberId === undefined || send.phoneNumberId === phoneNumberId) &&
        (to === undefined || send.customer === to || send.to === to) &&
        (opaque === undefined || send.opaque === opaque),
    )
  }

  return {
    ...createSpectator(parts),
    putNumber,
    numbers: (): PhoneNumber[] => [...store.numbers.values()],

    /** `delivered` tells whether the first POST of its webhook was answered 200. */
    inbound: (input: InboundInput) => inbox.receive(input),
    echo: (input: EchoInput) => inbox.echo(input),

    /** The customer reads the chat. Returns how many messages were read. */
    open(query: ThreadQuery): number {
      const thread = findThread(query)
      return thread ? journeys.open(thread) : 0
    },

    addFaults(...list: FaultInput[]) {
      for (const fault of list) faults.add(fault)
      events.emit({ type: 'faults' })
    },
    /** This one stands for its kind from now on. */
    replaceFault(fault: Fault) {
      faults.clear(fault.kind)
      faults.add(fault)
      events.emit({ type: 'faults' })
    },
    clearFaults(kind?: FaultKind) {
      faults.clear(kind)
      events.emit({ type: 'faults' })
    },
    faults: () => faults.list(),

    settings(patch: SettingsPatch = {}): Settings {
      applySettings(settings, SettingsPatch.parse(patch))
      if (Object.keys(patch).length > 0) events.emit({ type: 'settings' })
      return settings
    },

    sends,

    rejected(filter: Filter = {}): RejectedSend[] {
      const { phoneNumberId, to } = Filter.parse(filter)
      return store
        .rejected()
        .filter(
          (send) =>
            (phoneNumberId === undefined || send.phoneNumberId === phoneNumberId) &&
            (to === undefined || send.to === to),
        )
    },

    /** Resolves as soon as `count` sends fit the filter, or with what there is when time is up. */
    waitForSends(filter: Filter & { count: number }, waitMs = 5000): Promise<Send[]> {
      return new Promise((resolve) => {
        const look = () => {
          const found = sends(filter)
          if (found.length >= filter.count) finish(found)
        }
        const finish = (found: Send[]) => {
          stop()
          clearTimeout(timer)
          resolve(found)
        }
        const timer = setTimeout(() => finish(sends(filter)), waitMs)
        const stop = events.subscribe((event) => {
          if (event.type === 'message' && event.message.direction === 'out') look()
        })
        look()
      })
    },

    /** How often each `biz_opaque_callback_data` was accepted. */
    tally: (): Record<string, number> => Object.fromEntries(store.tally),

    thread(query: ThreadQuery): ThreadView | undefined {
      const thread = findThread(query)
      if (!thread) return undefined
      const { phoneNumberId, customer, messages } = thread
      return { phoneNumberId, customer, typing: typing.isOn(thread), messages }
    },

    /** Posts known events again; returns how many of the keys were known. */
    redeliver({ keys, shape }: RedeliveryInput): number {
      return webhooks.redeliver(keys, shape ?? 'merged')
    },

    setTemplateStatus(order: TemplateInput): Template {
      const { wabaId, name, language, status, reason } = TemplateOrder.parse(order)
      const template = store.templates.get(store.templateKey(wabaId, name, language))
      if (!template) throw new UnknownToSimulator(`No template ${name} in ${language}`)
      templates.setStatus(template, status, reason)
      return template
    },

    /** Meta's handshake: asks the webhook address for the challenge. */
    async verifyWebhook(phoneNumberId: string): Promise<{ ok: boolean; httpStatus: number; body: string }> {
      const { webhookUrl, verifyToken = '' } = parts.getNumber(phoneNumberId)
      if (!webhookUrl) throw new UnknownToSimulator(`Number ${phoneNumberId} has no webhook address`)
      const challenge = String(Math.floor(clock.now()))
      const url = new URL(webhookUrl)
      const query = { 'hub.mode': 'subscribe', 'hub.challenge': challenge, 'hub.verify_token': verifyToken }
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
      const response = await fetch(url)
      const body = await response.text()
      return { ok: response.status === 200 && body === challenge, httpStatus: response.status, body }
    },

    deliveries: () => ({ pending: deliveries.pending().length, ...deliveries.counts }),

    /** Resolves when no webhook is under way; those waiting for their next try do not count. */
    idle: () => deliveries.idle(),

    now: () => clock.now(),

    /** Moves the simulator's clock; whatever falls due on the way happens, in order. */
    advance: (ms: number) => clock.advance(ms, () => deliveries.idle()),

    subscribe: (listener: (event: LoggedEvent) => void) => events.subscribe(listener),
    eventsSince: (seq: number) => events.since(seq),

    /** Forgets traffic, faults and changed settings; numbers and templates stay unless asked for. */
    reset({ numbers = false }: { numbers?: boolean | undefined } = {}) {
      clock.stop()
      deliveries.clear()
      webhooks.clear()
      journeys.clear()
      typing.clear()
      parts.sending.clear()
      faults.clear()
      store.clearTraffic()
      Object.assign(settings, parts.initialSettings())
      if (numbers) {
        store.numbers.clear()
        store.templates.clear()
      }
      events.emit({ type: 'reset' })
    },
  }
}
