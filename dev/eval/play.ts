import { setTimeout as pause } from 'node:timers/promises'
import { givenBusiness, type Business } from './business.ts'
import { listOf, type Conversation, type Said, type Turn } from './conversation.ts'
import { givenCustomer, type Customer } from './customer.ts'
import { carryOut, type Office } from './deeds.ts'
import { floorAfter, isNewlyHeld, judge, judgeSafety, type Finding, type Floor } from './judge.ts'
import type { Sight } from './look.ts'
import type { Script } from './scripted-model.ts'

/** One line of the script that a run prints. */
export type Line = { who: 'customer' | 'ARI' | 'draft' | 'desk'; text: string } | { finding: Finding }

export type Played = {
  conversation: Conversation
  lines: Line[]
  failed: boolean
  ms: number
  stillTrue: () => Promise<Line[]>
}

export type Setting = Office & { open: (email: string) => Script; isReal: boolean; userId: string }

const LOOK_EVERY_MS = 60
/** A slow machine with many conversations at once; endpoints that fail are tried for a while. */
const SETTLES_WITHIN_MS = 60_000
/** What follows a reply, as the floor that passes, follows within this. */
const COMES_RIGHT_WITHIN_MS = 8_000

/** Plays one conversation to its end, or to the first turn that goes wrong. */
export async function play(setting: Setting, conversation: Conversation): Promise<Played> {
  const { desk, open, userId, isReal } = setting
  const startedAt = performance.now()
  const lines: Line[] = []
  const business = await givenBusiness(desk, conversation, userId)
  const customer = givenCustomer(desk, business, conversation.customer ?? 'Nadia Rahmawati')
  const script = open(business.email)
  let floor: Floor = 'bot'
  let sight = await customer.look()
  let failed = false
  for (const turn of conversation.turns) {
    try {
      const played = await playTurn(setting, { turn, before: sight, business, customer, script, floor })
      sight = played.now
      lines.push(...played.lines)
      failed = played.lines.some((line) => 'finding' in line)
    } catch (error) {
      failed = true
      lines.push(...tell(turn), failure(error))
    }
    if (failed && !isReal) break
    floor = floorAfter(turn, floor)
  }
  const seen = sight.heard.length
  const stillTrue = async (): Promise<Line[]> => {
    const now = await customer.look()
    const late = now.heard.slice(seen).map(({ text }) => text)
    const open = now.inbound.filter(({ outcome }) => outcome === null).length
    const isHeld = now.drafts.at(-1)?.status === 'held'
    return [
      ...(late.length > 0 ? [late.map((text) => `"${text}"`).join(' and ')] : []),
      ...(open > 0 && !isHeld ? [`${String(open)} messages have no outcome`] : []),
    ].map((found) => ({ finding: { wanted: 'nothing comes after the end, and no message is left behind', found } }))
  }
  return { conversation, lines, failed, ms: performance.now() - startedAt, stillTrue }
}

type At = { turn: Turn; before: Sight; business: Business; customer: Customer; script: Script; floor: Floor }

async function playTurn(setting: Setting, at: At): Promise<{ now: Sight; lines: Line[] }> {
  const { turn, before, business, customer, script, floor } = at
  const { isReal } = setting
  Object.assign(script, { queue: listOf(turn.ari), prompts: [], problems: [], given: new Map() })
  const further = listOf(turn.meanwhile)
  const written = { ended: Promise.resolve() }
  if (further.length > 0 && !isReal)
    script.onAsked = () => {
      written.ended = sendAll(further)
    }
  if (turn.staff !== undefined) await carryOut(setting, turn.staff, { business, sight: before, phone: customer.phone })
  await sendAll(listOf(turn.says))
  if (isReal) await sendAll(further)
  const count = before.inbound.length + listOf(turn.says).length + further.length

  let now = await settle(customer, count, { turn, before })
  await written.ended
  const came = () => ({ before, now, script, phone: customer.phone })
  const findings = () => (isReal ? judgeSafety(turn, came()) : judge(turn, came(), floor))
  for (const until = Date.now() + COMES_RIGHT_WITHIN_MS; findings().length > 0 && Date.now() < until;) {
    await pause(LOOK_EVERY_MS)
    now = await customer.look()
  }
  const heard = now.heard.slice(before.heard.length)
  const lines: Line[] = [
    ...tell(turn),
    ...heard.map(({ text, rows }): Line => ({
      who: 'ARI',
      text: rows.length > 0 ? `${text} [${rows.map(({ title }) => title).join(' | ')}]` : text,
    })),
    ...(heard.length === 0 ? unsent(now, before) : []),
    ...findings().map((finding) => ({ finding })),
  ]
  return { now, lines }

  async function sendAll(all: Said[]): Promise<void> {
    for (const one of all) await customer.sends(one, before.heard)
  }
}

/** Waits until every message has its outcome, or a reader or a release is waited for. */
async function settle(
  customer: Customer,
  count: number,
  { turn, before }: Pick<At, 'turn' | 'before'>,
): Promise<Sight> {
  for (const until = Date.now() + SETTLES_WITHIN_MS; ;) {
    const sight = await customer.look()
    const isHeld = turn.held === true && isNewlyHeld(sight, before)
    const isOver = sight.open === 0 && sight.inbound.every(({ outcome }) => outcome !== null)
    if (sight.inbound.length >= count && (isOver || isHeld || sight.waiting !== null)) return sight
    if (Date.now() > until) return sight
    await pause(LOOK_EVERY_MS)
  }
}

function tell({ says, meanwhile, staff }: Turn): Line[] {
  return [
    ...(staff === undefined ? [] : [{ who: 'desk' as const, text: told(staff) }]),
    ...[...listOf(says), ...listOf(meanwhile)].map((said) => ({ who: 'customer' as const, text: told(said) })),
  ]
}

const told = (said: string | object) =>
  typeof said === 'string'
    ? said
    : `(${Object.entries(said)
        .flat()
        .filter((part) => typeof part !== 'boolean')
        .map((part) => (typeof part === 'object' ? JSON.stringify(part) : String(part)))
        .join(' ')})`

/** What was drafted and did not go out. */
function unsent({ drafts }: Sight, before: Sight): Line[] {
  return drafts.slice(before.drafts.length).map(({ status, reply, checks }) => {
    const stop = checks.find(({ passed }) => !passed)
    return { who: 'draft', text: `(${status}${stop ? `, ${stop.name}: ${stop.reason ?? ''}` : ''}) ${reply}` }
  })
}

function failure(error: unknown): Line {
  return {
    finding: { wanted: 'the turn can be played', found: error instanceof Error ? error.message : String(error) },
  }
}
