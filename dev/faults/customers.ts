import { setTimeout as pause } from 'node:timers/promises'
import type { DeskWorkspace } from '../test-kit/desk-programs.ts'
import type { Dice } from './dice.ts'
import { markerText, type Marker } from './markers.ts'
import type { Stage } from './stage.ts'

export type Customer = { letter: string; number: number; phone: string; workspace: DeskWorkspace }

/** A message that a customer wrote. WhatsApp had the 200 for it at `keptAtMs`. */
export type Said = { marker: Marker; wamid: string; customer: Customer; saidAtMs: number; keptAtMs: number | null }

const CITY = '+62812'
const ANSWER_WITHIN_MS = 15_000

/** So many customers over the workspaces by turns. Every third person writes to two of them from one phone. */
export function givenCustomers(count: number, workspaces: ReadonlyMap<string, DeskWorkspace>): Customer[] {
  const letters = [...workspaces.keys()]
  return Array.from({ length: count }, (_, index) => {
    const letter = letters[index % letters.length] ?? ''
    const workspace = workspaces.get(letter)
    if (!workspace) throw new RangeError('There is no workspace')
    const shared = index % 3 === 1 && letters.length > 1
    return { letter, number: index, phone: `${CITY}${String(70_000_000 + (shared ? index - 1 : index))}`, workspace }
  })
}

/** Customers who write: each message with its mark, some in bursts, some asking for a person. */
export function createWriters(stage: Stage, dice: Dice) {
  const said = new Map<string, Said>()
  const counts = new Map<Customer, number>()
  const state = { isOver: false }
  const unsubscribe = stage.desk.whatsapp.subscribe((event) => {
    if (event.type !== 'webhook' || event.httpStatus !== 200) return
    for (const key of event.keys) {
      const one = said.get(key)
      if (one) one.keptAtMs ??= Date.now()
    }
  })

  function say(customer: Customer, words = 'Halo'): Said {
    const number = (counts.get(customer) ?? 0) + 1
    counts.set(customer, number)
    const marker = { letter: customer.letter, customer: customer.number, number }
    const { id } = stage.desk.whatsapp.inbound({
      phoneNumberId: customer.workspace.phoneNumberId,
      from: { phone: customer.phone, name: 'Nadia Rahmawati' },
      text: `${words} ${markerText(marker)}`,
    })
    const one = { marker, wamid: id, customer, saidAtMs: Date.now(), keptAtMs: null }
    said.set(id, one)
    return one
  }

  async function answer({ workspace: { phoneNumberId }, phone }: Customer, withinMs: number): Promise<void> {
    const which = { phoneNumberId, to: phone.slice(1) }
    const count = stage.desk.whatsapp.sends(which).length + 1
    if (withinMs > 0) await stage.desk.whatsapp.waitForSends({ ...which, count }, withinMs)
  }

  /** Writes so many messages, `everyMs` apart on the average. */
  async function write(customer: Customer, count: number, everyMs: number): Promise<void> {
    const own = dice.own()
    await pause(own.between(0, Math.min(everyMs, 2_000)))
    for (let left = count; left > 0 && !state.isOver;) {
      const burst = Math.min(left, own.chance(0.6) ? 1 : own.whole(2, 4))
      for (let index = 0; index < burst; index++) {
        say(customer, own.chance(0.015) ? 'Mau bicara dengan orang sungguhan' : 'Halo, mau tanya')
        await pause(own.between(30, 250))
      }
      left -= burst
      // Most people wait for the answer, some write on without it.
      const waitsMs = own.chance(0.75) ? ANSWER_WITHIN_MS : 0
      const wroteAtMs = Date.now()
      await answer(customer, waitsMs)
      await pause(Math.max(0, burst * everyMs * own.between(0.4, 1.6) - (Date.now() - wroteAtMs)))
    }
  }

  return { said, say, write, hush: () => void (state.isOver = true), stop: unsubscribe }
}
