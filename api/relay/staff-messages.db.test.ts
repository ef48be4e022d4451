import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createLog } from '#clients/log/log.ts'
import { connect, type Database } from '#db/connect.ts'
import { joinLine } from '#db/queries/message-line.ts'
import { setMessageQuota } from '#db/queries/quota.ts'
import { listUntoldResends } from '#db/queries/resend.ts'
import { insertStaffMessageOnce, listUntoldStaffMessages } from '#db/queries/staff-messages.ts'
import { eventually } from '../../dev/test-kit/api.ts'
import {
  givenConversation,
  givenWorkspace,
  type GivenConversation,
  type GivenWorkspace,
} from '../../dev/test-kit/given.ts'
import { startDatabase } from '../../dev/test-kit/postgres.ts'
import { givenPerson } from '../../dev/test-kit/web.ts'
import { createStaffMessageRepair } from './staff-messages.ts'

let database: Database
let workspace: GivenWorkspace
let conversation: GivenConversation
let userId: string
let stop: () => Promise<void>

beforeAll(async () => {
  const { url, stop: drop } = await startDatabase()
  database = connect(url, { max: 3 })
  workspace = await givenWorkspace(database)
  conversation = await givenConversation(database, workspace)
  userId = (await givenPerson(database, { workspaceId: workspace.workspaceId })).id
  stop = async () => {
    await database.close()
    await drop()
  }
})
afterAll(() => stop())

async function write(body: string, agoMs: number): Promise<string> {
  const messageId = randomUUID()
  await database.inWorkspace(workspace.workspaceId, (tx) =>
    insertStaffMessageOnce(tx, {
      ...{ messageId, userId, body, replyToProviderId: null, releaseAt: null, now: new Date(Date.now() - agoMs) },
      conversationId: conversation.conversationId,
      channelId: workspace.channelId,
    }),
  )
  const ago = sql<Date>`now() - ${agoMs} * interval '1 ms'`
  await database.platform.updateTable('messages').set({ created_at: ago }).where('id', '=', messageId).execute()
  return messageId
}

it('what staff wrote while nobody answered is told in its order once somebody does, and then no more', async () => {
  const first = await write('first', 60_000)
  const second = await write('second', 30_000)
  await write('just now: the page is telling it', 0)
  const yesterday = await write('too old to be sent', 25 * 3_600_000)
  const taken = await write('is with its conversation', 40_000)
  const ledger = { message_id: taken, conversation_id: conversation.conversationId, floor_epoch: 1, payload: '{}' }
  await database.inWorkspace(workspace.workspaceId, (tx) => tx.insertInto('outbound_messages').values(ledger).execute())

  const tried: string[] = []
  const told: string[] = []
  let isAway = true
  const repair = createStaffMessageRepair({
    database,
    log: createLog('api', 'silent'),
    everyMs: 20,
    async sendStaffMessage(input, message) {
      expect([input.conversationId, message.userId]).toEqual([conversation.conversationId, userId])
      tried.push(message.messageId)
      if (isAway) return { outcome: 'unavailable' }
      told.push(message.messageId)
      await database.platform
        .updateTable('messages')
        .set({ status: 'sent' })
        .where('id', '=', message.messageId)
        .execute()
      return { outcome: 'done', epoch: 1 }
    },
  })
  repair.start()
  await eventually(async () => tried.length >= 3)
  expect(new Set(tried)).toEqual(new Set([first]))
  isAway = false
  await eventually(async () => told.length >= 2)
  await repair.stop()
  expect(told).toEqual([first, second])
  expect(tried).not.toContain(yesterday)
})

it('what is to be sent again is told too, until it was tried; where the number is stopped nothing is', async () => {
  const { conversationId } = conversation
  const waiting = await write('again', 7_200_000)
  const tried = await write('tried since', 7_200_000)
  for (const message_id of [waiting, tried])
    await database.inWorkspace(workspace.workspaceId, (tx) =>
      tx
        .insertInto('outbound_messages')
        .values({
          ...{ message_id, conversation_id: conversationId, floor_epoch: 1, payload: '{}', resent_by: userId },
          resent_at: sql`now() - interval '1 minute'`,
        })
        .execute(),
    )
  await database.inWorkspace(workspace.workspaceId, (tx) =>
    tx.insertInto('send_attempts').values({ id: randomUUID(), message_id: tried, number: 1 }).execute(),
  )
  const which = { olderThanMs: 10_000, limit: 50 }
  const told = async () => (await listUntoldResends(database.platform, which)).map(({ messageId }) => messageId)
  expect(await told()).toEqual([waiting])
  await database.platform.updateTable('channels').set({ stopped_at: new Date() }).execute()
  expect(await told()).toEqual([])
  expect(await listUntoldStaffMessages(database.platform, which)).toEqual([])
  await database.platform.updateTable('channels').set({ stopped_at: null }).execute()

  const heard = Promise.withResolvers<unknown>()
  const repair = createStaffMessageRepair({
    database,
    log: createLog('api', 'silent'),
    everyMs: 20,
    async sendStaffMessage(_, message) {
      if (message.again) heard.resolve(message)
      return { outcome: 'done', epoch: 1 }
    },
  })
  repair.start()
  expect(await heard.promise).toEqual({ messageId: waiting, userId, again: true })
  await repair.stop()
})

it('AD-16 each workspace has its own line: one that is full, or fails, holds up no other', async () => {
  const lines = await Promise.all(
    [1, 2, 2].map(async (perMinute) => {
      const own = await givenWorkspace(database)
      const { workspaceId, channelId } = own
      const { conversationId } = await givenConversation(database, own)
      const messageIds: string[] = [randomUUID(), randomUUID()]
      await database.inWorkspace(workspaceId, async (tx) => {
        await setMessageQuota(tx, { workspaceId, perMinute, actor: 'test' })
        for (const messageId of messageIds) {
          const words = { messageId, conversationId, channelId, userId, body: 'Halo', replyToProviderId: null }
          await insertStaffMessageOnce(tx, { ...words, now: new Date(), releaseAt: null })
          await joinLine(tx, { messageId, conversationId })
        }
      })
      return { workspaceId, messageIds }
    }),
  )
  const [full, failing, free] = lines
  const told: string[] = []
  const repair = createStaffMessageRepair({
    database,
    log: createLog('api', 'silent'),
    ...{ everyMs: 3_600_000, lineEveryMs: 20 },
    sendStaffMessage({ workspaceId }, { messageId }) {
      if (workspaceId === failing?.workspaceId) return Promise.reject(new TypeError('Not like this'))
      told.push(messageId)
      return Promise.resolve({ outcome: 'done', epoch: 1 })
    },
  })
  repair.start()
  await eventually(() => told.length >= 3)
  await repair.stop()
  expect(told.filter((id) => free?.messageIds.includes(id))).toEqual(free?.messageIds)
  expect(told.filter((id) => full?.messageIds.includes(id))).toEqual(full?.messageIds.slice(0, 1))
})
