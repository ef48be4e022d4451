import type { AriConfig } from '#schema/ari-config.ts'
import { falseClaimIn } from './claims.ts'
import { ungroundedIn } from './grounding.ts'
import { hedgeIn } from './hedging.ts'
import { leakIn } from './leak.ts'
import { markupIn } from './markup.ts'
import { foreignVoice } from './persona.ts'
import { promiseIn } from './promises.ts'
import { reason } from './reasons.ts'
import { refusedSubjectOf } from './refused-subject.ts'
import { strangeScript, wrongLanguage, type ReplyLanguage } from './reply-language.ts'
import { rudenessIn } from './rude.ts'
import { outOfScope } from './scope.ts'
import { readSource, type Source, type Today } from './sources.ts'
import { normalise } from './text.ts'
import { warningsIn, type Warning } from './tone.ts'

/** `again`: the model may mend it once. `warning`: it passed, and a reader should look twice. */
export type Check = { name: CheckName; passed: boolean; reason?: string; again?: boolean; warning?: string }

export type CheckName =
  | 'refused_subject'
  | 'parseable'
  | 'confidence'
  | 'scope'
  | 'promise'
  | 'hedging'
  | 'length'
  | 'rude'
  | 'persona'
  | 'leak'
  | 'private'
  | 'grounded'
  | 'claims'
  | 'script'
  | 'language'
  | 'markup'
  | Warning

/** What a workspace sets of the checks. */
export type Guard = Pick<AriConfig['guard'], 'leastConfidence' | 'mostCharacters' | 'hedges'>

export const MOST_TOKENS = 150

/** What is checked: the model's answer, and all that it may be held against. */
export type CheckInput = {
  /** Null: no answer could be read. */
  answer: { reply: string; confidence: number; tokens: number; escalates: boolean } | null
  /** The customer's messages that the reply answers. */
  asked: string
  sources: readonly Source[]
  /** The bot's name and the business's. */
  own: readonly string[]
  /** The prompt without what customers may be told. */
  instructions: string
  today: Today
  /** The language that the reply must have; null: Indonesian and English will both do. */
  language: ReplyLanguage | null
  guard: Guard
}

/** Every check of a reply, in order; the first that fails decides. */
export function checkReply({
  answer,
  asked,
  own,
  instructions,
  today,
  language,
  guard,
  ...input
}: CheckInput): Check[] {
  const refused = refusedSubjectOf(asked)
  const question = check('refused_subject', refused && reason('refused_subject', { subject: refused }))
  if (!answer) return [question, check('parseable', reason('not_json'), true)]

  const { confidence, tokens, escalates } = answer
  const { leastConfidence, mostCharacters, hedges } = guard
  const reply = normalise(answer.reply)
  const sources = input.sources.map(readSource)
  const hedge = hedgeIn(reply, hedges)
  const ungrounded = ungroundedIn(reply, { sources, today })
  return [
    question,
    check('parseable', reply === '' ? reason('empty') : null, true),
    check(
      'confidence',
      confidence >= leastConfidence ? null : reason('confidence_below', { confidence, least: leastConfidence }),
    ),
    check('scope', outOfScope(reply)),
    check('promise', promiseIn(reply)),
    check('hedging', hedge && reason('hedges', { phrase: hedge })),
    check('length', tooLong({ characters: Array.from(reply).length, tokens, mostCharacters }), true),
    check('rude', rudenessIn(reply)),
    check('persona', foreignVoice(reply, own)),
    check('leak', leakIn(reply, instructions)),
    check('private', ungrounded?.kind === 'contact' ? ungrounded.reason : null),
    check('grounded', ungrounded && ungrounded.kind !== 'contact' ? ungrounded.reason : null),
    check('claims', falseClaimIn(reply, { sources, today, escalates })),
    check('script', strangeScript(reply, sources), true),
    check('language', wrongLanguage(reply, language), true),
    check('markup', markupIn(reply), true),
    ...Object.entries(warningsIn(reply)).map(([name, warning]) => ({
      name: name as Warning,
      passed: true,
      ...(warning !== null && { warning }),
    })),
  ]
}

/** Tokens are the model's: a person's words have none. */
function tooLong(of: { characters: number; tokens: number; mostCharacters: number }): string | null {
  const { characters, tokens, mostCharacters } = of
  if (characters <= mostCharacters && tokens <= MOST_TOKENS) return null
  if (tokens === 0) return reason('too_many_characters', { characters, mostCharacters })
  return reason('too_long', { ...of, mostTokens: MOST_TOKENS })
}

/** The failure that the model may mend by answering once more, or null: where something else failed too, it may not. */
export function mendable(checks: readonly Check[]): Check | null {
  const failed = checks.filter(({ passed }) => !passed)
  return failed.every(({ again }) => again === true) ? (failed[0] ?? null) : null
}

/**
 * The checks as they stand when the model had its second try: an answer in the other of the two languages is better than
 * none, and a reader is told.
 */
export function tolerate(checks: readonly Check[]): Check[] {
  return checks.map((one) =>
    one.name === 'language' && !one.passed ? { name: one.name, passed: true, warning: one.reason ?? one.name } : one,
  )
}

function check(name: CheckName, why: string | null, again = false): Check {
  return why === null ? { name, passed: true } : { name, passed: false, reason: why, again }
}
