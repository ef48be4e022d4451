import { randomUUID } from 'node:crypto'
import { ApplicationFailure } from '@temporalio/activity'
import { describe, expect, it } from 'vitest'
import { mailRefused } from '#activities/failures.ts'
import type { Activities } from '#activities/index.ts'
import { createBookings, type Bookings } from '#clients/temporal/bookings.ts'
import type { BookingInput } from '#schema/booking.ts'
import { recordingActivities } from '../../dev/test-kit/activities.ts'
import { onDevServer, settled, WORKSPACE } from '../../dev/test-kit/conversation.ts'
import { keepHistory } from '../../dev/test-kit/histories.ts'
import { cachedWorkflowBundle } from '../../worker/bundle.ts'
import { createWorker } from '../../worker/worker.ts'
import { bookingWorkflowId, standing } from './contract.ts'

const { temporal } = onDevServer()
const staff = { kind: 'staff', userId: 'u1' } as const
const customer = { kind: 'customer' } as const

type Desk = {
  bookings: Bookings
  input: Omit<BookingInput, 'stands'>
  /** What was done, in short: "mail booked consultant", "tell reminder_day". */
  did: () => string[]
  handle: ReturnType<ReturnType<typeof temporal>['client']['workflow']['getHandle']>
}

/** Runs a worker with these activities around `scenario`. */
async function withBooking(overrides: Partial<Activities>, scenario: (desk: Desk) => Promise<void>): Promise<void> {
  const taskQueue = `test-${randomUUID()}`
  const { activities, calls } = recordingActivities(overrides)
  const { nativeConnection: connection, namespace, client } = temporal()
  const workflowBundle = await cachedWorkflowBundle()
  const worker = await createWorker({ connection, namespace, taskQueue, activities, workflowBundle })
  const bookingId = randomUUID()
  const handle = client.workflow.getHandle(bookingWorkflowId(bookingId))
  await worker.runUntil(async () => {
    await scenario({
      handle,
      bookings: createBookings(client, { taskQueue }),
      input: { workspaceId: WORKSPACE, bookingId },
      did: () => calls.map(({ name, input }) => inShort(name, input)),
    })
    await keepHistory(handle, expect.getState().currentTestName ?? '', 'booking')
    await handle.terminate().catch(() => undefined)
  })
}

function inShort(name: string, input: object): string {
  const { what, to } = input as { what?: string; to?: string }
  if (name === 'mailBooking') return `mail ${what ?? ''} ${to ?? ''}`
  return name === 'tellOfBooking' ? `tell ${what ?? ''}` : name
}

const gone = { status: 'released', sequence: 0, consultantId: 'c1', startsAtMs: 0 }

describe('making it stand', () => {
  it('BY-18 a held booking is confirmed, the consultant is invited, and then the customer is told', async () => {
    await withBooking({}, async ({ bookings, input, did, handle }) => {
      expect(await bookings.makeStand(input)).toBe('booked')
      await settled(() =>
        expect(did()).toEqual(['confirmBooking', 'mail booked consultant', 'noteBooked', 'mail booked customer']),
      )
      expect(await handle.query(standing)).toMatchObject({ status: 'confirmed', sequence: 0, nextReminder: 'day' })
    })
  })

  it('BY-18 asking again, as after a crash, is answered and does nothing twice', async () => {
    await withBooking({}, async ({ bookings, input, did }) => {
      const answers = await Promise.all([bookings.makeStand(input), bookings.makeStand(input)])
      expect([...answers, await bookings.makeStand(input)]).toEqual(['booked', 'booked', 'booked'])
      expect(did().filter((name) => name === 'confirmBooking')).toHaveLength(1)
    })
  })

  it('SB-07 a hold that lapsed and whose time somebody else has is not a booking: nobody is told of one', async () => {
    await withBooking({ confirmBooking: async () => gone }, async ({ bookings, input, did, handle }) => {
      expect(await bookings.makeStand(input)).toBe('taken')
      await handle.result()
      expect(did()).toEqual(['confirmBooking'])
    })
  })

  it('BY-18 is taken back when the consultant can never be told, and the customer hears nothing of it', async () => {
    const mailBooking: Activities['mailBooking'] = async ({ what }) => {
      if (what === 'booked') throw mailRefused('Resend: validation_error')
      return { outcome: 'sent' }
    }
    await withBooking({ mailBooking }, async ({ bookings, input, did, handle }) => {
      expect(await bookings.makeStand(input)).toBe('failed')
      await handle.result()
      const [confirm, invite, ...rest] = did()
      expect([confirm, invite]).toEqual(['confirmBooking', 'mail booked consultant'])
      expect(rest).toEqual(['releaseBooking', 'mail cancelled consultant'])
    })
  })

  it.each(['confirmBooking', 'mailBooking', 'noteBooked'] as const)(
    'BY-18 goes on after a crash in the middle of %s, whether or not it was done',
    async (name) => {
      const crashes = { left: 2 }
      const { activities } = recordingActivities()
      const crashing = async (given: never) => {
        const result = await (activities[name] as (given: never) => Promise<unknown>)(given)
        // Done, and nobody heard of it.
        if (crashes.left-- > 0) throw new TypeError('The worker is gone.')
        return result
      }
      await withBooking({ [name]: crashing }, async ({ bookings, input, did }) => {
        expect(await bookings.makeStand(input)).toBe('booked')
        await settled(() => expect(did()).toContain('mail booked customer'))
        expect(did().filter((step) => step.startsWith('release'))).toEqual([])
      })
    },
  )

  it('BY-18 is taken back when WhatsApp would not take the confirmation, and both calendars are told', async () => {
    await withBooking({}, async ({ bookings, input, did, handle }) => {
      await bookings.makeStand(input)
      await bookings.notTold(input.bookingId)
      await handle.result()
      expect(did()).toContain('releaseBooking')
      expect(did()).toEqual(expect.arrayContaining(['mail cancelled consultant', 'mail cancelled customer']))
      // Told again, it has nothing to do.
      await bookings.notTold(input.bookingId)
    })
  })

  it('keeps what fails beside it out of its way: a customer’s mail that never goes out is noted', async () => {
    const mailBooking: Activities['mailBooking'] = async ({ to }) => {
      if (to === 'customer') throw mailRefused('Resend: validation_error')
      return { outcome: 'sent' }
    }
    await withBooking({ mailBooking }, async ({ bookings, input, did, handle }) => {
      expect(await bookings.makeStand(input)).toBe('booked')
      await settled(() => expect(did()).toContain('noteMailFailed'))
      expect(await handle.query(standing)).toMatchObject({ status: 'confirmed' })
    })
  })
})

