import { afterAll, beforeAll, expect, it } from 'vitest'
import { connect, type Database } from '#db/connect.ts'
import { givenConversation, givenInbound, givenWorkspace, type GivenWorkspace } from '../../dev/test-kit/given.ts'
import { givenPerson } from '../../dev/test-kit/web.ts'
import { startDatabase } from '../../dev/test-kit/postgres.ts'
import { v7 as uuidv7 } from 'uuid'
import { listConversations } from './conversation-list.ts'
import type { PageKey } from './page-key.ts'

let postgres: Awaited<ReturnType<typeof startDatabase>>
let db: Database
let ours: GivenWorkspace
beforeAll(async () => {
  postgres = await startDatabase()
  db = connect(postgres.url)
  ours = await givenWorkspace(db)
  for (let index = 0; index < 120; index++) await givenConversation(db, ours)
  const theirs = await givenWorkspace(db)
  await givenConversation(db, theirs)
  // Many at the very same moment: the id decides, and none is shown twice or left out.
  await db.platform
    .updateTable('conversations')
    .set({ last_message_at: new Date('2026-11-21T10:00:00Z') })
    .execute()
})
afterAll(async () => {
  await db.close()
  await postgres.stop()
})

const list = (after: PageKey | null) =>
  db.inWorkspace(ours.workspaceId, (tx) =>
    listConversations(tx, { filter: 'all', search: '', after, userId: uuidv7() }),
  )

it('gives 120 conversations as 50, 50 and 20, each once and none of another workspace', async () => {
  const seen: string[] = []
  const sizes: number[] = []
  for (let after: PageKey | null = null, more = true; more;) {
    const { conversations, next } = await list(after)
    seen.push(...conversations.map(({ id }) => id))
    sizes.push(conversations.length)
    after = next
    more = next !== null
  }
  expect(sizes).toEqual([50, 50, 20])
  expect(new Set(seen).size).toBe(120)
})

it('puts the latest first, with its last message', async () => {
  const conversation = await givenConversation(db, ours, { name: 'Budi' })
  await givenInbound(db, ours, conversation, 'Halo kak')
  await db.platform
    .updateTable('conversations')
    .set({ last_message_at: new Date('2026-11-21T11:00:00Z') })
    .where('id', '=', conversation.conversationId)
    .execute()
  const { conversations } = await list(null)
  expect(conversations[0]).toMatchObject({ name: 'Budi', lastMessage: { author: 'customer', body: 'Halo kak' } })
})

it('shows what waits for people, what is mine, and what ARI has', async () => {
  const theirs = await givenWorkspace(db)
  const { id: me } = await givenPerson(db, { workspaceId: theirs.workspaceId })
  const { id: colleague } = await givenPerson(db, { workspaceId: theirs.workspaceId })
  const given = async (name: string, floor: string, userId: string | null, wroteLast = false) => {
    const { conversationId, ...rest } = await givenConversation(db, theirs, { name })
    await db.platform
      .updateTable('conversations')
      .set({ floor, floor_user_id: userId, last_message_at: new Date() })
      .where('id', '=', conversationId)
      .execute()
    if (wroteLast) await givenInbound(db, theirs, { conversationId, ...rest }, 'Halo')
  }
  await given('with ARI', 'bot', null, true)
  await given('with me', 'person', me)
  await given('with a colleague', 'person', colleague)
  await given('handed over', 'team', null)
  await given('paused by me', 'nobody', me)
  await given('paused, and wrote', 'nobody', colleague, true)
  const names = async (filter: 'all' | 'waiting' | 'mine' | 'ari') => {
    const { conversations } = await db.inWorkspace(theirs.workspaceId, (tx) =>
      listConversations(tx, { filter, search: '', after: null, userId: me }),
    )
    return conversations.map(({ name }) => name).reverse()
  }
  expect(await names('all')).toHaveLength(6)
  expect(await names('waiting')).toEqual(['handed over', 'paused, and wrote'])
  expect(await names('mine')).toEqual(['with me'])
  expect(await names('ari')).toEqual(['with ARI'])
  // Nobody answers what ARI would where it is off everywhere.
  const { workspaceId } = theirs
  await db.platform.updateTable('workspaces').set({ bot_on: false }).where('id', '=', workspaceId).execute()
  expect(await names('waiting')).toEqual(['with ARI', 'handed over', 'paused, and wrote'])
})

it('BY-23 whom people promised to be back for is first in the queue, before that moment and after it', async () => {
  const theirs = await givenWorkspace(db)
  const at = (time: string) => new Date(`2026-11-24T${time}:00+07:00`)
  const given = async (name: string, times: Record<string, Date | null>) => {
    const { conversationId } = await givenConversation(db, theirs, { name })
    const change = (to: Record<string, Date | null>) =>
      db.platform
        .updateTable('conversations')
        .set({ floor: 'team', ...to })
        .where('id', '=', conversationId)
        .execute()
    await change(times)
    return change
  }
  const waiting = async () => {
    const { conversations } = await db.inWorkspace(theirs.workspaceId, (tx) =>
      listConversations(tx, { filter: 'waiting', search: '', after: null, userId: uuidv7() }),
    )
    expect(conversations.map(({ place }) => place)).toEqual(
      conversations.map(({ place }) => place).toSorted((one, other) => Number(other) - Number(one)),
    )
    return conversations.map(({ name }) => name)
  }
  const ofTheNight = await given('at night', {
    ...{ last_message_at: at('02:00'), promised_at: at('09:00'), answer_due_at: at('09:02') },
  })
  await given('in the morning', { last_message_at: at('08:00'), answer_due_at: null })
  expect(await waiting()).toEqual(['at night', 'in the morning'])
  // People are back: the promise is kept, and its clock runs.
  await ofTheNight({ promised_at: null })
  expect(await waiting()).toEqual(['at night', 'in the morning'])
})
