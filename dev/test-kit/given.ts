import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { createSealer, type Sealer } from '#clients/secrets/seal.ts'
import type { Database } from '#db/connect.ts'
import { insertFirstVersion, publishVersion, readPublished } from '#db/queries/ari-config.ts'
import { OPENING } from '#domain/conversation/step.ts'
import { AriConfig, type AriConfigInput } from '#schema/ari-config.ts'
import type { ConversationState } from '#schema/conversation.ts'

/** A key for one test: what it seals, nobody else opens. */
export const givenSealer = (): Sealer => createSealer(randomBytes(32).toString('base64'))

export type GivenWorkspace = { workspaceId: string; channelId: string; phoneNumberId: string }

/** A live workspace without review, with one Meta channel. */
export async function givenWorkspace(
  db: Database,
  {
    sealer,
    accessToken = 'token-1',
    config,
    ...settings
  }: { sealer?: Sealer; accessToken?: string; config?: AriConfigInput } & GivenSettings = {},
): Promise<GivenWorkspace> {
  const workspaceId = uuidv7()
  const channelId = uuidv7()
  const phoneNumberId = `1${String(Math.random()).slice(2, 14)}`
  await db.platform
    .insertInto('workspaces')
    .values({
      id: workspaceId,
      slug: `w-${workspaceId}`,
      name: 'Eagle Overseas Education',
      review_policy: 'off',
      live_at: new Date(),
      burst_ms: 0,
      ...settings,
    })
    .execute()
  if (config) await insertFirstVersion(db.platform, workspaceId, config)
  await db.platform
    .insertInto('channels')
    .values({
      id: channelId,
      workspace_id: workspaceId,
      provider: 'meta',
      phone_number_id: phoneNumberId,
      webhook_key: randomBytes(12).toString('hex'),
      access_token_sealed: sealer?.seal(accessToken) ?? null,
    })
    .execute()
  return { workspaceId, channelId, phoneNumberId }
}

type GivenSettings = {
  bot_on?: boolean
  review_policy?: string
}

/** Publishes a configuration as the workspace's next version; its number. */
export async function givenConfig(
  db: Database,
  { workspaceId }: Pick<GivenWorkspace, 'workspaceId'>,
  config: AriConfigInput,
): Promise<number> {
  return db.inWorkspace(workspaceId, async (tx) => {
    const { version } = await readPublished(tx)
    const publishing = { workspaceId, userId: null, basedOn: version, note: '' }
    return publishVersion(tx, { ...publishing, config: AriConfig.parse(config) })
  })
}

export type GivenConversation = { conversationId: string; contactId: string; phone: string }

/** A contact that wrote a moment ago, unless told otherwise, and its conversation. */
export async function givenConversation(
  db: Database,
  { workspaceId, channelId }: GivenWorkspace,
  { lastInboundAt = new Date(), name = 'Nadia Rahmawati' }: { lastInboundAt?: Date; name?: string } = {},
): Promise<GivenConversation> {
  const contactId = uuidv7()
  const conversationId = uuidv7()
  const phone = `+628${String(Math.random()).slice(2, 12)}`
  await db.inWorkspace(workspaceId, async (tx) => {
    await tx.insertInto('contacts').values({ id: contactId, name, phone }).execute()
    await tx
      .insertInto('conversations')
      .values({ id: conversationId, contact_id: contactId, channel_id: channelId, last_inbound_at: lastInboundAt })
      .execute()
  })
  return { conversationId, contactId, phone }
}

/** A draft that waits for a reviewer; its conversation's workflow is not part of it. */
export async function givenHeldDraft(
  db: Database,
  { workspaceId }: Pick<GivenWorkspace, 'workspaceId'>,
  { conversationId }: Pick<GivenConversation, 'conversationId'>,
  reply: string,
): Promise<string> {
  const id = uuidv7()
  const [heldAt, checks] = [new Date(), [{ name: 'apology', passed: true, warning: 'the reply apologises' }]]
  await db.inWorkspace(workspaceId, (tx) =>
    tx
      .insertInto('drafts')
      .values({
        ...{ id, conversation_id: conversationId, turn: 1, version: 1, reply, intent: 'greeting', confidence: 0.9 },
        ...{ model: 'grok-4', prompt_version: 'p1', prompt: '{}', raw_answer: '{}', checks: JSON.stringify(checks) },
        ...{ status: 'held', held_as: 'draft', held_for: 'always', held_at: heldAt },
        due_at: new Date(heldAt.getTime() + 30_000),
      })
      .execute(),
  )
  return id
}