describe('changing it', () => {
  it('is moved by staff: the customer hears of it on WhatsApp, and both calendars are told', async () => {
    await withBooking({}, async ({ bookings, input, did, handle }) => {
      await bookings.makeStand(input)
      expect(await bookings.move(input, { slotId: 's2', by: staff })).toBe('moved')
      await settled(() =>
        expect(did()).toEqual(expect.arrayContaining(['mail moved consultant', 'mail moved customer', 'tell moved'])),
      )
      expect(await handle.query(standing)).toMatchObject({ status: 'confirmed', sequence: 1 })
    })
  })

  it('is moved by the customer, who is answered in the conversation and not twice', async () => {
    await withBooking({}, async ({ bookings, input, did }) => {
      await bookings.makeStand(input)
      expect(await bookings.move(input, { slotId: 's2', by: customer })).toBe('moved')
      await settled(() => expect(did()).toContain('mail moved customer'))
      expect(did()).not.toContain('tell moved')
    })
  })

  it('stays where it is when the new time is taken, and nobody is told anything', async () => {
    const moveBooking: Activities['moveBooking'] = async () => ({
      ...{ outcome: 'taken', status: 'confirmed', sequence: 0, consultantId: 'c1', startsAtMs: Date.now() + 1e9 },
    })
    await withBooking({ moveBooking }, async ({ bookings, input, did, handle }) => {
      await bookings.makeStand(input)
      expect(await bookings.move(input, { slotId: 's2', by: staff })).toBe('taken')
      expect(did().filter((step) => /moved|cancelled/.test(step))).toEqual([])
      expect(await handle.query(standing)).toMatchObject({ status: 'confirmed', sequence: 0 })
    })
  })

  it('is cancelled by staff, once, however often it is asked', async () => {
    await withBooking({}, async ({ bookings, input, did, handle }) => {
      await bookings.makeStand(input)
      const answers = await Promise.all([bookings.cancel(input, staff), bookings.cancel(input, staff)])
      expect(answers).toEqual(['cancelled', 'cancelled'])
      await handle.result()
      const told = did().filter((step) => step.includes(' cancelled'))
      expect(told.sort()).toEqual(['mail cancelled consultant', 'mail cancelled customer', 'tell cancelled'])
    })
  })

  it('is cancelled where no workflow looks after it yet: it is started, and tells nobody of a new booking', async () => {
    await withBooking({}, async ({ bookings, input, did, handle }) => {
      expect(await bookings.cancel(input, staff)).toBe('cancelled')
      await handle.result()
      expect(did().filter((step) => step.includes('booked'))).toEqual([])
      expect(did()).toEqual(expect.arrayContaining(['mail cancelled consultant', 'tell cancelled']))
    })
  })

  it('a cancellation that comes while it is being made to stand is carried out after it stands', async () => {
    let invited = () => undefined as void
    const invitation = new Promise<void>((done) => (invited = done))
    const mailBooking: Activities['mailBooking'] = async ({ what, to }) => {
      if (what === 'booked' && to === 'consultant') await invitation
      return { outcome: 'sent' }
    }
    await withBooking({ mailBooking }, async ({ bookings, input, did, handle }) => {
      const stands = bookings.makeStand(input)
      await settled(() => expect(did()).toContain('mail booked consultant'))
      const cancelled = bookings.cancel(input, customer)
      invited()
      expect(await stands).toBe('booked')
      expect(await cancelled).toBe('cancelled')
      await handle.result()
    })
  })

  it('staff learn that nobody answered when no worker is there', { timeout: 20_000 }, async () => {
    const bookings = createBookings(temporal().client, { taskQueue: `nobody-${randomUUID()}` })
    const input = { workspaceId: WORKSPACE, bookingId: randomUUID() }
    expect(await bookings.cancel(input, staff)).toBe('unavailable')
    await temporal().client.workflow.getHandle(bookingWorkflowId(input.bookingId)).terminate()
  })

  it('staff learn that nobody answered while Postgres is away, and the order is tried again', async () => {
    const cancelBooking: Activities['cancelBooking'] = async () => {
      throw ApplicationFailure.create({ type: 'DatabaseAway', message: 'away' })
    }
    await withBooking({ cancelBooking }, async ({ bookings, input, did }) => {
      await bookings.makeStand(input)
      const asked = bookings.cancel(input, staff)
      await settled(() => expect(did().filter((step) => step === 'cancelBooking').length).toBeGreaterThan(1))
      expect(await asked).toBe('unavailable')
    })
  }, 20_000)
})
