import type { WorkspaceTx } from '#db/connect.ts'
import {
  countAnswers,
  countFirstAnswers,
  findAnswer,
  findAnswerBeside,
  listAnswers,
  pointsOf,
  type AnswerRow,
  type AnswerWish,
  type Span,
} from '#db/queries/answers.ts'
import { listEntriesById } from '#db/queries/knowledge.ts'
import { listThread } from '#db/queries/thread.ts'
import { lastDays, momentsOf, rangeBefore, todayIn, type DayRange } from '#domain/review/day-range.ts'
import { INTENTS } from '#schema/ari-parts.ts'
import { cursorOf, keyOf } from '../inbox/cursor.ts'
import { readable, toItem } from '../inbox/rows.server.ts'
import { titleOf } from '../inbox/title.ts'
import { checksOf } from '../review/queue.server.ts'
import type { AnswerFilter, AnswersPage, DayCount, ListedAnswer, OpenAnswer } from './contract.ts'
import { filterOf } from './filter.ts'

type Around = { timeZone: string; nowMs: number }

const SHOWN_OF_THREAD = 12
/** After every id: the message itself is still part of the thread before this key. */
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** The answers that an address asks for, with how far their reading is. */
export async function loadAnswers(tx: WorkspaceTx, params: URLSearchParams, around: Around): Promise<AnswersPage> {
  const today = todayIn(around.timeZone, around.nowMs)
  const filter = filterOf(params, today)
  const after = keyOf(params.get('after'))
  const ofToday = lastDays(1, today)
  const [{ answers, next }, ofDay, ofDayBefore, first] = await Promise.all([
    listAnswers(tx, wishOf(filter, around.timeZone), after),
    countOf(tx, ofToday, around.timeZone),
    countOf(tx, rangeBefore(ofToday), around.timeZone),
    countFirstAnswers(tx),
  ])
  return {
    filter,
    days: { today: ofDay, yesterday: ofDayBefore },
    ...{ first, intents: INTENTS },
    answers: answers.map(toListed),
    next: cursorOf(next),
    isFirstPage: after === null,
  }
}

/** One answer, as a reading needs it; null where ARI said no such thing. */
export async function loadAnswer(
  tx: WorkspaceTx,
  messageId: string,
  { params, timeZone, nowMs }: Around & { params: URLSearchParams },
): Promise<OpenAnswer | null> {
  const row = await findAnswer(tx, messageId)
  if (row === undefined) return null
  const wish = wishOf(filterOf(params, todayIn(timeZone, nowMs)), timeZone)
  const key = { atMicros: row.atMicros, id: row.id }
  const [thread, entries, later, earlier] = await Promise.all([
    listThread(tx, row.conversationId, { atMicros: row.atMicros, id: LAST_ID }),
    listEntriesById(tx, row.retrieved ?? []),
    findAnswerBeside(tx, wish, { key, way: 'later' }),
    findAnswerBeside(tx, wish, { key, way: 'earlier' }),
  ])
  const items = thread.items.slice(-SHOWN_OF_THREAD).flatMap((item) => toItem(item) ?? [])
  const message = items.find((item) => item.type === 'message' && item.id === row.id)
  return {
    answer: toListed(row),
    message: message?.type === 'message' ? message : null,
    thread: items,
    checks: checksOf(row.checks),
    entries: entries.map((entry) => ({ ...entry, cited: row.citations?.includes(entry.id) === true })),
    confidence: row.confidence,
    later: later ?? null,
    earlier: earlier ?? null,
  }
}

/** A range of the workspace's own days as a stretch of time. */
export function spanOf(range: DayRange, timeZone: string): Span {
  const { fromMs, toMs } = momentsOf(range, timeZone)
  return { from: new Date(fromMs), to: new Date(toMs) }
}

function wishOf({ range, show, intent, warned }: AnswerFilter, timeZone: string): AnswerWish {
  const span = range === null ? null : spanOf(range, timeZone)
  return { span, show, intent, warned, ofFirst: range === null }
}

async function countOf(tx: WorkspaceTx, range: DayRange, timeZone: string): Promise<DayCount> {
  const { drafted, seen } = await countAnswers(tx, spanOf(range, timeZone))
  return { day: range.first, drafted, seen }
}

function toListed(row: AnswerRow): ListedAnswer {
  const { id, contactId, name, username, phone, at, body, kind, question, state, intent, reviewerName } = row
  const points = pointsOf(row)
  return {
    ...{ id, contactId, body, kind, question, state, intent },
    who: titleOf({ name, username, phone: phone && readable(phone) }),
    at: at.toISOString(),
    warnings: checksOf(row.checks).flatMap(({ name: check, warning }) => (warning === null ? [] : [check])),
    reviewer: reviewerName,
    reading:
      points === undefined || row.readAt === null
        ? null
        : { points, comment: row.comment, by: row.readerName, at: row.readAt.toISOString() },
    hasComplaint: row.complainedAt !== null,
  }
}
