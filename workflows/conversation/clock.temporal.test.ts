import { describe, expect, it } from 'vitest'
import type { Activities } from '#activities/index.ts'
import { dateOf, localTime, momentOf, weekdayOf } from '#domain/booking/zones.ts'
import type { Calendar } from '#domain/service-level/business-time.ts'
import { clockOf, mayStartClock, withWindowOf } from '#domain/service-level/clock.ts'
import { SERVICE_LEVEL_DEFAULTS } from '#schema/service-level.ts'
import { drafted } from '../../dev/test-kit/activities.ts'
import { onSkippedTime, type SkippingScene } from '../../dev/test-kit/skipping.ts'
import { phoneReplied, sendStaffMessage, takeOver } from './contract.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const ZONE = 'Asia/Jakarta'

const { scene, now } = onSkippedTime()

const lunch = [
  { from: 9 * 60, to: 12 * 60 },
  { from: 13 * 60, to: 17 * 60 },
]
/** People from Monday to Saturday, with lunch from twelve to one. */
const OFFICE: Calendar = { hours: { days: [...Array<typeof lunch>(6).fill(lunch), []] }, timeZone: ZONE, holidays: [] }
const ALWAYS: Calendar = { hours: null, timeZone: ZONE, holidays: [] }

/** The customer asks for a person; whoever saves finds a clock that begins now, by this calendar. */
function handedOver(calendar: () => Calendar = () => ALWAYS): Partial<Activities> {
  return {
    draftReply: async () => ({ kind: 'asked_for_person' }),
    saveState: async ({ state, messageIds }) => {
      const isWaitedFor = state.floor.holder === 'team' || messageIds.length > 0
      if (!mayStartClock(state) || !isWaitedFor) return undefined
      const sinceMs = await now()
      const waiting = { sinceMs, windowEndsAtMs: sinceMs + DAY }
      const clock = clockOf(waiting, SERVICE_LEVEL_DEFAULTS, { ...calendar(), marginMs: 15 * MINUTE })
      return clock === null ? undefined : { clock }
    },
  }
}

/** Lets the clock jump to this time of the next such weekday, Monday being 1; the day, as a number. */
async function goTo({ sleep }: SkippingScene, weekday: number, time: string): Promise<number> {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  const nowMs = await now()
  let { day } = localTime(nowMs, ZONE)
  do day += 1
  while (weekdayOf(day) !== weekday)
  await sleep(momentOf({ day, minute: hour * 60 + minute }, ZONE) - nowMs)
  return day
}

const stepsOf = ({ callsOf }: SkippingScene) =>
  callsOf('callForAnswer').map(({ input }) => (input as { step: string }).step)
/** How long after the first message was answered with people each step came, in seconds. */
function secondsOf({ callsOf }: SkippingScene): number[] {
  const from = callsOf('saveState')[0]?.afterMs ?? 0
  return callsOf('callForAnswer').map(({ afterMs }) => (afterMs - from) / SECOND)
}
const near = (seconds: number) => expect.closeTo(seconds, -0.5) as number

