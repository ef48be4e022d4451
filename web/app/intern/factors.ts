import type { AriConfig } from '#schema/ari-config.ts'
import type { Factor, Question, ScorePart } from '#schema/ari-parts.ts'

type When = Factor['when']

export const PARTS: readonly ScorePart[] = ['basic', 'qualification', 'document', 'engagement']
const FEWEST_ANSWERED = 3
const LONGEST_KEY = 40

/** What a factor counts, as one word of a list: `answered:name`. */
export function choiceOf(when: When): string {
  return 'question' in when ? `${when.is}:${when.question}` : when.is
}

/** The reverse; a count keeps the number it has. */
export function whenOf(choice: string, count = FEWEST_ANSWERED): When {
  const [is = '', question = ''] = choice.split(':')
  switch (is) {
    case 'document_ready':
      return { is, question }
    case 'has_phone':
    case 'replied_within_day':
    case 'wants_consultation':
      return { is }
    case 'answered_count':
      return { is, count }
    default:
      return { is: 'answered', question }
  }
}

/** Everything that can count, in the order of the questions; what `kept` counts now is among it, even if it is gone. */
export function choicesFor(questions: readonly Question[], factors: readonly Factor[], kept?: Factor): When[] {
  const all: When[] = [
    ...questions.flatMap(({ key, kind }): When[] => [
      ...(kind === 'document' ? [{ is: 'document_ready' as const, question: key }] : []),
      { is: 'answered', question: key },
    ]),
    { is: 'has_phone' },
    { is: 'answered_count', count: FEWEST_ANSWERED },
    { is: 'replied_within_day' },
    { is: 'wants_consultation' },
  ]
  const own = kept && choiceOf(kept.when)
  // How many are answered can count in steps; everything else counts once.
  const used = factors.map(({ when }) => choiceOf(when)).filter((one) => one !== 'answered_count' && one !== own)
  const free = all.filter((when) => !used.includes(choiceOf(when)))
  return kept && !free.some((when) => choiceOf(when) === own) ? [kept.when, ...free] : free
}

/** A new factor of a part, with a key that no other has. */
export function newFactor(when: When, part: ScorePart, factors: readonly Factor[]): Factor {
  const name = choiceOf(when)
    .replace(':', '_')
    .slice(0, LONGEST_KEY - 3)
  const taken = (key: string) => factors.some((one) => one.key === key)
  let key = name
  for (let at = 2; taken(key); at += 1) key = `${name}_${String(at)}`
  return { key, part, points: 0, when }
}

/** The factors of a part with other points, in their order. */
export function withPoints(
  scoring: AriConfig['scoring'],
  part: ScorePart,
  points: readonly number[],
): AriConfig['scoring'] {
  const left = [...points]
  return {
    ...scoring,
    factors: scoring.factors.map((factor) =>
      factor.part === part ? { ...factor, points: left.shift() ?? factor.points } : factor,
    ),
  }
}
