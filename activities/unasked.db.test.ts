import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { v7 as uuidv7 } from 'uuid'
import type { WhatsApp, WhatsAppMessage } from '#clients/whatsapp/whatsapp.ts'
import { connect, type Database } from '#db/connect.ts'
import { listConversations } from '#db/queries/conversation-list.ts'
import { projectState } from '#db/queries/conversation-state.ts'
import { handToPeople } from '#domain/conversation/floor.ts'
import {
  givenConfig,
  givenConversation,
  givenSealer,
  givenState,
  givenWorkspace,
  type GivenConversation,
  type GivenWorkspace,
} from '../dev/test-kit/given.ts'
import { givenDeps, runActivity } from '../dev/test-kit/activities.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { createUnaskedActivities } from './unasked.ts'

const nine = [{ from: 9 * 60, to: 17 * 60 }]
const HOURS = { days: [nine, nine, nine, nine, nine, [], []] }
const NIGHT = Date.parse('2026-11-24T23:10:00+07:00')
const MORNING = Date.parse('2026-11-25T09:00:00+07:00')

let postgres: Awaited<ReturnType<typeof startDatabase>>
let db: Database
let workspace: GivenWorkspace
let conversation: GivenConversation
const sealer = givenSealer()

beforeAll(async () => {
  postgres = await startDatabase()
  db = connect(postgres.url)
})
afterAll(async () => {
  await db.close()
  await postgres.stop()
})
beforeEach(async () => {
  workspace = await givenWorkspace(db, { sealer })
  vi.useFakeTimers({ now: NIGHT, toFake: ['Date'] })
  conversation = await givenConversation(db, workspace, { lastInboundAt: new Date() })
})
afterEach(() => vi.useRealTimers())

function desk() {
  const sends: WhatsAppMessage[] = []
  const whatsapp: WhatsApp = {
    send: async (_, message) => {
      sends.push(message)
      return { providerMessageId: `wamid.${uuidv7()}` }
    },
    showTyping: async () => undefined,
  }
  const activities = createUnaskedActivities(givenDeps(db, { whatsapp, sealer }))
  return { ...activities, texts: () => sends.map(({ text }) => (text as { body: string }).body) }
}

const request = (state = givenState({ turn: 3, stage: 'qualification' })) => ({
  workspaceId: workspace.workspaceId,
  conversationId: conversation.conversationId,
  state,
})

it('BY-23 tells at night when people are back, once, and not while they are there', async () => {
  await givenConfig(db, workspace, { away: { hours: HOURS } })
  const { sayAway, texts } = desk()
  expect(await runActivity(sayAway, request())).toEqual({ backAtMs: MORNING })
  expect(await runActivity(sayAway, request())).toEqual({ backAtMs: MORNING })
  expect(texts()).toEqual([
    'Tim kami sedang tidak di tempat. Kami kembali Rabu, 25 November 2026 pukul 09.00 WIB dan langsung membalas pesan ini.',
  ])
  vi.setSystemTime(MORNING)
  expect(await runActivity(sayAway, request(givenState({ turn: 4 })))).toEqual({ backAtMs: null })
  expect(texts()).toHaveLength(1)
})

it('BY-23 says nothing where the business has no hours, nor where a person has the floor', async () => {
  const { sayAway, texts } = desk()
  expect(await runActivity(sayAway, request())).toEqual({ backAtMs: null })
  await givenConfig(db, workspace, { away: { hours: HOURS } })
  const { conversationId } = conversation
  const taken = handToPeople(givenState(), 'taken_over', null)
  await db.inWorkspace(workspace.workspaceId, (tx) => projectState(tx, { conversationId, state: taken, passed: [] }))
  expect(await runActivity(sayAway, request())).toEqual({ backAtMs: null })
  expect(texts()).toEqual([])
})

it('BY-23 puts whoever was promised an answer first in the queue in the morning', async () => {
  const later = await givenConversation(db, workspace, { name: 'Wrote at five' })
  const waiting = async ({ conversationId }: GivenConversation, lastMessageAt: string, promisedAtMs?: number) => {
    const state = { ...handToPeople(givenState(), 'model_failed'), ...(promisedAtMs && { promisedAtMs }) }
    await db.inWorkspace(workspace.workspaceId, async (tx) => {
      await projectState(tx, { conversationId, state, passed: [] })
      await tx
        .updateTable('conversations')
        .set({ last_message_at: new Date(lastMessageAt) })
        .where('id', '=', conversationId)
        .execute()
    })
  }
  await waiting(conversation, '2026-11-24T23:10:00+07:00', MORNING)
  await waiting(later, '2026-11-25T05:00:00+07:00')
  const wish = { filter: 'waiting', search: '', after: null, userId: uuidv7() } as const
  const { conversations } = await db.inWorkspace(workspace.workspaceId, (tx) => listConversations(tx, wish))
  expect(conversations.map(({ id }) => id)).toEqual([conversation.conversationId, later.conversationId])
  expect(conversations[0]?.promisedAt).toEqual(new Date(MORNING))
})

it('BY-16 follows up in the daytime only, by the first name', async () => {
  const { followUp, texts } = desk()
  expect(await runActivity(followUp, request())).toEqual({
    outcome: 'later',
    atMs: Date.parse('2026-11-25T08:00:00+07:00'),
  })
  vi.setSystemTime(MORNING)
  expect(await runActivity(followUp, request())).toEqual({ outcome: 'sent' })
  expect(texts()).toEqual(['Halo Kak Nadia, apakah masih ada yang ingin ditanyakan? Saya siap membantu.'])
})

it('PX-22 follows up nobody who has opted out, and again who opted in', async () => {
  vi.setSystemTime(MORNING)
  const { followUp, texts } = desk()
  const opt = (at: Date | null) =>
    db.inWorkspace(workspace.workspaceId, (tx) => tx.updateTable('contacts').set({ opted_out_at: at }).execute())
  await opt(new Date())
  expect(await runActivity(followUp, request())).toEqual({ outcome: 'stopped' })
  expect(texts()).toEqual([])
  await opt(null)
  expect(await runActivity(followUp, request())).toEqual({ outcome: 'sent' })
})

it('PX-08 follows up nobody whose 24 hours are over', async () => {
  vi.setSystemTime(MORNING + 24 * 60 * 60 * 1000)
  const { followUp, texts } = desk()
  expect(await runActivity(followUp, request())).toEqual({ outcome: 'stopped' })
  expect(texts()).toEqual([])
})
