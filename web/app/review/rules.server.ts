import { z } from 'zod'
import type { WorkspaceTx } from '#db/connect.ts'
import {
  changeReviewRules,
  findLastRulesChange,
  readReviewRules,
  type ReviewRulesNow,
} from '#db/queries/review-settings.ts'
import { needsWord, problemsOfSettings } from '#domain/review/settings.ts'
import { REVIEW_DEFAULTS, ReviewSettings } from '#schema/review.ts'
import type { InWorkspace } from '../auth.server.ts'
import type { Problems } from '../inbox/problems.server.ts'
import type { RulesChanged, RulesNow, RulesPage, RulesSaved } from './rules-contract.ts'

/** The rules as their page shows them. */
export async function loadRules(tx: WorkspaceTx, mayEdit: boolean): Promise<RulesPage> {
  const rules = await readReviewRules(tx)
  return { ...shown(rules), mayEdit, liveAt: rules.liveAt?.toISOString() ?? null }
}

const shown = ({ policy, settings, revision }: ReviewRulesNow): RulesNow => ({ policy, settings, revision })

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

/** Changes them, in full or not at all. What sends words unread is changed only where that was said in so many words. */
export async function changeRules(
  { tx, user, workspace }: Member,
  { confirmed, ...order }: Order,
): Promise<RulesSaved | RulesChanged | Problems> {
  return tx(async (work) => {
    const before = await readReviewRules(work)
    const missing = needsWord(before, order).find((word) => !confirmed.includes(word))
    if (missing !== undefined)
      return { errors: { [missing === 'off' ? 'policy' : 'settings.sendsItself']: 'not_confirmed' } }
    const { outcome, now } = await changeReviewRules(work, { workspaceId: workspace.id, actor: user.id, ...order })
    if (outcome === 'saved') return { outcome, revision: now.revision }
    const last = await findLastRulesChange(work)
    return { outcome, now: shown(now), by: last?.by ?? null, at: last?.at.toISOString() ?? null }
  })
}
