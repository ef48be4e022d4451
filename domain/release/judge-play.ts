import type { Finding } from '#schema/release.ts'
import type { TestExpectation } from '#schema/test-conversation.ts'

/** What ARI did about one message of a test conversation. */
export type Reply = {
  body: string
  /** People were called, or have it. */
  isWithPeople: boolean
  failedChecks: string[]
  /** No model answered. */
  hasFailed: boolean
}

/** What a machine can tell of a test conversation: whether what was expected holds, and where ARI fell silent. */
export function judgePlay(expected: TestExpectation, replies: readonly Reply[]): Finding[] {
  const last = replies.at(-1)
  const said = squeezed(last?.body ?? '')
  const isPassed = replies.some(({ isWithPeople }) => isWithPeople)
  const holds = (text: string) => said.includes(squeezed(text))
  return [
    ...(expected.passesToPeople === true && !isPassed ? [{ kind: 'not_passed' } as const] : []),
    ...(expected.passesToPeople === false && isPassed ? [{ kind: 'passed' } as const] : []),
    ...expected.says.filter((text) => !holds(text)).map((about) => ({ kind: 'lacks', about }) as const),
    ...expected.saysNot
      .filter((text) => isSaidIn(last?.body ?? '', text))
      .map((about) => ({ kind: 'holds', about }) as const),
    ...(replies.some(({ body, isWithPeople }) => body === '' && !isWithPeople) ? [{ kind: 'silent' } as const] : []),
    ...(replies.some(({ hasFailed }) => hasFailed) ? [{ kind: 'no_model' } as const] : []),
    ...[...new Set(replies.flatMap(({ failedChecks }) => failedChecks))].map(
      (about) => ({ kind: 'check', about }) as const,
    ),
  ]
}

/** A check that stopped a draft did its work: that one is to be looked at, and no failure. */
export function isFailure({ kind }: Finding): boolean {
  return kind !== 'check'
}

/** A short word such as "Rp" stands alone or before a number; a longer one may go on: "jutaan". */
const SHORT = 3

/** Whether words stand in a text as words, and not within or across others, whatever their case and spacing. */
function isSaidIn(text: string, words: string): boolean {
  const parts = words.match(/\p{L}+|\p{N}+|[^\p{L}\p{N}\s]+/gu) ?? []
  if (parts.length === 0) return false
  const pattern = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('\\s*')
  const edge = (part = '') => (/^\p{L}/u.test(part) ? '\\p{L}' : /^\p{N}/u.test(part) ? '\\p{N}' : null)
  const [before, after] = [edge(parts[0]), edge(parts.at(-1))]
  const endsHere = after === '\\p{N}' || (parts.at(-1)?.length ?? 0) <= SHORT
  const whole = `${before === null ? '' : `(?<!${before})`}${pattern}${after === null || !endsHere ? '' : `(?!${after})`}`
  return new RegExp(whole, 'iu').test(text)
}

function squeezed(text: string): string {
  return text.toLowerCase().replace(/\s+/g, '')
}
