import type { AriConfigInput } from '#schema/ari-config.ts'
import type { HandoffReason, Stage } from '#schema/conversation.ts'
import type { ScriptStep } from '../simulators/model/model.ts'

// What a written conversation is made of: data, and nothing that knows how it is played.

export type Language = 'id' | 'en' | 'mixed'
export type Manner = 'polite' | 'terse' | 'chaotic' | 'hostile'

/** One thing that a customer sends. */
export type Said =
  | string
  | { voice: true }
  | { picture: string }
  | { file: string }
  | { sticker: true }
  | { place: true }
  | { card: string }
  | { reacts: string }
  /** The row of the last list that came, from 0. */
  | { chooses: number }
  /** The button of the last message that has any, from 0. */
  | { taps: number }
  /** A button of ours on a message of the business's, by its id. */
  | { button: { id: string; title: string } }
  | { poll: true }

/** What the model answers: the JSON of the design, and what is left out as a good answer has it. */
export type Answer = {
  reply: string
  confidence?: number
  intent?: string
  facts?: Record<string, string>
  declined?: string[]
  /** Titles of entries: they must stand in the prompt, and are cited by the ids that they have there. */
  cites?: string[]
  /** One of the times that the prompt shows, from 0; or an id that none of them has. */
  slot?: number | string
  escalate?: string
}
/** Or a text that is no such JSON, or an endpoint's fault: as often as the endpoints are asked. */
export type ModelStep = Answer | { raw: string } | { fault: Extract<ScriptStep, { do: 'error' | 'cut' | 'empty' }> }

/** What people do at the desk in between. */
export type Deed =
  | 'takes over'
  | 'hands back'
  | 'calls the team'
  | 'turns ARI off here'
  | 'turns ARI on here'
  | 'turns ARI off'
  | 'turns ARI on'
  | 'approves'
  | 'escalates'
  | { writes: string }
  | { answersOnPhone: string }
  | { takesBack: true }
  /** Another customer of the same business takes the time that stands in this row of the last list. */
  | { othersChoose: number }
  /** The business's next version. */
  | { publishes: AriConfigInput }

/** What must have come about once the turn is over. What is left out is as a good turn has it, or as it was before. */
export type Expected = {
  /**
   * The text that the customer gets; null: none; several: as many messages. Left out: the model's own reply, or none
   * where people are called.
   */
  hears?: string | RegExp | (string | RegExp)[] | null
  /** The message is a list of times, with so many rows. */
  rows?: number
  /** The check that stopped the draft, by its name. */
  stopped?: string
  stage?: Stage
  /** Who may speak afterwards, where it is not ARI and no reason says it. */
  floor?: 'bot' | 'person' | 'team' | 'nobody'
  /** Why the conversation passed to people. */
  why?: HandoffReason
  /** How each message of the turn ended; left out: all alike, by what the customer heard. */
  ended?: string | string[]
  /** What is kept afterwards; null: nothing under that key. */
  facts?: Record<string, string | null>
  score?: number
  /** The bookings of the contact, by their status. */
  bookings?: string[]
  tags?: string[]
  /** The contact wants nothing unasked. */
  optedOut?: boolean
  /** A draft waits for a reader: nothing has been sent yet. */
  held?: true
  /** In the prompt: the first question that is open; null: none of those that are required. */
  asksFor?: string | null
  /** In the prompt, word for word; a `!` before it: not. */
  prompt?: string[]
}

export type Turn = Expected & {
  /** Several: one burst. */
  says?: Said | Said[]
  /** Further messages, sent while the model thinks about the first ones. */
  meanwhile?: Said[]
  staff?: Deed
  /** In the order in which it is asked; none: it must not be asked. */
  ari?: ModelStep | ModelStep[]
}

export type Conversation = {
  name: string
  language: Language
  manner: Manner
  /** Rows of the product that it proves. */
  proves?: string[]
  turns: Turn[]
  /** What the business is like, where it matters. */
  business?: {
    config?: AriConfigInput
    review?: 'off' | 'always'
    /** Free times of its consultant, the next days at nine; 4 unless told. */
    slots?: number
    burstMs?: number
    holdSeconds?: number
  }
  customer?: string
  /** Why the product does not do it yet: counted apart. */
  known?: string
}

export type Topic = { topic: string; conversations: Conversation[] }

export const REFUSAL = {
  id: 'Saya tidak punya informasi tentang itu. Silakan bicara dengan konsultan kami.',
  en: "I don't have information about that. Please speak with a consultant.",
} as const

/** What the model says and reads, and a fault where the endpoint has one. */
export const says = (reply: string, more: Omit<Answer, 'reply'> = {}): Answer => ({ reply, ...more })

/** What every one of the set has, for the table: its topic, how the customer writes, where it leads. */
export function kindsOf(
  { topic }: Pick<Topic, 'topic'>,
  { language, manner, turns, business }: Conversation,
): string[] {
  const stages = turns.flatMap(({ stage }) => stage ?? [])
  const ways = turns.flatMap(({ why }) => why ?? [])
  return [
    `topic: ${topic}`,
    `language: ${language}`,
    `manner: ${manner}`,
    ...new Set(stages.map((stage) => `stage: ${stage}`)),
    ...new Set(ways.map((why) => `way out: ${why}`)),
    ...new Set(turns.flatMap(({ stopped }) => (stopped === undefined ? [] : `check: ${stopped}`))),
    ...(turns.some(({ bookings }) => bookings?.includes('confirmed')) ? ['way out: booked'] : []),
    ...(business?.review === 'always' ? ['review: always'] : []),
  ]
}

/** Every endpoint fails in it: circuits open, which others would feel. */
export function breaksEndpoints({ turns }: Conversation): boolean {
  return turns.some(({ ari }) => [ari ?? []].flat().some((step) => 'fault' in step))
}

export const listOf = <One>(one: One | One[] | undefined): One[] => (one === undefined ? [] : ([one].flat() as One[]))

/** Few of them that have every kind between them, always the same; filled up with what comes next in the order. */
export function sampleOf(topics: readonly Topic[], most: number): Topic[] {
  const all = topics.flatMap((topic) => topic.conversations.map((one) => ({ one, kinds: kindsOf(topic, one) })))
  const chosen = new Set<Conversation>()
  const covered = new Set<string>()
  while (chosen.size < Math.min(most, all.length)) {
    const left = all.filter(({ one }) => !chosen.has(one))
    const adds = ({ kinds }: (typeof all)[number]) => kinds.filter((kind) => !covered.has(kind)).length
    const best = left.reduce((most, next) => (adds(next) > adds(most) ? next : most))
    chosen.add(best.one)
    for (const kind of best.kinds) covered.add(kind)
  }
  return topics.map((topic) => ({ ...topic, conversations: topic.conversations.filter((one) => chosen.has(one)) }))
}