/** What an edit of a draft suggests: an entry and a case, both open. */
export async function givenProposal(
  db: Database,
  { workspaceId }: Pick<GivenWorkspace, 'workspaceId'>,
  { draftId, messageId, title }: { draftId: string; messageId: string; title: string },
): Promise<string> {
  const id = uuidv7()
  const expected = { says: [title], saysNot: [], passesToPeople: null }
  const testCase = { title, language: 'id', persona: null, says: [title], expected }
  const entry = { kind: 'faq', language: 'id', title, content: `${title} ${title}` }
  await db.inWorkspace(workspaceId, (tx) =>
    tx
      .insertInto('review_proposals')
      .values({
        ...{ id, draft_id: draftId, message_ids: [messageId] },
        ...{ entry: JSON.stringify(entry), entry_state: 'open' },
        ...{ test_case: JSON.stringify(testCase), case_state: 'open' },
      })
      .execute(),
  )
  return id
}

/** A message of the customer's, as the relay leaves it. */
export async function givenInbound(
  db: Database,
  { workspaceId, channelId }: GivenWorkspace,
  { conversationId }: GivenConversation,
  body: string,
  { content = {}, kind = 'text' }: { content?: object; kind?: string } = {},
): Promise<string> {
  const id = uuidv7()
  await db.inWorkspace(workspaceId, (tx) =>
    tx
      .insertInto('messages')
      .values({
        id,
        conversation_id: conversationId,
        channel_id: channelId,
        direction: 'inbound',
        author: 'customer',
        kind,
        body,
        content: JSON.stringify(content),
        provider_message_id: `wamid.${id}`,
        status: 'received',
        sent_at: new Date(),
      })
      .execute(),
  )
  return id
}

/** A draft as the model left it; its id. */
export async function givenDraft(
  db: Database,
  { workspaceId }: GivenWorkspace,
  { conversationId }: GivenConversation,
  { reply = 'Halo Kak Nadia!', turn = 1, version = 1 } = {},
): Promise<string> {
  const id = uuidv7()
  await db.inWorkspace(workspaceId, (tx) =>
    tx
      .insertInto('drafts')
      .values({
        id,
        conversation_id: conversationId,
        turn,
        version,
        reply,
        intent: 'answer',
        confidence: 0.9,
        model: 'test',
        prompt_version: 'test',
        prompt: '{}',
        raw_answer: '{}',
        checks: '[]',
      })
      .execute(),
  )
  return id
}

/** Free slots of one consultant, an hour apart, the first a day from now; their ids in order. */
export async function givenSlots(db: Database, { workspaceId }: GivenWorkspace, count: number): Promise<string[]> {
  const consultantId = uuidv7()
  const ids = Array.from({ length: count }, () => uuidv7())
  await db.inWorkspace(workspaceId, async (tx) => {
    await tx
      .insertInto('consultants')
      .values({ id: consultantId, name: `Dimas ${consultantId}` })
      .execute()
    for (const [index, id] of ids.entries()) {
      const from = new Date(Date.now() + (24 + index) * 3_600_000)
      const to = new Date(from.getTime() + 45 * 60_000)
      await tx
        .insertInto('slots')
        .values({ id, consultant_id: consultantId, during: sql`tstzrange(${from}, ${to})` })
        .execute()
    }
  })
  return ids
}

/** A booking of a slot, as it stands. */
export async function givenBooking(
  db: Database,
  { workspaceId }: GivenWorkspace,
  { conversationId, contactId }: GivenConversation,
  { slotId, status = 'confirmed', turn = 1 }: { slotId: string; status?: string; turn?: number },
): Promise<string> {
  const id = uuidv7()
  await db.inWorkspace(workspaceId, (tx) =>
    sql`
      insert into bookings (id, consultant_id, slot_id, contact_id, conversation_id, turn, during, status, held_until)
      select ${id}, consultant_id, id, ${contactId}, ${conversationId}, ${turn}, during, ${status},
        case when ${status} = 'held' then now() + interval '10 minutes' end
      from slots where id = ${slotId}`.execute(tx),
  )
  return id
}

export const givenState = (state: Partial<ConversationState> = {}): ConversationState => ({
  ...OPENING,
  turn: 1,
  ...state,
})
