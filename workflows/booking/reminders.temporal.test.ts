import { randomUUID } from 'node:crypto'
import type { TestWorkflowEnvironment } from '@temporalio/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Activities } from '#activities/index.ts'
import { registerSearchAttributes } from '#clients/temporal/search-attributes.ts'
import { recordingActivities } from '../../dev/test-kit/activities.ts'
import { startTimeSkipping } from '../../dev/test-kit/temporal.ts'
import { createWorker } from '../../worker/worker.ts'
import { BOOKING, bookingWorkflowId, cancel, move } from './contract.ts'

const HOUR = 3_600_000
const customer = { kind: 'customer' } as const

let time: TestWorkflowEnvironment
beforeAll(async () => {
  time = await startTimeSkipping()
  await registerSearchAttributes(time.connection, time.namespace ?? 'default')
})
afterAll(() => time.teardown())

type Scene = {
  handle: Awaited<ReturnType<TestWorkflowEnvironment['client']['workflow']['start']>>
  /** What was told, and how many hours after it was booked. */
  told: () => string[]
}

/** A consultation so many hours ahead, moved so many hours on when it is moved. */
async function booked(
  {
    hoursAhead,
    movedByHours = 0,
    overrides = {},
  }: { hoursAhead: number; movedByHours?: number; overrides?: Partial<Activities> },
  scenario: (scene: Scene) => Promise<void>,
): Promise<void> {
  const startedAtMs = await time.currentTimeMs()
  const taskQueue = `test-${randomUUID()}`
  const bookingId = randomUUID()
  const at = { status: 'confirmed', sequence: 0, consultantId: 'c1', startsAtMs: startedAtMs + hoursAhead * HOUR }
  const told: string[] = []
  const note = async (what: string) => {
    const hours = Math.round(((await time.currentTimeMs()) - startedAtMs) / HOUR)
    told.push(`${what} at ${String(hours)}`)
  }
  const { activities } = recordingActivities({
    confirmBooking: async () => at,
    moveBooking: async () => ({
      ...at,
      outcome: 'moved',
      sequence: 1,
      startsAtMs: at.startsAtMs + movedByHours * HOUR,
    }),
    tellOfBooking: async ({ what, sequence }) => {
      await note(`${what}#${String(sequence)}`)
      return { outcome: 'sent' }
    },
    mailBooking: async ({ what, to }) => {
      if (what.startsWith('reminder')) await note(`mail ${what} ${to}`)
      return { outcome: 'sent' }
    },
    ...overrides,
  })
  const { nativeConnection: connection, client, namespace = 'default' } = time
  const worker = await createWorker({ connection, namespace, taskQueue, activities })
  await worker.runUntil(async () => {
    const args = [{ workspaceId: randomUUID(), bookingId }]
    const handle = await client.workflow.start(BOOKING, { workflowId: bookingWorkflowId(bookingId), taskQueue, args })
    await scenario({ handle, told: () => told.toSorted() })
  })
}

const passHours = (hours: number) => time.sleep(hours * HOUR)

it('BY-16 reminds a day and an hour before, on WhatsApp and by mail, and ends when it begins', async () => {
  await booked({ hoursAhead: 72 }, async ({ handle, told }) => {
    await handle.result()
    expect(told()).toEqual([
      'mail reminder_day customer at 48',
      'mail reminder_hour customer at 71',
      'reminder_day#0 at 48',
      'reminder_hour#0 at 71',
    ])
    const { startTime, closeTime } = await handle.describe()
    expect(Math.round((Number(closeTime) - Number(startTime)) / HOUR)).toBe(72)
  })
}, 60_000)

it('BY-16 book, then cancel: no reminder', async () => {
  await booked({ hoursAhead: 72 }, async ({ handle, told }) => {
    await passHours(1)
    expect(await handle.executeUpdate(cancel, { args: [{ by: customer }] })).toBe('cancelled')
    await handle.result()
    await passHours(100)
    expect(told()).toEqual([])
  })
}, 60_000)

it('BY-16 cancelled after the first reminder: no second one', async () => {
  await booked({ hoursAhead: 72 }, async ({ handle, told }) => {
    await passHours(50)
    expect(told()).toContain('reminder_day#0 at 48')
    await handle.executeUpdate(cancel, { args: [{ by: customer }] })
    await handle.result()
    await passHours(100)
    expect(told().filter((line) => line.includes('hour'))).toEqual([])
  })
}, 60_000)

it('BY-16 moved after the first reminder: both come again, a day and an hour before the new time', async () => {
  await booked({ hoursAhead: 72, movedByHours: 96 }, async ({ handle, told }) => {
    await passHours(50)
    expect(await handle.executeUpdate(move, { args: [{ slotId: 's2', by: customer }] })).toBe('moved')
    await handle.result()
    expect(told().filter((line) => !line.startsWith('mail'))).toEqual([
      'reminder_day#0 at 48',
      'reminder_day#1 at 144',
      'reminder_hour#1 at 167',
    ])
  })
}, 60_000)

it('BY-16 booked three hours ahead: only the reminder an hour before', async () => {
  await booked({ hoursAhead: 3 }, async ({ handle, told }) => {
    await handle.result()
    expect(told().filter((line) => !line.startsWith('mail'))).toEqual(['reminder_hour#0 at 2'])
  })
}, 60_000)

it('BY-18 keeps trying to confirm for as long as Postgres is away', async () => {
  let tries = 0
  const confirmBooking: Activities['confirmBooking'] = async () => {
    if (++tries < 40) throw new TypeError('away')
    return { status: 'confirmed', sequence: 0, consultantId: 'c1', startsAtMs: 0 }
  }
  await booked({ hoursAhead: 0, overrides: { confirmBooking } }, async ({ handle }) => {
    await handle.result()
    expect(tries).toBe(40)
  })
}, 60_000)
