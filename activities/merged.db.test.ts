import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { WhatsApp, WhatsAppMessage } from '#clients/whatsapp/whatsapp.ts'
import { connect, type Database } from '#db/connect.ts'
import { mergeContacts } from '#db/queries/merge-contacts.ts'
import { finishMerge } from '#db/queries/merges.ts'
import { insertStaffMessageOnce } from '#db/queries/staff-messages.ts'
import { bookingsOn, givenDeps, runActivity } from '../dev/test-kit/activities.ts'
import {
  givenConversation,
  givenDraft,
  givenInbound,
  givenSealer,
  givenSlots,
  givenState,
  givenWorkspace,
  type GivenConversation,
  type GivenWorkspace,
} from '../dev/test-kit/given.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { givenPerson } from '../dev/test-kit/web.ts'
import { createActivities, type Activities } from './index.ts'

let postgres: Awaited<ReturnType<typeof startDatabase>>
let db: Database
let workspace: GivenWorkspace
let stays: GivenConversation
let ends: GivenConversation
let activities: Activities
const sends: WhatsAppMessage[] = []
const whatsapp: WhatsApp = {
  send: async (_, message) => {
    sends.push(message)
    return { providerMessageId: `wamid.${uuidv7()}` }
  },
  showTyping: async () => undefined,
}

beforeAll(async () => {
  postgres = await startDatabase()
  db = connect(postgres.url)
  const sealer = givenSealer()
  workspace = await givenWorkspace(db, { sealer })
  const bookings = bookingsOn(db, workspace.workspaceId)
  activities = createActivities(givenDeps(db, { sealer, whatsapp, bookings }))
})
afterAll(async () => {
  await db.close()
  await postgres.stop()
})
beforeEach(async () => {
  sends.length = 0
  stays = await givenConversation(db, workspace, { name: 'Ana' })
  ends = await givenConversation(db, workspace, { name: 'Ana' })
})

const merge = () =>
  db.inWorkspace(workspace.workspaceId, (tx) =>
    mergeContacts(tx, workspace.workspaceId, [ends.contactId, stays.contactId]),
  )

const finish = (told: string[] = []) =>
  db.inWorkspace(workspace.workspaceId, (tx) =>
    finishMerge(tx, { from: ends.conversationId, workspaceId: workspace.workspaceId }, async ({ messages }) => {
      told.push(...messages.map(({ messageId }) => messageId))
    }),
  )

const outcomeOf = async (id: string) =>
  await db.platform
    .selectFrom('messages')
    .where('id', '=', id)
    .select(['outcome', 'conversation_id as in'])
    .executeTakeFirstOrThrow()

const of = () => ({ workspaceId: workspace.workspaceId, conversationId: ends.conversationId })

it('BY-20 merged before the claim: the reply is refused, its message stays open, and the other is told of it', async () => {
  const messageId = await givenInbound(db, workspace, ends, 'Halo')
  const draftId = await givenDraft(db, workspace, ends)
  expect(await merge()).toBe(stays.contactId)
  const state = givenState({ stage: 'qualification' })
  const request = { ...of(), what: { say: 'draft' as const, draftId }, state, passed: [], messageIds: [messageId] }
  expect(await runActivity(activities.sendReply, request)).toEqual({ outcome: 'merged' })
  // A late worker that did not know gives it no outcome either.
  await runActivity(activities.saveState, { ...request, outcome: 'ignored: floor_changed', draftId: null })
  expect(sends).toEqual([])
  expect(await outcomeOf(messageId)).toEqual({ outcome: null, in: stays.conversationId })
  const told: string[] = []
  expect(await finish(told)).toBe(true)
  expect(told).toEqual([messageId])
  expect(await finish()).toBe(false)
  const draft = await db.platform
    .selectFrom('drafts')
    .where('id', '=', draftId)
    .select(['conversation_id as in'])
    .executeTakeFirst()
  expect(draft?.in).toBe(stays.conversationId)
})

it('BY-20 what a person wrote to the one that ends waits there unsent for the other, which sends it', async () => {
  const { id: userId } = await givenPerson(db, { workspaceId: workspace.workspaceId })
  const messageId = uuidv7()
  await db.inWorkspace(workspace.workspaceId, (tx) =>
    insertStaffMessageOnce(tx, {
      ...{ messageId, conversationId: ends.conversationId, channelId: workspace.channelId, userId, body: 'Halo kak' },
      ...{ replyToProviderId: null, releaseAt: null, now: new Date() },
    }),
  )
  await merge()
  const request = { ...of(), messageId, state: givenState() }
  expect(await runActivity(activities.sendStaffReply, request)).toEqual({ outcome: 'merged' })
  expect(sends).toEqual([])
  const onward = { ...request, conversationId: stays.conversationId }
  expect(await runActivity(activities.sendStaffReply, onward)).toEqual({ outcome: 'sent' })
  expect(sends).toHaveLength(1)
})

it('BY-20 a slot that the one that ends has booked is booked for the customer: choosing it again finds it', async () => {
  const [slotId = ''] = await givenSlots(db, workspace, 1)
  await merge()
  const first = await runActivity(activities.bookSlot, { ...of(), turn: 1, slotId })
  const again = await runActivity(activities.bookSlot, {
    ...of(),
    conversationId: stays.conversationId,
    turn: 1,
    slotId,
  })
  expect(first.outcome).toBe('booked')
  expect(again).toEqual(first)
  await finish()
  const { rows } = {
    rows: await db.platform.selectFrom('bookings').where('contact_id', '=', stays.contactId).selectAll().execute(),
  }
  expect(rows.map(({ conversation_id }) => conversation_id)).toEqual([stays.conversationId])
})

it('PX-02 a customer without a phone is written to by user id, in a field of its own, until the phone is known', async () => {
  const messageId = await givenInbound(db, workspace, stays, 'Halo')
  await db.inWorkspace(workspace.workspaceId, async (tx) => {
    await tx.updateTable('contacts').set({ phone: null }).where('id', '=', stays.contactId).execute()
    const identity = { contact_id: stays.contactId, kind: 'user_id', value: 'ID.13491208655302741918' }
    await tx.insertInto('contact_identities').values(identity).execute()
  })
  const send = async (turn: number) => {
    const draftId = await givenDraft(db, workspace, stays, { turn })
    const state = givenState({ turn })
    const what = { say: 'draft' as const, draftId }
    const to = { workspaceId: workspace.workspaceId, conversationId: stays.conversationId }
    expect(
      await runActivity(activities.sendReply, { ...to, what, state, passed: [], messageIds: [messageId] }),
    ).toEqual({ outcome: 'sent' })
  }
  await send(1)
  await merge()
  await send(2)
  expect(sends.map(({ to, recipient }) => ({ to, recipient }))).toEqual([
    { to: undefined, recipient: 'ID.13491208655302741918' },
    { to: ends.phone, recipient: undefined },
  ])
})