describe('a customer who asked for a person', () => {
  it('CV-10 BY-15 people are warned, late after two minutes, and then the owner is called', { timeout: 60_000 }, () =>
    scene(handedOver(), async (on) => {
      await (await on.says('m1')).result()
      expect(stepsOf(on)).toEqual(['due', 'late', 'owner', 'window'])
      expect(secondsOf(on)).toEqual([near(90), near(120), near(600), near(DAY / SECOND - 900)])
    }),
  )

  it('PX-19 BY-15 handed over at 11:59, the clock stands still from twelve to one', { timeout: 60_000 }, () =>
    scene(
      handedOver(() => OFFICE),
      async (on) => {
        await goTo(on, 2, '11:59')
        await (await on.says('m1')).result()
        // One minute before lunch, and the rest of the time after it.
        expect(stepsOf(on).slice(0, 3)).toEqual(['due', 'late', 'owner'])
        expect(secondsOf(on).slice(0, 3)).toEqual([near(3600 + 90), near(3600 + 120), near(3600 + 600)])
      },
    ),
  )

  it('BY-15 it stands still on holidays, and the end of the 24 hours does not wait for it', { timeout: 60_000 }, () => {
    let holidays: string[] = []
    return scene(
      handedOver(() => ({ ...OFFICE, holidays })),
      async (on) => {
        const wednesday = await goTo(on, 3, '16:59')
        holidays = [dateOf(wednesday + 1), dateOf(wednesday + 2)]
        await (await on.says('m1')).result()
        // A minute on Wednesday; the next one is Saturday's first.
        const toSaturday = (3 * DAY - 8 * HOUR) / SECOND
        expect(stepsOf(on)).toEqual(['owner', 'window', 'due', 'late'])
        expect(secondsOf(on)).toEqual([
          near(DAY / SECOND - 900),
          near(DAY / SECOND - 900),
          near(toSaturday + 90),
          near(toSaturday + 120),
        ])
      },
    )
  })

  it('BY-15 who writes on is told of as close to the end of the 24 hours as it is then', { timeout: 60_000 }, () => {
    const { saveState, ...rest } = handedOver()
    return scene(
      {
        ...rest,
        saveState: async (saved) => {
          const { clock } = saved.state
          if (clock === undefined || saved.messageIds.length === 0) return saveState?.(saved)
          const windowEndsAtMs = (await now()) + DAY
          const fresh = clockOf({ sinceMs: clock.sinceMs, windowEndsAtMs }, SERVICE_LEVEL_DEFAULTS, {
            ...ALWAYS,
            marginMs: 15 * MINUTE,
          })
          return { clock: withWindowOf(clock, fresh, await now()) }
        },
      },
      async (on) => {
        await on.says('m1')
        await on.sleep(10 * HOUR)
        await (await on.says('m2')).result()
        expect(stepsOf(on)).toEqual(['due', 'late', 'owner', 'window'])
        expect(secondsOf(on).at(-1)).toEqual(near((10 * HOUR + DAY) / SECOND - 900))
      },
    )
  })

  it('BY-15 a person who takes it does not stop the clock; their answer does', { timeout: 60_000 }, () =>
    scene(handedOver(), async (on) => {
      const handle = await on.says('m1')
      await on.sleep(60 * SECOND)
      await handle.executeUpdate(takeOver, { args: [{ userId: 'ana' }] })
      await on.sleep(40 * SECOND)
      expect(stepsOf(on)).toEqual(['due'])
      await handle.executeUpdate(sendStaffMessage, { args: [{ messageId: 's1', userId: 'ana' }] })
      await handle.result()
      expect(stepsOf(on)).toEqual(['due'])
    }),
  )

  it('BY-15 it waits for the customer, and begins anew when they write on', { timeout: 60_000 }, () =>
    scene(handedOver(), async (on) => {
      const handle = await on.says('m1')
      await on.sleep(60 * SECOND)
      await handle.executeUpdate(sendStaffMessage, { args: [{ messageId: 's1', userId: 'ana' }] })
      await on.sleep(2 * HOUR)
      expect(stepsOf(on)).toEqual([])
      await on.says('m2')
      await on.sleep(100 * SECOND)
      expect(stepsOf(on)).toEqual(['due'])
      // On the phone, by a person who has it already.
      await handle.signal(phoneReplied, { messageId: 'p1', workspaceId: 'w' })
      await handle.result()
      expect(stepsOf(on)).toEqual(['due'])
    }),
  )
})

it('BY-08 nobody decides: every rung of the ladder, up to the end of the 24 hours', { timeout: 60_000 }, () => {
  const plan = { dueMs: 30 * SECOND, reassignMs: 75 * SECOND, holdingMs: 60 * SECOND, handOverMs: 120 * SECOND }
  const draftReply: Activities['draftReply'] = async () =>
    drafted({ held: true, review: { ...plan, sendsItself: false, latestAtMs: (await now()) + DAY - 15 * MINUTE } })
  return scene({ ...handedOver(), draftReply }, async (on) => {
    await (await on.says('m1')).result()
    const from = on.callsOf('holdDraft')[0]?.afterMs ?? 0
    const rungs = (
      ['remindReviewers', 'sayHoldOn', 'reassignReview', 'saveState', 'callForAnswer', 'sendReply'] as const
    ).flatMap((name) => on.callsOf(name))
    const climbed = rungs
      .map(({ name, input, afterMs }) => ({
        name,
        ...(input as { step?: string }),
        seconds: (afterMs - from) / SECOND,
      }))
      .sort((a, b) => a.seconds - b.seconds)
      .map(({ name, step, seconds }) => [step ?? name, seconds])
    expect(climbed).toEqual([
      ['remindReviewers', near(30)],
      ['sayHoldOn', near(60)],
      ['reassignReview', near(75)],
      ['saveState', near(120)],
      ['due', near(120 + 90)],
      ['late', near(120 + 120)],
      ['owner', near(120 + 600)],
      ['window', near(120 + DAY / SECOND - 900)],
    ])
    expect(on.callsOf('saveState')[0]?.input).toMatchObject({
      outcome: 'human',
      state: { floor: { holder: 'team', reason: 'review_overdue' } },
    })
  })
})

it('BY-08 a line that cannot be sent soon is left, and people get the draft all the same', { timeout: 60_000 }, () => {
  const plan = { dueMs: 30 * SECOND, holdingMs: 60 * SECOND, handOverMs: 120 * SECOND }
  const draftReply: Activities['draftReply'] = async () =>
    drafted({ held: true, review: { ...plan, sendsItself: false, latestAtMs: (await now()) + DAY } })
  const sayHoldOn: Activities['sayHoldOn'] = async () => {
    throw new Error('WhatsApp does not answer')
  }
  return scene({ draftReply, sayHoldOn }, async (on) => {
    await (await on.says('m1')).result()
    const from = on.callsOf('holdDraft')[0]?.afterMs ?? 0
    expect((on.callsOf('saveState')[0]?.afterMs ?? 0) - from).toBeLessThan(125 * SECOND)
    expect(on.callsOf('sendReply')).toEqual([])
  })
})
