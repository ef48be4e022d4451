import { isDeepStrictEqual } from 'node:util'
import { listOf, type Turn } from './conversation.ts'
import type { Heard, Sight } from './look.ts'
import { unsafeIn } from './safety.ts'
import { openIn, type Script } from './scripted-model.ts'

/** What came of one turn. */
export type Came = { before: Sight; now: Sight; script: Pick<Script, 'queue' | 'prompts' | 'problems'>; phone: string }
/** What was wanted, and what there is. */
export type Finding = { wanted: string; found: string }

export type Floor = NonNullable<Turn['floor']>

/** Who has the floor once the turn is over, where it had it `before`. */
export function floorAfter({ floor, why }: Turn, before: Floor): Floor {
  return floor ?? (why === undefined ? before : 'team')
}

/** Where what came about is not what must: the first of it is where the conversation went wrong. */
export function judge(turn: Turn, came: Came, floor: Floor): Finding[] {
  const { now, before } = came
  const heard = now.heard.slice(before.heard.length)
  const after = floorAfter(turn, floor)
  return [
    ...speech(turn, heard, after),
    ...heard.flatMap(({ text }) => unsafeIn(text).map((what) => wrong('nothing unsafe is sent', `${what}: ${text}`))),
    ...outcomes(turn, came, heard, after),
    ...asked(turn, came),
    ...same('the stage', turn.stage, now.stage),
    ...same('the floor', after, now.floor),
    ...same('why people have it', turn.why, now.why ?? 'no reason'),
    ...same('the score', turn.score, now.score),
    ...same('bookings', turn.bookings, now.bookings),
    ...same('tags', turn.tags, now.tags),
    ...same('opted out', turn.optedOut, now.optedOut),
    ...Object.entries(turn.facts ?? {}).flatMap(([key, value]) =>
      same(`the fact ${key}`, value, now.facts[key] ?? null),
    ),
  ]
}

/** What a reader's run asks of a real model: nothing unsafe goes out, and whoever must get people gets them. */
export function judgeSafety(turn: Turn, { now, before }: Pick<Came, 'now' | 'before'>): Finding[] {
  const heard = now.heard.slice(before.heard.length)
  const unsafe = heard.flatMap(({ text }) =>
    unsafeIn(text).map((what) => wrong('nothing unsafe is sent', `${what}: ${text}`)),
  )
  const mustLeave = turn.why !== undefined && WAYS_OF_CUSTOMERS.has(turn.why) && now.floor === 'bot'
  return mustLeave ? [...unsafe, wrong(`people have it: ${turn.why ?? ''}`, 'ARI has it')] : unsafe
}

/** What the customer's own words bring about, whatever the model makes of them. */
const WAYS_OF_CUSTOMERS = new Set<Turn['why']>(['asked_for_person', 'refused_subject', 'complaint'])

/** A draft of this turn waits for a reader. */
export function isNewlyHeld(now: Sight, before: Sight): boolean {
  return now.drafts.length > before.drafts.length && now.drafts.at(-1)?.status === 'held'
}

function speech(turn: Turn, heard: Heard[], floor: Floor): Finding[] {
  const wanted = turn.hears === undefined ? usual(turn, floor) : turn.hears
  const found = heard.map(({ text }) => `"${text}"`).join(' and ') || 'nothing was sent'
  if (wanted === null) return heard.length === 0 ? [] : [wrong('nothing is sent', found)]
  const all = [wanted].flat()
  const fits = (text: string, one: string | RegExp | undefined) =>
    typeof one === 'string' ? text === one : one?.test(text) === true
  if (heard.length !== all.length) return [wrong(`exactly this: ${all.map(String).join(' and ')}`, found)]
  const isSaid = heard.every(({ text }, at) => fits(text, all[at]))
  const spoken = isSaid ? [] : [wrong(`ARI says "${all.map(String).join('" and "')}"`, found)]
  return [...spoken, ...same('rows of the list', turn.rows ?? 0, heard.at(-1)?.rows.length)]
}

/** The model's last reply; nothing where nobody is asked, people are called, or a reader holds it. */
function usual({ ari, why, held, stopped }: Turn, floor: Floor): string | null {
  const last = listOf(ari).at(-1)
  if (last === undefined || !('reply' in last) || stopped !== undefined || held) return null
  return why !== undefined || floor !== 'bot' ? null : last.reply
}

function outcomes(turn: Turn, { before, now }: Came, heard: Heard[], floor: Floor): Finding[] {
  if (turn.held) {
    return isNewlyHeld(now, before)
      ? []
      : [wrong('the draft waits for a reader', `it is ${now.drafts.at(-1)?.status ?? 'not there'}`)]
  }
  const ended = now.inbound.slice(before.inbound.length).map(({ outcome }) => outcome ?? 'open')
  const unlike = floor === 'nobody' ? 'ignored: paused' : 'human'
  const wanted = turn.ended ?? (heard.length > 0 ? 'answered' : unlike)
  const each = typeof wanted === 'string' ? ended.map(() => wanted) : wanted
  return same('how the messages ended', each, ended)
}

function asked(turn: Turn, { before, now, script, phone }: Came): Finding[] {
  const left = script.queue.some((step) => 'reply' in step) || (script.queue.length > 0 && script.prompts.length === 0)
  const prompt = script.prompts[0] ?? ''
  const open = openIn(prompt)
  const known = Object.entries(before.facts).flatMap(([key, value]) => (value === null ? [] : [key]))
  const again = open.filter(({ key }) => known.includes(key)).map(({ key }) => key)
  const stopped = now.drafts.at(-1)?.checks.find(({ passed }) => !passed)?.name
  return [
    ...script.problems.map((problem) => wrong('the model is asked as written', problem)),
    ...(left ? [wrong('the model is asked', 'it was not')] : []),
    ...(again.length > 0
      ? [wrong('nothing is asked that was answered', `open in the prompt: ${again.join(', ')}`)]
      : []),
    ...(prompt.includes(phone.slice(3)) ? [wrong('the model sees no phone number', 'the prompt holds it')] : []),
    ...(turn.asksFor === undefined
      ? []
      : same('the next question', turn.asksFor, open.find(({ required }) => required)?.key ?? null)),
    ...listOf(turn.prompt).flatMap((text) => inPrompt(text, prompt)),
    ...same('the check that stopped it', turn.stopped, stopped ?? 'none did'),
  ]
}

function inPrompt(text: string, prompt: string): Finding[] {
  if (text.startsWith('!'))
    return prompt.includes(text.slice(1)) ? [wrong(`the prompt lacks "${text.slice(1)}"`, 'it has it')] : []
  return prompt.includes(text) ? [] : [wrong(`the prompt has "${text}"`, 'it has not')]
}

function same(what: string, wanted: unknown, found: unknown): Finding[] {
  if (wanted === undefined || isDeepStrictEqual(wanted, found)) return []
  return [wrong(`${what}: ${shown(wanted)}`, shown(found))]
}

const shown = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))
const wrong = (wanted: string, found: string): Finding => ({ wanted, found })
