import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { givenWorkspace } from '../../dev/test-kit/given.ts'
import { startDatabase } from '../../dev/test-kit/postgres.ts'
import { connect, type Database } from '../connect.ts'
import { forgetPlaces, takePlaces, type QuotaVerdict } from './quota-places.ts'

// Two pools, as two programs have them.
let one: Database
let other: Database
let stop: () => Promise<void>

beforeAll(async () => {
  const { url, stop: drop } = await startDatabase()
  ;[one, other] = [connect(url, { max: 8 }), connect(url, { max: 8 })]
  stop = async () => {
    await Promise.all([one.close(), other.close()])
    await drop()
  }
})
afterAll(() => stop())

const quota = (most: number, withinSeconds = 60, key: string = uuidv7()) => ({ key, most, withinSeconds })

/** As if time had passed for what is counted under the key. */
const pass = (key: string, seconds: number) =>
  sql`update quota_places set at = at - make_interval(secs => ${seconds}) where key = ${key}`.execute(one.platform)

const countOf = async (key: string) =>
  (await one.platform.selectFrom('quota_places').select('id').where('key', '=', key).execute()).length

const secondsOf = (verdict: QuotaVerdict) => (verdict.allowed ? 0 : verdict.retryAfterSeconds)

/** How many of so many, asked one after the other, get a place. */
async function take(times: number, wanted: ReturnType<typeof quota>): Promise<number> {
  let taken = 0
  for (let n = 0; n < times; n++) if ((await takePlaces(one.platform, [wanted])).allowed) taken++
  return taken
}

it('SC-14 of 120 that two programs ask for at once exactly 100 get a place', async () => {
  const wanted = quota(100)
  const verdicts = await Promise.all(
    Array.from({ length: 120 }, (_, n) => takePlaces((n % 2 === 0 ? one : other).platform, [wanted])),
  )
  expect(verdicts.filter(({ allowed }) => allowed)).toHaveLength(100)
  expect(await countOf(wanted.key)).toBe(100)
})

describe('SC-13 the span slides', () => {
  it('a burst across the boundary of a minute is one burst', async () => {
    const wanted = quota(10)
    // The first half came a second before the clock's last full minute; near the next one as long ago as counts.
    expect(await take(5, wanted)).toBe(5)
    await pass(wanted.key, Math.min(new Date().getSeconds() + 1, 50))
    expect(await take(10, wanted)).toBe(5)
  })

  it('each place is free again its span after it was taken, and not before', async () => {
    const wanted = quota(3)
    for (let n = 0; n < 3; n++) {
      expect(await take(1, wanted)).toBe(1)
      await pass(wanted.key, 15)
    }
    const verdict = await takePlaces(one.platform, [wanted])
    expect(secondsOf(verdict)).toBeGreaterThan(5)
    expect(secondsOf(verdict)).toBeLessThanOrEqual(15)
    await pass(wanted.key, 15)
    expect(await take(2, wanted)).toBe(1)
    // What has left the span is not kept.
    expect(await countOf(wanted.key)).toBe(3)
  })

  it('by the clock of Postgres, whatever its length', async () => {
    const wanted = quota(2, 0.4)
    const startedAtMs = performance.now()
    let taken = 0
    while (taken < 5) taken += await take(1, wanted)
    expect(performance.now() - startedAtMs).toBeGreaterThan(790)
  })
})

it('of several quotas all give a place, or none', async () => {
  const [narrow, wide] = [quota(1), quota(5)]
  expect(await takePlaces(one.platform, [narrow, wide])).toEqual({ allowed: true })
  const refused = await takePlaces(one.platform, [wide, narrow])
  expect(secondsOf(refused)).toBeGreaterThan(50)
  expect([await countOf(narrow.key), await countOf(wide.key)]).toEqual([1, 1])
  await forgetPlaces(one.platform, narrow.key)
  expect(await takePlaces(one.platform, [narrow])).toEqual({ allowed: true })
})

it('inside a workspace only the places of its own messages are there', async () => {
  const [ours, theirs] = [await givenWorkspace(one), await givenWorkspace(one)]
  const wanted = ({ workspaceId }: { workspaceId: string }) => quota(5, 60, `messages:${workspaceId}`)
  await takePlaces(one.platform, [wanted(theirs)])
  await one.inWorkspace(ours.workspaceId, async (tx) => {
    expect(await takePlaces(tx, [wanted(ours)])).toEqual({ allowed: true })
    expect(await tx.selectFrom('quota_places').select('key').execute()).toEqual([{ key: wanted(ours).key }])
  })
  const trespass = one.inWorkspace(ours.workspaceId, (tx) => takePlaces(tx, [wanted(theirs)]))
  await expect(trespass).rejects.toThrow('row-level security')
})
