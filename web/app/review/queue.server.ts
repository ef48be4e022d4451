import { z } from 'zod'
import type { WorkspaceTx } from '#db/connect.ts'
import { countFirstAnswers } from '#db/queries/answers.ts'
import { readPublished } from '#db/queries/ari-config.ts'
import { listFacts } from '#db/queries/contact-panel.ts'
import { listEntriesById } from '#db/queries/knowledge.ts'
import { languageFor } from '#db/queries/outbound.ts'
import {
  countDecidedToday,
  countHeldDrafts,
  findHeldDraft,
  listHeldDrafts,
  type HeldRow,
} from '#db/queries/review-queue.ts'
import { findGuidanceOf, readReviewPolicy } from '#db/queries/reviews.ts'
import { listUnreadTests } from '#db/queries/test-plays.ts'
import { listThread } from '#db/queries/thread.ts'
import { batchesOf } from '#domain/review/similar.ts'
import { refusalText } from '#domain/conversation/wording.ts'
import type { AriConfig } from '#schema/ari-config.ts'
import type { Stage } from '#schema/conversation.ts'
import { REVIEW_REASONS } from '#schema/review.ts'
import { readable, toItem } from '../inbox/rows.server.ts'
import { findGone } from './gone.server.ts'
import { MOST_SHOWN, SHOWN_AT_FIRST } from './limits.ts'
import type { FirstDays, HeldAnswer, HeldDetail, HeldDraft, ReviewCheck, ReviewQueue } from './contract.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const SHOWN_OF_THREAD = 12
const TESTS_SHOWN = 3

/** How many drafts an address asks for. */
export function howMany(params: URLSearchParams): number {
  const wished = Number(params.get('most'))
  return Number.isSafeInteger(wished) ? Math.min(Math.max(wished, SHOWN_AT_FIRST), MOST_SHOWN) : SHOWN_AT_FIRST
}

/** Everything that waits for a reviewer, the `most` soonest due of it draft by draft, and how the workspace stands. */
export async function loadQueue(
  tx: WorkspaceTx,
  { most = SHOWN_AT_FIRST, nowMs = Date.now() }: { most?: number; nowMs?: number } = {},
): Promise<ReviewQueue> {
  const [rows, { config }, decidedToday, firstAnswers, { policy, settings, liveAt }, tests] = await Promise.all([
    listHeldDrafts(tx, most),
    readPublished(tx),
    countDecidedToday(tx),
    countFirstAnswers(tx),
    readReviewPolicy(tx),
    listUnreadTests(tx, TESTS_SHOWN),
  ])
  return {
    drafts: rows.map((row) => toHeld(row, config)),
    waiting: rows.length < most ? rows.length : await countHeldDrafts(tx),
    batches: inPages(rows).flatMap((page) => batchesOf(page.filter(isPlain))),
    sendsItselfAfter: policy !== 'off' && settings.sendsItself ? settings.dueSeconds : null,
    ...{ decidedToday, firstAnswers },
    policy,
    isLive: liveAt !== null,
    firstDays: policy === 'week' ? firstDays(liveAt, settings.firstDays, nowMs) : null,
    sampledPercent: settings.sampledPercent,
    tests,
  }
}

/** Each draft is compared with those of its page: what it takes grows with the list, and not with its square. */
function inPages(rows: readonly HeldRow[]): HeldRow[][] {
  const pages = Math.ceil(rows.length / SHOWN_AT_FIRST)
  return Array.from({ length: pages }, (_, n) => rows.slice(n * SHOWN_AT_FIRST, (n + 1) * SHOWN_AT_FIRST))
}

/** A held draft, or what became of it; null where there is none. */
export async function loadHeldOrGone(tx: WorkspaceTx, draftId: string): Promise<HeldAnswer | null> {
  const held = await loadHeld(tx, draftId)
  return held === null ? findGone(tx, draftId) : { outcome: 'held', held }
}

