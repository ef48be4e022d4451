import { z } from 'zod'

export const TIME_ZONES = ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'] as const

/** Who moved or cancelled a consultation. */
export type By = { kind: 'customer' } | { kind: 'staff'; userId: string }

export type BookingInput = {
  workspaceId: string
  bookingId: string
  /** The booking stands already: nobody waits for a word, and nobody is told of it anew. */
  stands?: true
}

/** What became of a held booking: it stands; somebody else has its time; or a step failed and it was released. */
export type BookingAnswer = 'booked' | 'taken' | 'failed'

export type MoveOrder = { slotId: string; by: By }
/** `too_late`: it has begun, or does not stand. */
export type MoveAnswer = 'moved' | 'taken' | 'too_late'
export type CancelAnswer = 'cancelled' | 'too_late'

export type ReminderKind = 'day' | 'hour'

/** What an engineer or a page sees of a running booking. */
export type BookingSnapshot = {
  status: 'held' | 'confirmed' | 'ended'
  startsAtMs: number | null
  sequence: number
  nextReminder: ReminderKind | null
}

const About = { bookingId: z.uuid(), sequence: z.number() }
const At = { startsAt: z.iso.datetime(), consultantId: z.uuid() }
/** Where it was before. */
const From = { from: z.object(At).optional() }
const WhoDid = { by: z.enum(['customer', 'staff']), userId: z.string().optional() }
const Message = z.enum(['moved', 'cancelled', 'reminder_day', 'reminder_hour'])
const Mail = { mail: z.enum(['booked', 'moved', 'cancelled', 'reminder_day', 'reminder_hour']) }
const Side = { to: z.enum(['customer', 'consultant']) }

/**
 * What happened to a consultation, as a line in the record of its conversation: ids and reasons, no words. `sequence`
 * is the change that it belongs to. `told` and `not_sent` are of WhatsApp.
 */
export const BookingEvent = z.discriminatedUnion('what', [
  z.object({ ...About, ...At, what: z.literal('booked') }),
  z.object({ ...About, ...At, ...From, ...WhoDid, what: z.literal('moved') }),
  z.object({ ...About, ...At, ...WhoDid, what: z.literal('cancelled') }),
  z.object({ ...About, what: z.literal('released'), reason: z.string() }),
  z.object({ ...About, what: z.literal('told'), message: Message }),
  z.object({ ...About, what: z.literal('not_sent'), message: Message, reason: z.string() }),
  z.object({ ...About, ...Mail, ...Side, what: z.literal('mail_sent') }),
  z.object({ ...About, ...Mail, ...Side, what: z.literal('mail_failed') }),
])
export type BookingEvent = z.infer<typeof BookingEvent>

// What people fill in. Messages are codes, for which the page has words in both languages.

const MINUTES_OF_DAY = 1440
const CLOCK = /^(\d{1,2})[:.](\d{2})$/

/** A minute of the day; "09:30" is taken as well, and "24:00" ends a day. */
const Minute = z.preprocess(
  (value) => {
    const clock = typeof value === 'string' ? CLOCK.exec(value.trim()) : null
    if (clock === null) return value
    return Number(clock[2]) < 60 ? Number(clock[1]) * 60 + Number(clock[2]) : NaN
  },
  z.number({ error: 'not_a_time' }).int('not_a_time').min(0, 'not_a_time').max(MINUTES_OF_DAY, 'not_a_time'),
)

const Day = z.iso.date({ error: 'not_a_day' })
const within = (least: number, most: number) =>
  z.coerce.number({ error: 'not_a_number' }).int('not_a_number').min(least, 'too_low').max(most, 'too_high')

const Period = z.object({ fromMinute: Minute, toMinute: Minute })
type Period = z.infer<typeof Period>

/** A consultant with their week. A period that cannot work is refused with its reason beside the field. */
export const ConsultantForm = z
  .object({
    name: z.string().trim().min(1, 'missing').max(80, 'too_long'),
    email: z.preprocess(
      (value) => (value === '' ? null : value),
      z.email('not_an_email').max(200, 'too_long').nullable(),
    ),
    active: z.boolean(),
    /** Null: the workspace's. */
    timeZone: z.enum(TIME_ZONES, 'not_a_zone').nullable(),
    durationMinutes: within(5, 480),
    bufferMinutes: within(0, 240),
    noticeMinutes: within(0, 20_160),
    daysAhead: within(1, 90),
    hours: z.array(Period.extend({ weekday: z.coerce.number().int().min(1).max(7) })).max(100, 'too_many'),
  })
  .check(({ value: { hours, durationMinutes }, issues }) => {
    const issue = (index: number, field: string, message: string) =>
      issues.push({ code: 'custom', input: hours, path: ['hours', index, field], message })
    for (const [index, period] of hours.entries()) {
      const wrong = whatIsWrong(period, durationMinutes)
      if (wrong !== null) issue(index, 'toMinute', wrong)
      const before = hours.slice(0, index)
      if (before.some((other) => other.weekday === period.weekday && overlap(other, period)))
        issue(index, 'fromMinute', 'overlaps')
    }
  })
export type ConsultantForm = z.infer<typeof ConsultantForm>

const Note = z.string().trim().max(120, 'too_long').default('')

/** Days off, or extra hours on days; `durationMinutes` is the consultant's. */
export const exceptionForm = (durationMinutes: number) =>
  z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('off'), firstDay: Day, lastDay: Day, note: Note }),
      z.object({ kind: z.literal('extra'), firstDay: Day, lastDay: Day, note: Note, ...Period.shape }),
    ])
    .check(({ value, issues }) => {
      const issue = (field: string, message: string) =>
        issues.push({ code: 'custom', input: value, path: [field], message })
      if (value.lastDay < value.firstDay) issue('lastDay', 'ends_before_start')
      const wrong = value.kind === 'extra' ? whatIsWrong(value, durationMinutes) : null
      if (wrong !== null) issue('toMinute', wrong)
    })
export type ExceptionForm = z.infer<ReturnType<typeof exceptionForm>>

export const HolidayForm = z.object({ day: Day, name: z.string().trim().max(80, 'too_long') })
export type HolidayForm = z.infer<typeof HolidayForm>

function whatIsWrong({ fromMinute, toMinute }: Period, durationMinutes: number): string | null {
  if (toMinute <= fromMinute) return 'ends_before_start'
  return toMinute - fromMinute < durationMinutes ? 'shorter_than_duration' : null
}

function overlap(one: Period, other: Period): boolean {
  return one.fromMinute < other.toMinute && other.fromMinute < one.toMinute
}
