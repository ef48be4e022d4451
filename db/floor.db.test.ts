import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { v7 as uuidv7 } from 'uuid'
import { connect, type Database, type WorkspaceTx } from '#db/connect.ts'
import type { Floor } from '#schema/conversation.ts'
import { givenConversation, givenWorkspace, type GivenWorkspace } from '../dev/test-kit/given.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { moveFloor } from './queries/floor.ts'
import { insertOutbound, lockRecipient, startAttempt } from './queries/outbound.ts'
import { insertStaffMessageOnce } from './queries/staff-messages.ts'
import { setHolds, switchAri } from './queries/workspace-floor.ts'

let own: Awaited<ReturnType<typeof startDatabase>>
let db: Database
let workspace: GivenWorkspace
beforeAll(async () => {
  own = await startDatabase()
  db = connect(own.url)
  workspace = await givenWorkspace(db)
})
afterAll(async () => {
  await db.close()
  await own.stop()
})

const inside = <T>(work: (tx: WorkspaceTx) => Promise<T>) => db.inWorkspace(workspace.workspaceId, work)
const auditOf = (subject: string) =>
  inside((tx) => tx.selectFrom('audit_log').where('subject', '=', subject).select(['actor', 'action']).execute())
const floor = (epoch: number, more: Partial<Floor> = {}): Floor => ({
  holder: 'team',
  userId: null,
  epoch,
  reason: 'taken_over',
  ...more,
})

describe('the floor in Postgres', () => {
  it('BY-03 goes up with its epoch, never back, and is one line in thread and audit however often it is told', async () => {
    const { conversationId } = await givenConversation(db, workspace)
    const read = () =>
      inside((tx) =>
        tx
          .selectFrom('conversations')
          .where('id', '=', conversationId)
          .select(['floor', 'floor_epoch as epoch'])
          .executeTakeFirstOrThrow(),
      )
    for (const epoch of [1, 1, 3, 2, 3])
      await inside((tx) => moveFloor(tx, { conversationId, floor: floor(epoch), by: 'user-1' }))
    expect(await read()).toEqual({ floor: 'team', epoch: 3 })
    expect(await auditOf(conversationId)).toHaveLength(3)
  })

  it('BY-22 what is ordered or written stands with its audit line, or neither does', async () => {
    const { conversationId } = await givenConversation(db, workspace)
    const [messageId, userId] = [uuidv7(), uuidv7()]
    await db.platform
      .insertInto('users')
      .values({ id: userId, name: 'Sinta', email: `${userId}@example.com` })
      .execute()
    const write = async (tx: WorkspaceTx) => {
      await moveFloor(tx, { conversationId, floor: floor(1), by: 'user-1' })
      await insertStaffMessageOnce(tx, {
        ...{ messageId, conversationId, channelId: workspace.channelId, userId },
        ...{ body: 'Halo', replyToProviderId: null, now: new Date(), releaseAt: null },
      })
    }
    const interrupted = inside(async (tx) => {
      await write(tx)
      throw new Error('killed')
    })
    await expect(interrupted).rejects.toThrow('killed')
    expect(await auditOf(conversationId)).toEqual([])
    expect(await inside((tx) => tx.selectFrom('messages').where('id', '=', messageId).select('id').execute())).toEqual(
      [],
    )
    await inside(write)
    expect((await auditOf(conversationId)).map(({ action }) => action).sort()).toEqual([
      'floor.team',
      'message.written',
    ])
  })

  it('BY-22 (sends, sign-ins) an attempt at sending and a sign-in have their lines in the statement itself', async () => {
    const { conversationId } = await givenConversation(db, workspace)
    const outbound = {
      ...{ conversationId, channelId: workspace.channelId, turn: 1, floorEpoch: 0, kind: 'text', body: 'Halo' },
      ...{ content: {}, payload: {}, now: new Date() },
    }
    const { messageId } = await inside((tx) => insertOutbound(tx, outbound))
    expect(await auditOf(messageId)).toEqual([{ actor: 'worker', action: 'message.sent' }])
    await inside((tx) => startAttempt(tx, { messageId, number: 2 }))
    expect(await auditOf(messageId)).toHaveLength(2)

    const userId = uuidv7()
    const { platform } = db
    await platform
      .insertInto('users')
      .values({ id: userId, name: 'Sinta', email: `${userId}@example.com` })
      .execute()
    const session = { id: uuidv7(), user_id: userId, token: userId, expires_at: new Date() }
    const begun = () =>
      platform.selectFrom('platform_log').where('subject', '=', userId).select(['actor', 'action']).execute()
    const interrupted = platform.transaction().execute(async (tx) => {
      await tx.insertInto('sessions').values(session).execute()
      throw new Error('killed')
    })
    await expect(interrupted).rejects.toThrow('killed')
    expect(await begun()).toEqual([])
    await platform.insertInto('sessions').values(session).execute()
    expect(await begun()).toEqual([{ actor: userId, action: 'user.signed-in' }])
  })
})

describe('the switch of a workspace', () => {
  it('BY-21 (switch) when it is answered, no claim that saw ARI on can follow', async () => {
    const { conversationId } = await givenConversation(db, workspace)
    const events: string[] = []
    const claimed = Promise.withResolvers<undefined>()
    const mayCommit = Promise.withResolvers<undefined>()
    const claim = inside(async (tx) => {
      expect((await lockRecipient(tx, conversationId, new Date())).botOn).toBe(true)
      claimed.resolve(undefined)
      await mayCommit.promise
    }).then(() => events.push('claimed'))
    await claimed.promise
    const off = inside((tx) => switchAri(tx, { workspaceId: workspace.workspaceId, actor: 'user-1', on: false })).then(
      () => events.push('off'),
    )
    // The switch waits for the claim that began before it.
    await new Promise((resolve) => setTimeout(resolve, 150))
    expect(events).toEqual([])
    mayCommit.resolve(undefined)
    await Promise.all([claim, off])
    expect(events).toEqual(['claimed', 'off'])
    expect((await inside((tx) => lockRecipient(tx, conversationId, new Date()))).botOn).toBe(false)
    expect(await inside((tx) => switchAri(tx, { workspaceId: workspace.workspaceId, actor: 'user-1', on: true }))).toBe(
      true,
    )
    expect((await auditOf(workspace.workspaceId)).map(({ action }) => action).sort()).toEqual(['ari.off', 'ari.on'])
  })

  it('BY-06 holds are 0 or 5 to 30 seconds', async () => {
    const set = (bot: number) =>
      inside((tx) => setHolds(tx, { workspaceId: workspace.workspaceId, actor: 'user-1', bot }))
    expect(await set(5)).toEqual({ bot: 5, staff: 0 })
    await expect(set(4)).rejects.toThrow()
    await expect(set(31)).rejects.toThrow()
    expect(await set(0)).toEqual({ bot: 0, staff: 0 })
  })
})
