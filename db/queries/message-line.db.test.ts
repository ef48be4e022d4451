import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import {
  givenConversation,
  givenWorkspace,
  type GivenConversation,
  type GivenWorkspace,
} from '../../dev/test-kit/given.ts'
import { startDatabase } from '../../dev/test-kit/postgres.ts'
import { givenPerson } from '../../dev/test-kit/web.ts'
import { connect, type Database } from '../connect.ts'
import { isInLine, joinLine, listLines, markTold, returnToLine, takeNextInLine, tidyLine } from './message-line.ts'
import { lockQuota, quotaUse, setMessageQuota, takeMessagePlace } from './quota.ts'
import { insertStaffMessageOnce, listUntoldStaffMessages } from './staff-messages.ts'

let db: Database
let ours: GivenWorkspace
let userId: string
let ana: GivenConversation
let budi: GivenConversation
let stop: () => Promise<void>

beforeAll(async () => {
  const { url, stop: drop } = await startDatabase()
  db = connect(url)
  userId = (await givenPerson(db)).id
  stop = async () => {
    await db.close()
    await drop()
  }
})
afterAll(() => stop())
beforeEach(async () => {
  ours = await givenWorkspace(db)
  ;[ana, budi] = [await givenConversation(db, ours), await givenConversation(db, ours)]
})

/** What a person wrote to somebody, in line or, where it is not, told to nobody yet. */
async function write({ conversationId }: GivenConversation, { joins = true } = {}): Promise<string> {
  const messageId = randomUUID()
  await db.inWorkspace(ours.workspaceId, async (tx) => {
    await insertStaffMessageOnce(tx, {
      ...{ messageId, conversationId, channelId: ours.channelId, userId, body: 'Halo', replyToProviderId: null },
      ...{ now: new Date(), releaseAt: null },
    })
    if (joins) await joinLine(tx, { messageId, conversationId })
  })
  return messageId
}

const take = async () =>
  (await db.inWorkspace(ours.workspaceId, (tx) => takeNextInLine(tx, ours.workspaceId)))?.messageId
const told = (messageId = '') => db.inWorkspace(ours.workspaceId, (tx) => markTold(tx, messageId))
const limitTo = (perMinute: number) =>
  db.inWorkspace(ours.workspaceId, (tx) =>
    setMessageQuota(tx, { workspaceId: ours.workspaceId, perMinute, actor: 'test' }),
  )
const useNow = async () => (await db.inWorkspace(ours.workspaceId, quotaUse))[0]
const pass = (seconds: number) =>
  sql`update quota_places set at = at - make_interval(secs => ${seconds})
    where key = ${`messages:${ours.workspaceId}`}`.execute(db.platform)

it('those that wait are taken in their order, each once, while places are free', async () => {
  await limitTo(2)
  const wrote = [await write(ana), await write(budi), await write(ana)]
  const first = await Promise.all([take(), take(), take(), take()])
  expect(first.filter(Boolean).sort()).toEqual([wrote[0], wrote[1]].sort())
  expect(await useNow()).toMatchObject({ limit: 2, taken: 2, waiting: 1 })
  for (const messageId of wrote.slice(0, 2)) await told(messageId)
  expect(await take()).toBeUndefined()
  await pass(60)
  expect(await take()).toBe(wrote[2])
  await told(wrote[2])
  expect(await take()).toBeUndefined()
  expect((await listLines(db.platform)).includes(ours.workspaceId)).toBe(false)
})

it('nothing overtakes what was written before it to the same customer, in line or told to nobody', async () => {
  const lost = await write(ana, { joins: false })
  const [second, third, other] = [await write(ana), await write(ana), await write(budi)]
  expect([await take(), await take()]).toEqual([other, undefined])
  const ledger = { message_id: lost, conversation_id: ana.conversationId, floor_epoch: 1, payload: '{}' }
  await db.inWorkspace(ours.workspaceId, (tx) => tx.insertInto('outbound_messages').values(ledger).execute())
  // Taken is not yet told: another program must not tell the third before it.
  expect([await take(), await take()]).toEqual([second, undefined])
  await told(second)
  expect(await take()).toBe(third)
})

