import type { WorkspaceTx } from '#db/connect.ts'
import { BOT_COUNTERS, readBotCounters } from '#db/queries/bot-counters.ts'
import { listBehind, measure, type FigureRow, type Measured } from '#db/queries/figures.ts'
import { daysOf, lastDays, rangeBefore, rangeOf, todayIn } from '#domain/review/day-range.ts'
import { figureValue, shareOf, UNITS } from '#domain/review/figure-value.ts'
import { FIGURES, type FigureName } from '#schema/figures.ts'
import { spanOf } from '../answers/answers.server.ts'
import { cursorOf, keyOf } from '../inbox/cursor.ts'
import { readable } from '../inbox/rows.server.ts'
import { titleOf } from '../inbox/title.ts'
import type { BehindPage, BehindRow, FiguresPage, IntentRow, ShownCounter, ShownFigure } from './contract.ts'

type Around = { timeZone: string; nowMs: number }

const USUAL_DAYS = 7

/** All figures of the days that an address asks for, each beside that of as many days before. */
export async function loadFigures(tx: WorkspaceTx, params: URLSearchParams, around: Around): Promise<FiguresPage> {
  const { range, today } = rangeFrom(params, around)
  const days = daysOf(range)
  const [span, before] = [range, rangeBefore(range)].map((one) => spanOf(one, around.timeZone)) as [Span, Span]
  const [counted, countedBefore] = [await readBotCounters(tx, span), await readBotCounters(tx, before)]
  const measured: [FigureName, Measured][] = []
  const figures: ShownFigure[] = []
  for (const name of FIGURES) {
    const [of, ofBefore] = [await measure(tx, name, span), await measure(tx, name, before, { inAllOnly: true })]
    measured.push([name, of])
    figures.push({
      ...{ name, unit: UNITS[name], count: of.total.count, hits: of.total.hits, p90: of.total.p90 },
      value: figureValue(name, of.total),
      before: figureValue(name, ofBefore.total),
      days: days.map((day) => {
        const ofDay = of.days[day]
        return ofDay === undefined ? null : figureValue(name, ofDay)
      }),
    })
  }
  const counters = BOT_COUNTERS.map((name): ShownCounter => {
    const byDay = new Map(counted.days.map((one) => [one.day, one[name]]))
    return {
      ...{ name, value: counted.total[name], before: countedBefore.total[name] },
      days: days.map((day) => byDay.get(day) ?? 0),
    }
  })
  const of = Object.fromEntries(measured) as Record<FigureName, Measured>
  return { range, today, days, counters, figures, intents: byIntent(of, await measure(tx, 'answers', span)) }
}

type Span = { from: Date; to: Date }

/** What stands behind one of them; null where the address names none. */
export async function loadBehind(tx: WorkspaceTx, params: URLSearchParams, around: Around): Promise<BehindPage | null> {
  const what = [...FIGURES, ...BOT_COUNTERS].find((one) => one === params.get('what'))
  if (what === undefined) return null
  const { range } = rangeFrom(params, around)
  const only = (['hit', 'rest'] as const).find((one) => one === params.get('only')) ?? null
  const intent = params.get('intent')?.slice(0, 60) ?? null
  const after = keyOf(params.get('after'))
  const wish = { hit: only === null ? null : only === 'hit', intent, after }
  const { rows, next } = await listBehind(tx, what, spanOf(range, around.timeZone), wish)
  return {
    ...{ what, range, only, intent, rows: rows.map(toRow), next: cursorOf(next), isFirstPage: after === null },
    isCounter: BOT_COUNTERS.some((one) => one === what),
  }
}

function rangeFrom(params: URLSearchParams, { timeZone, nowMs }: Around) {
  const today = todayIn(timeZone, nowMs)
  const asked = { from: params.get('from'), to: params.get('to') }
  return { today, range: rangeOf(asked, { today, usual: lastDays(USUAL_DAYS, today) }) }
}

/** Of which most was said, first. */
function byIntent(of: Record<FigureName, Measured>, answers: Measured): IntentRow[] {
  const all = [answers, of.edited, of.overdue, of.invented].flatMap(({ intents }) => Object.keys(intents))
  return [...new Set(all)]
    .map((intent): IntentRow => {
      const [said, edited, overdue, invented] = [answers, of.edited, of.overdue, of.invented].map(
        ({ intents }) => intents[intent],
      )
      return {
        intent,
        answers: said?.count ?? 0,
        decided: edited?.count ?? 0,
        edited: edited === undefined ? null : shareOf(edited),
        reviewTime: of.reviewTime.intents[intent]?.median ?? null,
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
