import { createClock } from './clock.ts'
import { createDeliveries } from './deliveries.ts'
import { createEventLog } from './event-log.ts'
import { createFaults } from './faults.ts'
import { createMediaShelf } from './graph-media.ts'
import { createInbox } from './inbound.ts'
import { createJourneys } from './journey.ts'
import { noteWhatReached } from './reached.ts'
import { createSending } from './sending.ts'
import { applySettings, DEFAULT_SETTINGS, type SettingsPatch } from './settings.ts'
import type { PhoneNumber } from './shapes.ts'
import { createStateFile } from './state-file.ts'
import { createStore, type Limits } from './store.ts'
import { createTemplates } from './templates.ts'
import { createTyping } from './typing.ts'
import { createWebhooks } from './webhooks.ts'

export type WhatsAppSimulatorOptions = {
  /** Where numbers, threads and undelivered webhooks survive a restart. */
  stateFile?: string
  /** Address under which the product reaches the simulator; media links are made of it. */
  publicUrl?: string
  settings?: SettingsPatch
  limits?: Partial<Limits>
  /** Makes probabilities and shuffles repeatable. */
  seed?: number
  now?: () => number
}

export class UnknownToSimulator extends Error {}

export type Parts = ReturnType<typeof assemble>

/** All parts of the simulator, put together. */
export function assemble(options: WhatsAppSimulatorOptions) {
  const { publicUrl, settings: wanted = {}, limits = {}, seed, now } = options
  const address = { publicUrl }
  const initialSettings = () => {
    const fresh = structuredClone(DEFAULT_SETTINGS)
    applySettings(fresh, wanted)
    return fresh
  }
  const settings = initialSettings()
  const random = seed === undefined ? Math.random : seeded(seed)
  const clock = createClock(now)
  const store = createStore(limits)
  const events = createEventLog(clock.now)
  const faults = createFaults(random, (kind, { phoneNumberId, customer }) =>
    events.emit({ type: 'fault', kind, phoneNumberId, customer }),
  )
  noteWhatReached(store, events)
  const numberOf = (phoneNumberId: string) => store.numbers.get(phoneNumberId)
  const getNumber = (phoneNumberId: string): PhoneNumber => {
    const number = numberOf(phoneNumberId)
    if (!number) throw new UnknownToSimulator(`No number ${phoneNumberId}: PUT /control/numbers/${phoneNumberId} first`)
    return number
  }
  const deliveries = createDeliveries({ clock, settings, events, numberOf, onChange: () => stateFile?.touch() })
  const webhooks = createWebhooks({ clock, random, faults, deliveries, numberOf })
  const typing = createTyping(clock, events)
  const journeys = createJourneys({ clock, settings, store, events, faults, webhooks })
  const templates = createTemplates({ clock, settings, store, webhooks })
  const shelf = createMediaShelf({ clock, settings, store })
  const sending = createSending({ clock, settings, store, events, faults, journeys, typing })
  const inbox = createInbox({
    clock,
    settings,
    store,
    events,
    webhooks,
    opened: (thread) => journeys.open(thread),
    publicUrl: () => address.publicUrl,
    getNumber,
  })
  const stateFile = options.stateFile ? createStateFile(options.stateFile, store, deliveries.pending) : undefined
  events.subscribe(() => stateFile?.touch())

  const parts = {
    clock,
    settings,
    initialSettings,
    store,
    events,
    faults,
    deliveries,
    webhooks,
    typing,
    journeys,
    templates,
    shelf,
    sending,
    inbox,
  }
  return { ...parts, getNumber, stateFile, address, restore: () => restore() }

  function restore() {
    const state = stateFile?.load()
    if (!state) return
    for (const number of state.numbers) store.numbers.set(number.phoneNumberId, number)
    for (const template of state.templates)
      store.templates.set(store.templateKey(template.wabaId, template.name, template.language), template)
    for (const thread of state.threads) {
      store.restoreThread(thread)
      const number = numberOf(thread.phoneNumberId)
      for (const message of thread.messages) {
        const { id: wamid, type, at, opaque, direction, tick, failure, content } = message
        if (!number || direction !== 'out' || failure || tick === 'read' || type === 'reaction') continue
        const { phoneNumberId, customer } = thread
        const to = customer.waId ?? customer.userId
        const body = { [type]: content }
        const send = { wamid, phoneNumberId, to, customer: customer.key, type, at, body, opaque, statuses: [] }
        journeys.resume({ send, message, thread, number })
      }
    }
    deliveries.restore(state.pending)
  }
}

// A small xorshift: good enough for dice that must fall the same way twice.
function seeded(seed: number): () => number {
  let state = seed >>> 0 || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}
