// Why a check of a reply failed or warned. The sentences are kept with drafts, given to the model and printed by tools, in
// English; whoever shows one to people reads it back and says it in their language. A sentence that is changed is not
// known of older drafts any more.

/** Each reason's sentence; what stands in braces is filled in. */
export const REASONS = {
  refused_subject: 'the customer asks about a refused subject: {subject}',
  not_json: 'the answer is not the JSON object asked for',
  empty: 'the reply is empty',
  confidence_below: 'confidence {confidence} is below {least}',
  too_many_characters: 'the reply has {characters} characters; {mostCharacters} are allowed',
  too_long: 'the reply has {characters} characters and {tokens} tokens; {mostCharacters} and {mostTokens} are allowed',

  amount: 'the reply names an amount of money',
  prices: 'the reply speaks of prices',
  refunds: 'the reply speaks of refunds',
  scholarships: 'the reply speaks of scholarships',
  other_subject: 'the reply speaks of what is none of the four subjects',
  unlawful: 'the reply speaks of something unlawful',
  visa: 'the reply speaks of whether a visa is given',
  admission: 'the reply speaks of whether somebody is admitted',

  promise: "the reply promises something on the company's behalf",
  company_will: 'the reply says what the company will do',
  hedges: 'the reply hedges: {phrase}',
  rude: 'the reply is rude',
  verse: 'the reply is verse',
  labelled: "the reply is labelled as somebody's words",
  somebody_else: 'the reply speaks as somebody else',
  tells_instructions: 'the reply tells how the bot is instructed',
  repeats_instructions: 'the reply repeats its instructions',

  uncited_fact: 'the reply states a {kind} that stands in no cited entry',
  other_day: 'the reply puts a time on another day than the cited entries do',
  something_else: 'the reply says of something what the cited entries say of something else',
  uncited_name: 'a name in the reply stands in no cited entry',
  uncited_consultant: 'the reply tells of a consultant what no cited entry has',
  uncited_rule: 'the reply states a rule that stands in no cited entry',
  uncited: 'the reply states what stands in no cited entry',

  no_booking: 'the reply speaks of a booking that does not exist',
  other_than_booked: 'the reply gives another day or time than the booking has',
  not_done: 'the reply says that something was done which was not',
  not_passed_on: 'the reply says that it is passed on, and it is not',

  other_script: 'the reply has letters of another script',
  neither_language: 'the reply is neither Indonesian nor English',
  other_language: 'the reply is not in {language}',
  markup: 'the reply holds markup that WhatsApp does not know',
  code: 'the reply holds code',

  apologises: 'the reply apologises',
  waffles: 'the reply waffles',
  uncertain: 'the reply sounds uncertain',
} as const

/**
 * What is filled in. A list: words of ours, for which a page has its own. `share`: a part of 1. `quote`: words of the
 * reply, the same in every language.
 */
export const REASON_VALUES = {
  subject: ['pricing', 'refund', 'scholarship', 'admission_decision'],
  kind: ['time', 'date', 'month', 'weekday', 'number', 'phone', 'email', 'link', 'handle', 'code'],
  language: ['Indonesian', 'English'],
  phrase: 'quote',
  confidence: 'share',
  least: 'share',
  characters: 'count',
  tokens: 'count',
  mostCharacters: 'count',
  mostTokens: 'count',
} as const

export type ReasonCode = keyof typeof REASONS
export type ReasonValueName = keyof typeof REASON_VALUES

type NamesIn<Sentence extends string> = Sentence extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never
/** A sentence that names what there is not cannot be filled in. */
type ValueOf<Name extends string> = Name extends ReasonValueName
  ? (typeof REASON_VALUES)[Name] extends readonly (infer Word)[]
    ? Word
    : (typeof REASON_VALUES)[Name] extends 'quote'
      ? string
      : number
  : never
type ValuesOf<Code extends ReasonCode> = { [Name in NamesIn<(typeof REASONS)[Code]>]: ValueOf<Name> }
type Filling<Code extends ReasonCode> = [NamesIn<(typeof REASONS)[Code]>] extends [never] ? [] : [ValuesOf<Code>]

type AnyValues = Readonly<Partial<Record<string, string | number>>>

/** The sentence of a reason. */
export function reason<Code extends ReasonCode>(code: Code, ...filling: Filling<Code>): string
export function reason(code: ReasonCode, values: AnyValues = {}): string {
  return REASONS[code].replace(BRACES, (_, name: string) => String(values[name]))
}

export type ReadReason = { code: ReasonCode; values: Partial<Record<ReasonValueName, string | number>> }

/** The reason that a sentence tells; null where it is none of these. */
export function readReason(sentence: string): ReadReason | null {
  for (const { code, pattern } of READERS) {
    const match = pattern.exec(sentence)
    if (match === null) continue
    const found = Object.entries(match.groups ?? {}) as [ReasonValueName, string][]
    return { code, values: Object.fromEntries(found.map(([name, text]) => [name, valueOf(name, text)])) }
  }
  return null
}

const BRACES = /\{(\w+)\}/g
const NUMBER = String.raw`-?\d+(?:\.\d+)?(?:e[+-]?\d+)?`

const READERS = (Object.keys(REASONS) as ReasonCode[]).map((code) => ({ code, pattern: patternOf(REASONS[code]) }))

function patternOf(sentence: string): RegExp {
  const escaped = sentence.replace(/[.*+?^$()|[\]\\]/g, String.raw`\$&`)
  return new RegExp(`^${escaped.replace(BRACES, (_, name: ReasonValueName) => `(?<${name}>${textOf(name)})`)}$`)
}

/** What of a sentence may be such a value. */
function textOf(name: ReasonValueName): string {
  const values = REASON_VALUES[name]
  if (typeof values === 'object') return values.join('|')
  return values === 'quote' ? '[^]+' : NUMBER
}

function valueOf(name: ReasonValueName, text: string): string | number {
  const values = REASON_VALUES[name]
  return typeof values === 'object' || values === 'quote' ? text : Number(text)
}
