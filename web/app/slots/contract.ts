import type { ConsultantForm, ExceptionForm, HolidayForm } from '#schema/booking.ts'

// What the Slots tab and the server say to each other.

export type ShownException = { id: string } & ExceptionForm
export type ShownHoliday = { id: string } & HolidayForm
type Span = { startsAtMs: number; endsAtMs: number }

export type ShownConsultant = ConsultantForm & {
  id: string
  exceptions: ShownException[]
  /** When the consultations are that stand and are still to come. */
  consultations: Span[]
}

/** A time that was opened by hand, on top of the hours. */
export type OpenedTime = { id: string; consultantId: string; isBooked: boolean } & Span

/** A template that could remind, filled in as an example, once for each of its languages. */
export type ReminderChoice = { name: string; examples: { language: string; text: string }[] }

export type SlotsData = {
  mayEdit: boolean
  /** The workspace's: of consultants who have none of their own. */
  timeZone: string
  consultants: ShownConsultant[]
  holidays: ShownHoliday[]
  opened: OpenedTime[]
  /** What is taken, each with its pause. */
  busy: ({ consultantId: string } & Span)[]
  reminder: { template: string | null; choices: ReminderChoice[] }
}