it('what its taker neither told nor gave back is taken by another', async () => {
  const messageId = await write(ana)
  expect([await take(), await take()]).toEqual([messageId, undefined])
  await sql`update waiting_messages set taken_at = taken_at - interval '1 minute' where message_id = ${messageId}`.execute(
    db.platform,
  )
  expect(await listLines(db.platform)).toContain(ours.workspaceId)
  expect(await take()).toBe(messageId)
})

it('where nobody could be told, the message stands where it stood and its place is free', async () => {
  const [first] = [await write(ana), await write(ana)]
  expect(await take()).toBe(first)
  await db.inWorkspace(ours.workspaceId, (tx) => returnToLine(tx, { workspaceId: ours.workspaceId, messageId: first }))
  expect(await useNow()).toMatchObject({ taken: 0, waiting: 2 })
  expect(await take()).toBe(first)
})

it('what waits, and what was just told, is not taken for lost', async () => {
  const [waits, toldNow, lost] = [await write(ana), await write(budi), await write(budi, { joins: false })]
  await told(toldNow)
  const old = sql<Date>`now() - interval '1 hour'`
  await db.platform.updateTable('messages').set({ created_at: old }).execute()
  const untold = async () =>
    (await listUntoldStaffMessages(db.platform, { olderThanMs: 10_000, limit: 50 }))
      .filter(({ workspaceId }) => workspaceId === ours.workspaceId)
      .map(({ messageId }) => messageId)
  expect(await untold()).toEqual([lost])
  await sql`update waiting_messages set told_at = told_at - interval '1 minute'`.execute(db.platform)
  expect((await untold()).sort()).toEqual([toldNow, lost].sort())
  expect(await untold()).not.toContain(waits)
})

it('the line is left by what is over, and by nothing else', async () => {
  const [waits, failed, toldNow, toldLong] = [await write(ana), await write(ana), await write(ana), await write(ana)]
  await told(toldNow)
  await told(toldLong)
  await sql`update waiting_messages set told_at = told_at - interval '2 minutes' where message_id = ${toldLong}`.execute(
    db.platform,
  )
  await db.platform.updateTable('messages').set({ status: 'failed' }).where('id', '=', failed).execute()
  await tidyLine(db.platform)
  const left = await db.inWorkspace(ours.workspaceId, (tx) =>
    tx.selectFrom('waiting_messages').select('message_id as id').execute(),
  )
  expect(left.map(({ id }) => id).sort()).toEqual([waits, toldNow].sort())
  await db.inWorkspace(ours.workspaceId, async (tx) => {
    expect([await isInLine(tx, waits), await isInLine(tx, toldNow)]).toEqual([true, false])
  })
})

it('OP-08 use is counted by workspace: what was carried out within the minute, and what waits', async () => {
  const other = await givenWorkspace(db)
  await write(ana)
  await db.inWorkspace(ours.workspaceId, async (tx) => {
    for (let n = 0; n < 44; n++) await takeMessagePlace(tx, { workspaceId: ours.workspaceId, limit: 100 })
    const now = await lockQuota(tx, { workspaceId: ours.workspaceId, conversationId: ana.conversationId })
    expect(now).toEqual({ limit: 100, taken: 44, waiting: 1, isBehind: true })
  })
  const all = await quotaUse(db.platform)
  expect(all.find(({ workspaceId }) => workspaceId === ours.workspaceId)).toEqual({
    ...{ workspaceId: ours.workspaceId, limit: 100, taken: 44, waiting: 1 },
    ...{ requestsThisMinute: 45, utilizationPercent: 45 },
  })
  expect(all.find(({ workspaceId }) => workspaceId === other.workspaceId)).toMatchObject({ requestsThisMinute: 0 })
  await pass(60)
  expect(await useNow()).toMatchObject({ requestsThisMinute: 1, utilizationPercent: 1 })
})
