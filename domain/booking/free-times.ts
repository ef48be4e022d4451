import { dayOf, localTime, momentOf, weekdayOf } from './zones.ts'

export type Period = { fromMinute: number; toMinute: number }
/** From the first moment up to, and without, the last one. */
export type Span = { startsAtMs: number; endsAtMs: number }

/** A day unlike the week: off, or with these hours beside the week's. Days are as `2026-12-24`, both included. */
export type Exception = { firstDay: string; lastDay: string } & ({ kind: 'off' } | ({ kind: 'extra' } & Period))

/** When a consultant works, in the consultant's own time zone. */
export type Availability = {
  consultantId: string
  timeZone: string
  durationMinutes: number
  /** Kept free after each consultation. */
  bufferMinutes: number
  /** Nobody books later than this before it begins. */
  noticeMinutes: number
  daysAhead: number
  weekly: ({ weekday: number } & Period)[]
  exceptions: Exception[]
  /** Times that were opened one by one: rows of `slots`. */
  opened: ({ id: string } & Span)[]
}

export type FreeTime = { id: string; consultantId: string } & Span

export type Situation = {
  consultants: readonly Availability[]
  /** Days on which only extra hours and opened times stand. */
  holidays: readonly string[]
  /** Bookings that hold or stand, each with its buffer. */
  busy: readonly ({ consultantId: string } & Span)[]
  nowMs: number
}

const MINUTE_MS = 60_000

/** Every time that can be booked now, the soonest first. */
export function freeTimes({ consultants, holidays, busy, nowMs }: Situation): FreeTime[] {
  const closed = new Set(holidays.map(dayOf))
  return consultants
    .flatMap((consultant) => {
      const taken = busy.filter(({ consultantId }) => consultantId === consultant.consultantId)
      return timesOf(consultant, closed, nowMs).filter((time) => !taken.some((span) => clash(time, span, consultant)))
    })
    .sort((a, b) => a.startsAtMs - b.startsAtMs || (a.id < b.id ? -1 : 1))
}

/** Names a computed time, so that the same time has the same name whenever it is computed. */
export function timeId(consultantId: string, startsAtMs: number): string {
  return `${consultantId}@${new Date(startsAtMs).toISOString().slice(0, 16)}Z`
}

/** When the time of that name begins; null where the name is not a computed one. */
export function startOf(id: string): number | null {
  const at = Date.parse(id.split('@')[1] ?? '')
  return Number.isNaN(at) ? null : at
}

function timesOf(consultant: Availability, closed: ReadonlySet<number>, nowMs: number): FreeTime[] {
  const { consultantId, timeZone, durationMinutes, noticeMinutes, daysAhead } = consultant
  const isOff = (day: number) => isDayOff(consultant, day)
  // Somebody opened these on purpose: neither notice nor holiday closes them; a day off does.
  const opened = consultant.opened
    .filter(({ startsAtMs }) => startsAtMs > nowMs && !isOff(localTime(startsAtMs, timeZone).day))
    .map((span) => ({ ...span, consultantId }))
  const today = localTime(nowMs, timeZone).day
  const earliestMs = nowMs + noticeMinutes * MINUTE_MS
  const computed: FreeTime[] = []
  for (let day = today; day <= today + daysAhead; day++) {
    for (const minute of startsOn(consultant, day, isOff(day) || closed.has(day))) {
      const startsAtMs = momentOf({ day, minute }, timeZone)
      const time = { startsAtMs, endsAtMs: startsAtMs + durationMinutes * MINUTE_MS }
      if (startsAtMs < earliestMs || opened.some((span) => clash(time, withBuffer(span, consultant), consultant)))
        continue
      computed.push({ id: timeId(consultantId, startsAtMs), consultantId, ...time })
    }
  }
  return [...opened, ...computed]
}

/** The minutes of a day at which a consultation may begin: each period from its start, one after the other. */
function startsOn(consultant: Availability, day: number, isClosed: boolean): number[] {
  const { durationMinutes, bufferMinutes } = consultant
  return periodsOn(consultant, day, isClosed).flatMap(({ fromMinute, toMinute }) => {
    const starts: number[] = []
    for (let at = fromMinute; at + durationMinutes <= toMinute; at += durationMinutes + bufferMinutes) starts.push(at)
    return starts
  })
}

/** The hours of one day. Closed, by a holiday or a day off: extra hours alone. */
export function periodsOn({ weekly, exceptions }: Availability, day: number, isClosed: boolean): Period[] {
  const regular = isClosed ? [] : weekly.filter(({ weekday }) => weekday === weekdayOf(day))
  const extra = exceptions.flatMap((one) => (one.kind === 'extra' && covers(one, day) ? [one] : []))
  return joined([...regular, ...extra])
}

/** Whether the consultant has that day off. */
export function isDayOff({ exceptions }: Availability, day: number): boolean {
  return exceptions.some((one) => one.kind === 'off' && covers(one, day))
}

/** Periods that touch or overlap as one. */
function joined(periods: readonly Period[]): Period[] {
  const whole: Period[] = []
  for (const { fromMinute, toMinute } of periods.toSorted((a, b) => a.fromMinute - b.fromMinute)) {
    const last = whole.at(-1)
    if (last && fromMinute <= last.toMinute) last.toMinute = Math.max(last.toMinute, toMinute)
    else whole.push({ fromMinute, toMinute })
  }
  return whole
}

function covers({ firstDay, lastDay }: Exception, day: number): boolean {
  return dayOf(firstDay) <= day && day <= dayOf(lastDay)
}

/** Whether a consultation and its buffer are in the way of what is taken, whose own buffer is in it. */
function clash(time: Span, taken: Span, consultant: Pick<Availability, 'bufferMinutes'>): boolean {
  return time.startsAtMs < taken.endsAtMs && taken.startsAtMs < withBuffer(time, consultant).endsAtMs
}

function withBuffer({ startsAtMs, endsAtMs }: Span, { bufferMinutes }: Pick<Availability, 'bufferMinutes'>): Span {
  return { startsAtMs, endsAtMs: endsAtMs + bufferMinutes * MINUTE_MS }
}
