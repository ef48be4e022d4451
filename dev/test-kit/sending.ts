import { ApplicationFailure } from '@temporalio/activity'
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { createSendActivities, type SendResult } from '#activities/send-reply.ts'
import { createStaffActivities, type StaffResult } from '#activities/send-staff-reply.ts'
import { createWhatsApp } from '#clients/whatsapp/whatsapp.ts'
import { connect } from '#db/connect.ts'
import { handToPeople } from '#domain/conversation/floor.ts'
import { startWhatsAppSimulator } from '../simulators/whatsapp/simulator.ts'
import { givenDeps, runActivity } from './activities.ts'
import {
  givenConversation,
  givenDraft,
  givenSealer,
  givenState,
  givenWorkspace,
  type GivenConversation,
} from './given.ts'
import { startDatabase } from './postgres.ts'

export type Sending = Awaited<ReturnType<typeof startSending>>

const TOKEN = 'token-of-the-number'

/** The activities that send, on a Postgres of their own, in front of a WhatsApp with its real limits. */
export async function startSending() {
  const postgres = await startDatabase()
  const db = connect(postgres.url)
  const simulator = await startWhatsAppSimulator({
    seed: 7,
    settings: { pairRate: true, messagesPerSecond: 80, window: 'off', pace: { sentMs: 0, deliveredMs: 0, readMs: 0 } },
  })
  const { control } = simulator
  const sealer = givenSealer()
  const logged: Record<string, unknown>[] = []
  const note = (line: unknown) => void logged.push(line as Record<string, unknown>)
  const deps = givenDeps(db, {
    sealer,
    whatsapp: createWhatsApp({ graphUrl: simulator.graphUrl, kapsoUrl: simulator.url }),
    log: { info: note, warn: note, error: note },
  })
  const activities = { ...createSendActivities(deps), ...createStaffActivities(deps) }

  /** A workspace whose number the simulator knows. */
  async function workspaceWithNumber() {
    const workspace = await givenWorkspace(db, { sealer, accessToken: TOKEN })
    const { phoneNumberId } = workspace
    const tokenIs = (accessToken: string) =>
      control.putNumber(phoneNumberId, { displayPhoneNumber: `+62 21 555${phoneNumberId.slice(0, 4)}`, accessToken })
    tokenIs(TOKEN)
    return { ...workspace, tokenIs, giveTokenBack: () => tokenIs(TOKEN) }
  }
  const workspace = await workspaceWithNumber()
  const { workspaceId, channelId } = workspace

  /** What a person wrote, waiting to be sent; its id. */
  const write = (conversation: GivenConversation, body: string) =>
    db.inWorkspace(workspaceId, async (tx) => {
      const id = uuidv7()
      const row = { id, conversation_id: conversation.conversationId, channel_id: channelId, body, kind: 'text' }
      await tx
        .insertInto('messages')
        .values({ ...row, direction: 'outbound', author: 'staff', status: 'queued', sent_at: new Date() })
        .execute()
      return id
    })

  const sendStaff = ({ conversationId }: GivenConversation, messageId: string): Promise<StaffResult> =>
    runActivity(activities.sendStaffReply, {
      ...{ workspaceId, conversationId, messageId },
      state: handToPeople(givenState(), 'taken_over', null),
    })

  /** ARI's answer of a turn, through everything that an answer goes through. */
  async function answer(
    conversation: GivenConversation,
    turn: number,
    reply: string,
  ): Promise<() => Promise<SendResult>> {
    const draftId = await givenDraft(db, workspace, conversation, { reply, turn })
    return () =>
      runActivity(activities.sendReply, {
        ...{ workspaceId, conversationId: conversation.conversationId, messageIds: [], passed: [] },
        what: { say: 'draft', draftId },
        state: givenState({ turn }),
      })
  }

  /** As if so much time had passed, here and at WhatsApp. */
  async function passTime(ms: number): Promise<void> {
    const ago = sql`${ms} * interval '1 ms'`
    await sql`update pair_pace set full_at = full_at - ${ago}, not_before = not_before - ${ago}`.execute(db.platform)
    await sql`update number_pace set full_at = full_at - ${ago}, not_before = not_before - ${ago}`.execute(db.platform)
    await sql`update channels set probe_at = probe_at - ${ago}`.execute(db.platform)
    await sql`update send_attempts set started_at = started_at - ${ago}`.execute(db.platform)
    await control.advance(ms)
  }

  /** Does it again as Temporal would, after each wait that it asks for; the waits beside what it came to. */
  async function untilDone<T>(send: () => Promise<T>): Promise<{ result: T; waits: { ms: number; type: string }[] }> {
    const waits: { ms: number; type: string }[] = []
    for (;;) {
      try {
        return { result: await send(), waits }
      } catch (error) {
        if (!(error instanceof ApplicationFailure) || error.nonRetryable || waits.length > 50) throw error
        const ms = Number(error.nextRetryDelay)
        waits.push({ ms, type: error.type ?? '' })
        await passTime(ms)
      }
    }
  }

  return {
    graphUrl: simulator.graphUrl,
    ...{ db, control, deps, workspace, logged, write, sendStaff, answer, passTime, untilDone },
    conversation: () => givenConversation(db, workspace),
    /** What reached a customer, in its order. */
    heardBy: ({ phone }: GivenConversation): string[] =>
      control.sends({ to: phone }).map(({ body }) => (body['text'] as { body: string }).body),
    /** WhatsApp's codes of what it refused. */
    refusals: () => control.rejected().map(({ code }) => code),
    messages: ({ conversationId }: GivenConversation) =>
      db.platform
        .selectFrom('messages as m')
        .leftJoin('outbound_messages as o', 'o.message_id', 'm.id')
        .where('m.conversation_id', '=', conversationId)
        .where('m.direction', '=', 'outbound')
        .orderBy('m.id')
        .select(['m.id', 'm.status', 'm.failure', 'm.provider_message_id as wamid', 'o.state', 'o.tries'])
        .execute(),
    attempts: (messageId: string) =>
      db.platform
        .selectFrom('send_attempts')
        .where('message_id', '=', messageId)
        .orderBy('number')
        .select(['outcome', 'error_code as code', 'provider_message_id as wamid'])
        .execute(),
    channel: () =>
      db.platform
        .selectFrom('channels')
        .where('id', '=', channelId)
        .select(['stopped_at as stoppedAt', 'stopped_reason as reason', 'stopped_code as code'])
        .executeTakeFirstOrThrow(),
    audit: async () => {
      const lines = await db.platform
        .selectFrom('audit_log')
        .where('subject', '=', channelId)
        .orderBy('at')
        .orderBy('id')
        .select(['action', 'actor'])
        .execute()
      return lines.map(({ action, actor }) => `${action} by ${actor}`)
    },
    async reset() {
      control.reset()
      control.settings({ pairRate: true })
      workspace.giveTokenBack()
      logged.length = 0
      await db.platform.deleteFrom('audit_log').execute()
      await db.platform
        .updateTable('channels')
        .set({ stopped_at: null, probe_at: null, sends_per_second: 80 })
        .execute()
      await db.platform.updateTable('number_pace').set({ not_before: null }).execute()
    },
    async stop() {
      await simulator.close()
      await db.close()
      await postgres.stop()
    },
  }
}
