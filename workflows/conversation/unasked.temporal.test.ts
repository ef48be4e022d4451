import { expect, it } from 'vitest'
import type { Activities } from '#activities/index.ts'
import { modelFailed } from '#activities/failures.ts'
import { drafted, RULES } from '../../dev/test-kit/activities.ts'
import { onSkippedTime, type SkippingScene } from '../../dev/test-kit/skipping.ts'
import { takeOver } from './contract.ts'

const HOUR_MS = 60 * 60 * 1000

const { scene, now } = onSkippedTime()

/** How many hours after the start each call came. */
const hoursOf = ({ callsOf }: SkippingScene, name: keyof Activities) =>
  callsOf(name).map(({ afterMs }) => afterMs / HOUR_MS)

const followingUp = (afterHours: number, most: number) => {
  const draft = drafted()
  return { draftReply: async () => ({ ...draft, rules: { ...RULES, followUp: { afterHours, most } } }) }
}
const near = (hours: number) => expect.closeTo(hours, 1) as number

it('BY-16 follows up after a silence, as often as is allowed, and then lets it be', { timeout: 60_000 }, () =>
  scene(followingUp(20, 2), async (on) => {
    const { says } = on
    // Waiting for the result lets the clock jump, to the end after thirty idle days.
    await (await says('m1')).result()
    expect(hoursOf(on, 'followUp')).toEqual([near(20), near(40)])
  }),
)

it('BY-16 a follow-up cancels itself when the customer writes, and counts anew', { timeout: 60_000 }, () =>
  scene(followingUp(20, 1), async (on) => {
    const { says, sleep } = on
    await says('m1')
    await sleep(15 * HOUR_MS)
    const handle = await says('m2')
    await sleep(15 * HOUR_MS)
    expect(hoursOf(on, 'followUp')).toEqual([])
    await handle.result()
    expect(hoursOf(on, 'followUp')).toEqual([near(35)])
  }),
)

it('BY-16 nobody is followed up once a person has the conversation', { timeout: 60_000 }, () =>
  scene(followingUp(20, 1), async (on) => {
    const { says, sleep } = on
    const handle = await says('m1')
    await sleep(1 * HOUR_MS)
    await handle.executeUpdate(takeOver, { args: [{ userId: 'user-1' }] })
    await handle.result()
    expect(hoursOf(on, 'followUp')).toEqual([])
  }),
)

it(
  'BY-16 what may not be said at night is said in the morning, and what may never be is left',
  { timeout: 60_000 },
  () => {
    const answers = ['later', 'stopped'] as const
    let asked = 0
    const followUp: Activities['followUp'] = async () => {
      const outcome = answers[asked++] ?? 'stopped'
      return outcome === 'later' ? { outcome, atMs: (await now()) + 9 * HOUR_MS } : { outcome }
    }
    return scene({ ...followingUp(12, 3), followUp }, async (on) => {
      const { says } = on
      await (await says('m1')).result()
      expect(hoursOf(on, 'followUp')).toEqual([near(12), near(21)])
    })
  },
)

const draftReply = async (): Promise<never> => {
  throw modelFailed('no model endpoint is configured')
}
const backIn = (hours: number) => async () => ({ backAtMs: (await now()) + hours * HOUR_MS })

it('BY-23 says when people are back before the floor passes to them, and calls on them then', { timeout: 60_000 }, () =>
  scene({ draftReply, sayAway: backIn(10) }, async (on) => {
    const { says } = on
    await (await says('m1')).result()
    expect(hoursOf(on, 'sayAway')).toEqual([near(0)])
    expect(hoursOf(on, 'remindTeam')).toEqual([near(10)])
  }),
)

it('BY-23 nobody is called on once somebody came', { timeout: 60_000 }, () =>
  scene({ draftReply, sayAway: backIn(10) }, async (on) => {
    const { says, sleep } = on
    const handle = await says('m1')
    await sleep(2 * HOUR_MS)
    await handle.executeUpdate(takeOver, { args: [{ userId: 'user-1' }] })
    await handle.result()
    expect(hoursOf(on, 'remindTeam')).toEqual([])
  }),
)

it('BY-23 people get it soon, also where the customer cannot be told when they are back', { timeout: 60_000 }, () => {
  const sayAway: Activities['sayAway'] = async () => {
    throw new Error('The channel is stopped')
  }
  return scene({ draftReply, sayAway }, async (on) => {
    await (await on.says('m1')).result()
    const [saved] = on.callsOf('saveState')
    expect(saved?.input).toMatchObject({ outcome: 'human', state: { floor: { holder: 'team' } } })
    const asked = on.callsOf('sayAway')[0]?.afterMs ?? 0
    expect((saved?.afterMs ?? Infinity) - asked).toBeLessThan(30_000)
    expect(hoursOf(on, 'remindTeam')).toEqual([])
  })
})
