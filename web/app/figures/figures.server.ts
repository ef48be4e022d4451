import type { WorkspaceTx } from '#db/connect.ts'
import { readBotCounters } from '#db/queries/bot-counters.ts'
import { listBehind, measure, type FigureRow, type Measured } from '#db/queries/figures.ts'
import { daysOf, lastDays, rangeBefore, rangeOf, todayIn } from '#domain/review/day-range.ts'
import { figureValue, shareOf, UNITS } from '#domain/review/figure-value.ts'
import { BOT_COUNTERS, FIGURES, type FigureName } from '#schema/figures.ts'
import { spanOf } from '../answers/answers.server.ts'
import { cursorOf, keyOf } from '../inbox/cursor.ts'
import { readable } from '../inbox/rows.server.ts'
import { titleOf } from '../inbox/title.ts'
import type {
  BehindPage,
  BehindRow,
  FiguresFrame,
  IntentRow,
  ShownCounter,
  ShownFigure,
  ShownNumbers,
} from './contract.ts'

type Around = { timeZone: string; nowMs: number }

const USUAL_DAYS = 7

/** The days that an address asks for. */
export function frameOf(params: URLSearchParams, { timeZone, nowMs }: Around): FiguresFrame {
  const today = todayIn(timeZone, nowMs)
  const asked = { from: params.get('from'), to: params.get('to') }
  return { today, range: rangeOf(asked, { today, usual: lastDays(USUAL_DAYS, today) }) }
}

/** Runs `work` in one transaction of the workspace. */
type InTx = <T>(work: (tx: WorkspaceTx) => Promise<T>) => Promise<T>
type Counted = Record<FigureName, Measured>

/** These begin with what ARI said, which is read once for all of them. */
const OF_SAID = ['escalated', 'satisfied', 'invented'] as const
const OF_OTHERS = ['responded', 'edited', 'reviewTime', 'overdue', 'humanTime'] as const

/**
 * All figures of these days, each beside that of as many days before. Three connections count side by side: each has about
 * a third of the work, and every statement sees what is there when it begins, on one connection or on three.
 */
export async function loadNumbers(
  inTx: InTx,
  { range }: Pick<FiguresFrame, 'range'>,
  timeZone: string,
): Promise<ShownNumbers> {
  const dates = daysOf(range)
  const days = dates.map((day) => ({ day, from: spanOf({ first: day, last: day }, timeZone).from }))
  const [span, before] = [spanOf(range, timeZone), spanOf(rangeBefore(range), timeZone)]
  const [ofSaid, [ofSaidBefore, counted, countedBefore], [ofOthers, ofOthersBefore]] = await Promise.all([
    inTx((tx) => measure(tx, [...OF_SAID, 'answers'], span, days)),
    inTx((tx) =>
      Promise.all([measure(tx, OF_SAID, before), readBotCounters(tx, span, days), readBotCounters(tx, before)]),
    ),
    inTx((tx) => Promise.all([measure(tx, OF_OTHERS, span, days), measure(tx, OF_OTHERS, before)])),
  ])
  const measured: Counted = { ...ofSaid, ...ofOthers }
  const measuredBefore: Counted = { ...ofSaidBefore, ...ofOthersBefore }
  const figures = FIGURES.map((name): ShownFigure => {
    const { total, days: byDay } = measured[name]
    return {
      ...{ name, unit: UNITS[name], count: total.count, hits: total.hits, p90: total.p90 },
      value: figureValue(name, total),
      before: figureValue(name, measuredBefore[name].total),
      days: dates.map((day) => {
        const ofDay = byDay[day]
        return ofDay === undefined ? null : figureValue(name, ofDay)
      }),
    }
  })
  const counters = BOT_COUNTERS.map((name): ShownCounter => {
    const byDay = new Map(counted.days.map((one) => [one.day, one[name]]))
    return {
      ...{ name, value: counted.total[name], before: countedBefore.total[name] },
      days: dates.map((day) => byDay.get(day) ?? 0),
    }
  })
  return { days: dates, counters, figures, intents: byIntent(measured, ofSaid.answers) }
}

/** What stands behind one of them; null where the address names none. */
export async function loadBehind(tx: WorkspaceTx, params: URLSearchParams, around: Around): Promise<BehindPage | null> {
  const what = [...FIGURES, ...BOT_COUNTERS].find((one) => one === params.get('what'))
  if (what === undefined) return null
  const { range } = frameOf(params, around)
  const day = daysOf(range).find((one) => one === params.get('day')) ?? null
  const only = (['hit', 'rest'] as const).find((one) => one === params.get('only')) ?? null
  const intent = params.get('intent')?.slice(0, 60) ?? null
  const after = keyOf(params.get('after'))
  const ofDay = day === null ? null : spanOf({ first: day, last: day }, around.timeZone)
  const wish = { hit: only === null ? null : only === 'hit', intent, day: ofDay, after }
  const { rows, next } = await listBehind(tx, what, spanOf(range, around.timeZone), wish)
  return {
    ...{ what, range, day, only, intent, rows: rows.map(toRow), next: cursorOf(next), isFirstPage: after === null },
    isCounter: BOT_COUNTERS.some((one) => one === what),
  }
}

/** Of which most was said, first. */
function byIntent(measured: Counted, answers: Measured): IntentRow[] {
  const ofEach = [answers, measured.edited, measured.overdue, measured.invented]
  return [...new Set(ofEach.flatMap(({ intents }) => Object.keys(intents)))]
    .map((intent): IntentRow => {
      const [said, edited, overdue, invented] = ofEach.map(({ intents }) => intents[intent])
      return {
        intent,
        answers: said?.count ?? 0,
        decided: edited?.count ?? 0,
        edited: edited === undefined ? null : shareOf(edited),
        reviewTime: measured.reviewTime.intents[intent]?.median ?? null,
        overdue: overdue === undefined ? null : shareOf(overdue),
        invented: invented?.hits ?? null,
        complaints: said?.hits ?? 0,
      }
    })
    .toSorted((one, other) => other.answers - one.answers || (one.intent < other.intent ? -1 : 1))
}

function toRow({ id, at, contactId, messageId, said, author, hit, seconds, detail, ...names }: FigureRow): BehindRow {
  const { name, username, phone } = names
  return {
    ...{ id, at: at.toISOString(), contactId, messageId, said, author, hit, seconds, detail },
    who: titleOf({ name, username, phone: phone && readable(phone) }),
  }
}
