import { z } from 'zod'
import type { WorkspaceTx } from '#db/connect.ts'
import { readReviewRules, REVIEW_RULES } from '#db/queries/review-settings.ts'
import { lockSettings } from '#db/queries/revised-settings.ts'
import { needsRelease, needsWord, problemsOfSettings, type NeedsWord } from '#domain/review/settings.ts'
import { REVIEW_DEFAULTS, ReviewSettings } from '#schema/review.ts'
import type { InWorkspace } from '../auth.server.ts'
import type { Problems } from '../inbox/problems.server.ts'
import { changeRevised } from './revised.server.ts'
import type { Saved } from './revised.ts'
import type { RulesChanged, RulesPage } from './rules-contract.ts'

/** The rules as their page shows them. */
export async function loadRules(tx: WorkspaceTx, mayEdit: boolean): Promise<RulesPage> {
  const { policy, settings, revision, liveAt } = await readReviewRules(tx)
  return { now: { policy, settings }, revision, mayEdit, liveAt: liveAt?.toISOString() ?? null }
}

/** All of them: one that is left out does not fall back to what it is by default. */
const WholeSettings = z
  .record(z.string(), z.unknown(), 'invalid')
  .superRefine((given, context) => {
    for (const path of Object.keys(REVIEW_DEFAULTS).filter((key) => !(key in given)))
      context.addIssue({ code: 'custom', path: [path], message: 'missing' })
  })
  .pipe(ReviewSettings)

const Order = z.object({
  revision: z.string('missing').max(64),
  policy: z.enum(['off', 'week', 'always'], 'invalid'),
  settings: WholeSettings,
  confirmed: z.array(z.enum(['off', 'sendsItself'])).default([]),
})
type Order = z.infer<typeof Order>

/** What somebody wishes the rules to be, or what is wrong with it, by field. */
export function readRulesOrder(fields: unknown): Order | Problems {
  const { data, error } = Order.safeParse(fields)
  if (error !== undefined) return { errors: codesOf(error) }
  const problems = problemsOfSettings(data.settings)
  const errors = Object.fromEntries(Object.entries(problems).map(([field, code]) => [`settings.${field}`, code]))
  return Object.keys(errors).length > 0 ? { errors } : data
}

/** Codes, for which the page has words in both languages. */
function codesOf({ issues }: z.ZodError): Record<string, string> {
  const codes: Record<string, string> = { too_small: 'too_small', too_big: 'too_large', custom: 'missing' }
  return Object.fromEntries(issues.map(({ path, code }) => [path.join('.'), codes[code] ?? 'invalid']))
}

type Member = Pick<InWorkspace, 'tx' | 'user' | 'workspace'>

/**
 * Changes them, in full or not at all. What sends words unread is changed only after going live, and where that was said
 * in so many words. What somebody else has changed meanwhile is told before either: it may be that very thing.
 */
export async function changeRules(
  { tx, user, workspace }: Member,
  { policy, settings, revision, confirmed }: Order,
): Promise<Saved | RulesChanged | Problems> {
  const value = { policy, settings }
  return tx(async (work) => {
    await lockSettings(work)
    const { revision: current, liveAt, ...now } = await readReviewRules(work)
    if (current === revision) {
      const tooEarly = needsRelease(now, value, liveAt !== null)
      if (tooEarly.length > 0) return { errors: errorsOf(tooEarly, 'not_live') }
      const unsaid = needsWord(now, value).filter((word) => !confirmed.includes(word))
      if (unsaid.length > 0) return { errors: errorsOf(unsaid, 'not_confirmed') }
    }
    return changeRevised(work, REVIEW_RULES, { workspaceId: workspace.id, actor: user.id, value, revision })
  })
}

function errorsOf(words: readonly NeedsWord[], code: string): Record<string, string> {
  return Object.fromEntries(words.map((word) => [word === 'off' ? 'policy' : 'settings.sendsItself', code]))
}
