import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { connect, type Database } from '#db/connect.ts'
import { insertStaffMessageOnce, listWaitingStaffMessages } from '#db/queries/staff-messages.ts'
import { givenConversation, givenWorkspace } from '../../../dev/test-kit/given.ts'
import { startDatabase } from '../../../dev/test-kit/postgres.ts'
import { givenPerson } from '../../../dev/test-kit/web.ts'
import { tellInOrder } from './tell-in-order.server.ts'

let postgres: Awaited<ReturnType<typeof startDatabase>>
let db: Database
beforeAll(async () => {
  postgres = await startDatabase()
  db = connect(postgres.url, { max: 2 })
})
afterAll(async () => {
  await db.close()
  await postgres.stop()
})

it('what could not be ordered while nobody answered goes before what is written after it', async () => {
  const workspace = await givenWorkspace(db)
  const { workspaceId, channelId } = workspace
  const { conversationId } = await givenConversation(db, workspace)
  const other = await givenConversation(db, workspace)
  const { id: userId } = await givenPerson(db, { workspaceId })
  const keep = (body: string, of = conversationId) =>
    db.inWorkspace(workspaceId, async (tx) => {
      const messageId = uuidv7()
      const at = {
        messageId,
        conversationId: of,
        channelId,
        userId,
        replyToProviderId: null,
        releaseAt: null,
        now: new Date(),
      }
      await insertStaffMessageOnce(tx, { ...at, body })
      return { messageId, waiting: await listWaitingStaffMessages(tx, of) }
    })
  const told: string[] = []
  let isAway = true
  const write = async (body: string) => {
    const { messageId, waiting } = await keep(body)
    const input = { workspaceId, conversationId, state: null }
    const { outcome } = await tellInOrder(
      async (_, message) => {
        if (isAway) return { outcome: 'unavailable' }
        told.push(message.messageId)
        return { outcome: 'done', epoch: told.length }
      },
      input,
      waiting,
    )
    return { messageId, outcome }
  }
  await keep('elsewhere', other.conversationId)
  const first = await write('first')
  isAway = false
  const second = await write('second')
  expect([first.outcome, second.outcome]).toEqual(['unavailable', 'done'])
  expect(told).toEqual([first.messageId, second.messageId])
})