/** With all that a decision needs; null where it waits no more. */
async function loadHeld(tx: WorkspaceTx, draftId: string): Promise<HeldDetail | null> {
  const row = await findHeldDraft(tx, draftId)
  if (row === undefined) return null
  const { config } = await readPublished(tx)
  const [thread, facts, entries, guidance] = await Promise.all([
    listThread(tx, row.conversationId, null),
    listFacts(tx, row.contactId),
    listEntriesById(tx, row.retrieved),
    findGuidanceOf(tx, draftId),
  ])
  const { questions } = config.flow
  return {
    draft: toHeld(row, config),
    thread: thread.items.slice(-SHOWN_OF_THREAD).flatMap((item) => toItem(item) ?? []),
    checks: [...(row.isFirst ? [FIRST_TIME] : []), ...checksOf(row.checks)],
    entries: entries.map((entry) => ({ ...entry, cited: row.citations.includes(entry.id) })),
    facts: inOrderOf(questions, facts),
    labels: Object.fromEntries(questions.flatMap(({ key, label }) => (label === '' ? [] : [[key, label]]))),
    confidence: row.confidence,
    intent: row.intent,
    scoreMost: Object.values(config.scoring.parts).reduce((sum, part) => sum + part, 0),
    mostCharacters: config.guard.mostCharacters,
    guidance: guidance ?? null,
  }
}

/** No check of the words, and yet something to look at first. */
const FIRST_TIME: ReviewCheck = { name: 'first_time', passed: true, reason: null, warning: 'first_time' }

function warningsOf({ checks, isFirst }: HeldRow): string[] {
  const warned = checksOf(checks).flatMap(({ name, warning }) => (warning === null ? [] : [name]))
  return isFirst ? [FIRST_TIME.name, ...warned] : warned
}

/** Whether a draft may be read together with others: nothing of it asks for a closer look. */
function isPlain(row: HeldRow): boolean {
  return row.heldAs === 'draft' && warningsOf(row).length === 0 && checksOf(row.checks).every(({ passed }) => passed)
}

/** In the order in which they are asked; what was never a question comes last. */
function inOrderOf(questions: readonly { key: string }[], facts: readonly { key: string; value: string }[]) {
  const placeOf = (key: string) => {
    const place = questions.findIndex((question) => question.key === key)
    return place < 0 ? questions.length : place
  }
  return facts.map(({ key, value }) => ({ key, value })).toSorted((one, other) => placeOf(one.key) - placeOf(other.key))
}

function toHeld(row: HeldRow, { persona, guard }: AriConfig): HeldDraft {
  const { draftId, contactId, name, phone, stage, score, version, heldAt, dueAt, endsAt, readerId, readerName } = row
  const heldAs = row.heldAs === 'slots' || row.heldAs === 'refusal' ? row.heldAs : 'draft'
  return {
    ...{ draftId, contactId, name, score, version, heldAs },
    phone: phone && readable(phone),
    stage: stage as Stage,
    // As it is sent: the customer's language where the persona follows them.
    reply: heldAs === 'refusal' ? refusalText(languageFor(persona, row.language), guard.refusal) : row.reply,
    heldFor: REVIEW_REASONS.find((reason) => reason === row.heldFor) ?? null,
    warnings: warningsOf(row),
    heldAt: (heldAt ?? new Date()).toISOString(),
    dueAt: dueAt?.toISOString() ?? null,
    endsAt: endsAt?.toISOString() ?? null,
    sendsItself: row.sendsItself,
    reader: readerId === null ? null : { id: readerId, name: readerName ?? '' },
  }
}

const Checks = z.array(
  z.object({
    name: z.string(),
    passed: z.boolean(),
    reason: z.string().nullish().catch(null),
    warning: z.string().nullish().catch(null),
  }),
)

export function checksOf(stored: unknown): ReviewCheck[] {
  const checks = Checks.safeParse(stored).data ?? []
  return checks.map(({ reason = null, warning = null, ...check }) => ({ ...check, reason, warning }))
}

function firstDays(liveAt: Date | null, of: number, nowMs: number): FirstDays | null {
  if (liveAt === null) return null
  const day = Math.floor((nowMs - liveAt.getTime()) / DAY_MS) + 1
  return day <= of ? { day: Math.max(1, day), of } : null
}
