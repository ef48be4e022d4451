import { ApplicationFailure } from '@temporalio/activity'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  SendOutcomeUnknown,
  SendRefused,
  type Line,
  type WhatsApp,
  type WhatsAppMessage,
} from '#clients/whatsapp/whatsapp.ts'
import { connect, type Database } from '#db/connect.ts'
import { moveFloor } from '#db/queries/floor.ts'
import { handToPeople } from '#domain/conversation/floor.ts'
import {
  givenBooking,
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
import { givenDeps, runActivity } from '../dev/test-kit/activities.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { createHoldActivities } from './hold-reply.ts'
import { createSendActivities, type SendRequest, type SendResult } from './send-reply.ts'
import { createStaffActivities } from './send-staff-reply.ts'

let postgres: Awaited<ReturnType<typeof startDatabase>>
let db: Database
let workspace: GivenWorkspace
let conversation: GivenConversation
let messageId: string
let draftId: string
const sealer = givenSealer()

beforeAll(async () => {
  postgres = await startDatabase()
  db = connect(postgres.url)
  workspace = await givenWorkspace(db, { sealer, accessToken: 'secret-token' })
})
afterAll(async () => {
  await db.close()
  await postgres.stop()
})
beforeEach(async () => {
  conversation = await givenConversation(db, workspace)
  messageId = await givenInbound(db, workspace, conversation, 'Halo')
  draftId = await givenDraft(db, workspace, conversation)
})

/** WhatsApp as it answers in this test, one answer a call; the last one stays. */
function whatsappThat(...answers: (() => Promise<string>)[]) {
  const sends: { line: Line; message: WhatsAppMessage }[] = []
  const whatsapp: WhatsApp = {
    send: async (line, message) => {
      const answer = answers[Math.min(sends.length, answers.length - 1)]
      sends.push({ line, message })
      return { providerMessageId: (await answer?.()) ?? `wamid.${uuidv7()}` }
    },
    showTyping: async () => undefined,
  }
  return { whatsapp, sends }
}

const request = (more: Partial<SendRequest> = {}): SendRequest => ({
  workspaceId: workspace.workspaceId,
  conversationId: conversation.conversationId,
  what: { say: 'draft', draftId },
  state: givenState({ stage: 'qualification' }),
  passed: ['qualification'],
  messageIds: [messageId],
  ...more,
})

const run = (whatsapp: WhatsApp, sendRequest: SendRequest): Promise<SendResult> =>
  runActivity(createSendActivities(givenDeps(db, { whatsapp, sealer })).sendReply, sendRequest)

const theMessages = () =>
  db.inWorkspace(workspace.workspaceId, (tx) =>
    tx
      .selectFrom('messages')
      .where('conversation_id', '=', conversation.conversationId)
      .orderBy('direction')
      .select([
        'direction',
        'author',
        'status',
        'outcome',
        'body',
        'bot_response as botResponse',
        'failure',
        'provider_message_id as wamid',
      ])
      .execute(),
  )

const theAttempts = () =>
  db.inWorkspace(workspace.workspaceId, (tx) =>
    tx
      .selectFrom('send_attempts')
      .innerJoin('outbound_messages as o', 'o.message_id', 'send_attempts.message_id')
      .where('o.conversation_id', '=', conversation.conversationId)
      .orderBy('number')
      .select(['send_attempts.id', 'number', 'outcome', 'error_code as code'])
      .execute(),
  )

describe('a reply', () => {
  it('CV-17 CV-18 WH-19 goes out, is stored, and answers the message', async () => {
    const { whatsapp, sends } = whatsappThat(async () => 'wamid.out')
    expect(await run(whatsapp, request())).toEqual({ outcome: 'sent' })
    const [attempt] = await theAttempts()
    expect(sends).toEqual([
      {
        line: { provider: 'meta', phoneNumberId: workspace.phoneNumberId, accessToken: 'secret-token' },
        message: {
          recipient_type: 'individual',
          to: conversation.phone,
          type: 'text',
          text: { body: 'Halo Kak Nadia!', preview_url: false },
          biz_opaque_callback_data: attempt?.id,
        },
      },
    ])
    expect(await theMessages()).toMatchObject([
      { direction: 'inbound', status: 'responded', outcome: 'answered', botResponse: 'Halo Kak Nadia!' },
      { direction: 'outbound', author: 'bot', status: 'sent', wamid: 'wamid.out', body: 'Halo Kak Nadia!' },
    ])
  })

  it('WH-34 is sent to a number in E.164', async () => {
    const { whatsapp, sends } = whatsappThat(async () => 'wamid.out2')
    await run(whatsapp, request())
    expect(sends[0]?.message['to']).toMatch(/^\+628\d+$/)
  })

  it('CV-02 leaves stage and memory in Postgres, for the next start', async () => {
    await run(whatsappThat(async () => 'wamid.out3').whatsapp, request())
    const stored = await db.inWorkspace(workspace.workspaceId, (tx) =>
      tx
        .selectFrom('conversations')
        .where('id', '=', conversation.conversationId)
        .select(['stage', 'state'])
        .executeTakeFirstOrThrow(),
    )
    expect(stored).toEqual({ stage: 'qualification', state: givenState({ stage: 'qualification' }) })
  })

  it('is not sent again when the activity is repeated after it went out', async () => {
    const { whatsapp, sends } = whatsappThat(async () => 'wamid.out4')
    await run(whatsapp, request())
    expect(await run(whatsapp, request())).toEqual({ outcome: 'sent' })
    expect(sends).toHaveLength(1)
  })

  it('SB-02 offers times as a list of free slots', async () => {
    const [taken, free] = await givenSlots(db, workspace, 2)
    await givenBooking(db, workspace, await givenConversation(db, workspace), { slotId: taken ?? '' })
    const { whatsapp, sends } = whatsappThat(async () => 'wamid.list')
    await run(whatsapp, request({ what: { say: 'slots', draftId } }))
    const text = JSON.stringify(sends[0]?.message)
    expect(text).toContain(`slot:${free ?? ''}`)
    expect(text).not.toContain(`slot:${taken ?? ''}`)
  })
})

describe('an answer that never came', () => {
  const lost = () => Promise.reject(new SendOutcomeUnknown('No answer from WhatsApp.'))

  it('is waited for: the repeat sends nothing while a status may still come', async () => {
    const { whatsapp, sends } = whatsappThat(lost)
    await expect(run(whatsapp, request())).rejects.toThrow(SendOutcomeUnknown)
    await expect(run(whatsapp, request())).rejects.toMatchObject({ type: 'SendOutcomeUnknown', nextRetryDelay: 2_000 })
    expect(sends).toHaveLength(1)
  })

  it('counts as sent when a status carried the attempt', async () => {
    const { whatsapp, sends } = whatsappThat(lost)
    await expect(run(whatsapp, request())).rejects.toThrow()
    const [attempt] = await theAttempts()
    await db.platform
      .updateTable('send_attempts')
      .set({ outcome: 'accepted', provider_message_id: 'wamid.late' })
      .where('id', '=', attempt?.id ?? '')
      .execute()
    expect(await run(whatsapp, request())).toEqual({ outcome: 'sent' })
    expect(sends).toHaveLength(1)
    expect((await theMessages())[0]).toMatchObject({ outcome: 'answered' })
  })

  it('is sent again, as a second attempt, when none came for a minute', async () => {
    const { whatsapp, sends } = whatsappThat(lost, async () => 'wamid.second')
    await expect(run(whatsapp, request())).rejects.toThrow()
    await db.platform
      .updateTable('send_attempts')
      .set({ started_at: new Date(Date.now() - 61_000) })
      .execute()
    expect(await run(whatsapp, request())).toEqual({ outcome: 'sent' })
    expect(sends).toHaveLength(2)
    expect(await theAttempts()).toMatchObject([
      { number: 1, outcome: 'unknown' },
      { number: 2, outcome: 'accepted' },
    ])
  })
})

describe('a refusal', () => {
  const refuse = (code: number) => () => Promise.reject(new SendRefused('Nope', { code, httpStatus: 400 }))

  it('WH-33 waits 1, 2, 4, 8, 16 s and delivers at the sixth try', async () => {
    const busy = refuse(130429)
    const { whatsapp, sends } = whatsappThat(busy, busy, busy, busy, busy, async () => 'wamid.sixth')
    const waits: unknown[] = []
    for (let attempt = 1; attempt <= 5; attempt++) {
      await run(whatsapp, request()).catch((error: unknown) => {
        waits.push(error instanceof ApplicationFailure ? error.nextRetryDelay : error)
      })
      // The wait is over: until then the number sends nothing at all.
      await db.platform.updateTable('number_pace').set({ not_before: null }).execute()
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000])
    expect(await run(whatsapp, request())).toEqual({ outcome: 'sent' })
    expect(sends).toHaveLength(6)
  })

  it('WH-33 fails at once when it is permanent, with the reason for staff', async () => {
    const { whatsapp, sends } = whatsappThat(refuse(131026))
    expect(await run(whatsapp, request())).toEqual({ outcome: 'refused' })
    expect(await run(whatsapp, request())).toEqual({ outcome: 'refused' })
    expect(sends).toHaveLength(1)
    expect((await theMessages())[1]).toMatchObject({
      status: 'failed',
      failure: { code: 131026, kind: 'unreachable', detail: 'Nope' },
    })
  })
})

describe('a fence', () => {
  it('lets nothing out after the floor has moved', async () => {
    const { whatsapp, sends } = whatsappThat(async () => 'wamid.never')
    await db.platform
      .updateTable('conversations')
      .set({ floor: 'person', floor_epoch: handToPeople(givenState(), 'taken_over').floor.epoch })
      .where('id', '=', conversation.conversationId)
      .execute()
    expect(await run(whatsapp, request())).toEqual({ outcome: 'floor_changed' })
    expect(sends).toHaveLength(0)
  })

  it('is not tried again once a person was told that the floor is theirs, whatever the workflow has saved', async () => {
    const { whatsapp, sends } = whatsappThat(() =>
      Promise.reject(new SendRefused('slow down', { code: 130429, httpStatus: 400 })),
    )
    await expect(run(whatsapp, request())).rejects.toThrow()
    const { conversationId } = conversation
    const { floor } = handToPeople(givenState(), 'taken_over')
    await db.inWorkspace(workspace.workspaceId, (tx) => moveFloor(tx, { conversationId, floor, by: 'user-1' }))
    expect(await run(whatsapp, request())).toEqual({ outcome: 'floor_changed' })
    expect(sends).toHaveLength(1)
    expect((await theMessages()).find(({ author }) => author === 'bot')).toMatchObject({ status: 'withdrawn' })
  })

  it('BY-06 sends what was made anew when the held one went stale, though nothing is held any more', async () => {
    const { whatsapp, sends } = whatsappThat(async () => `wamid.${uuidv7()}`)
    const { what, state, workspaceId, conversationId } = request()
    const { holdReply, withdrawMessage } = createHoldActivities({ db })
    const held = await holdReply({ workspaceId, conversationId, what, state, releaseAtMs: Date.now() + 10_000 })
    await withdrawMessage({ workspaceId, conversationId, messageId: held.messageId ?? '' })
    expect(await run(whatsapp, request())).toEqual({ outcome: 'sent' })
    expect(sends).toHaveLength(1)
    const bots = (await theMessages()).filter(({ author }) => author === 'bot')
    expect(bots.map(({ status }) => status).sort()).toEqual(['sent', 'withdrawn'])
  })

  it('HR-06 a message knows the draft that it says, also one that was held; words of our own have none', async () => {
    const { whatsapp } = whatsappThat()
    const said = () =>
      db.inWorkspace(workspace.workspaceId, (tx) =>
        tx
          .selectFrom('outbound_messages')
          .where('conversation_id', '=', conversation.conversationId)
          .orderBy('created_at')
          .select(['turn', 'draft_id as of'])
          .execute(),
      )
    const { what, state, workspaceId, conversationId } = request()
    const { holdReply } = createHoldActivities({ db })
    await holdReply({ workspaceId, conversationId, what, state, releaseAtMs: Date.now() })
    expect(await said()).toEqual([{ turn: 1, of: draftId }])
    await run(whatsapp, request())
    const second = await givenDraft(db, workspace, conversation, { turn: 2 })
    const refusal = { say: 'refusal', draftId: second } as const
    await run(whatsapp, request({ what: refusal, state: givenState({ turn: 2 }) }))
    await run(whatsapp, request({ what: { say: 'booking_failed' }, state: givenState({ turn: 3 }) }))
    expect(await said()).toEqual([
      { turn: 1, of: draftId },
      { turn: 2, of: second },
      { turn: 3, of: null },
    ])
  })

  it('lets nothing out while ARI is off for the workspace', async () => {
    const off = await givenWorkspace(db, { bot_on: false })
    const there = await givenConversation(db, off)
    const { whatsapp, sends } = whatsappThat(async () => 'wamid.never')
    const result = await run(whatsapp, {
      ...request({ what: { say: 'slot_taken' } }),
      workspaceId: off.workspaceId,
      conversationId: there.conversationId,
      messageIds: [],
    })
    expect(result).toEqual({ outcome: 'bot_off' })
    expect(sends).toHaveLength(0)
  })

  it('lets nothing out when the 24-hour window has closed', async () => {
    const { whatsapp, sends } = whatsappThat(async () => 'wamid.never')
    await db.platform
      .updateTable('conversations')
      .set({ last_inbound_at: new Date(Date.now() - 24 * 3_600_000 - 1_000) })
      .where('id', '=', conversation.conversationId)
      .execute()
    expect(await run(whatsapp, request())).toEqual({ outcome: 'window_closed' })
    expect(sends).toHaveLength(0)
  })
})

describe('what a person wrote', () => {
  const givenStaffMessage = (body: string) =>
    db.inWorkspace(workspace.workspaceId, async (tx) => {
      const id = uuidv7()
      const { conversationId: conversation_id } = conversation
      const row = { id, conversation_id, channel_id: workspace.channelId, body, kind: 'text', sent_at: new Date() }
      await tx
        .insertInto('messages')
        .values({ ...row, direction: 'outbound', author: 'staff', status: 'queued' })
        .execute()
      return id
    })
  const send = (whatsapp: WhatsApp, staffMessageId: string) =>
    runActivity(createStaffActivities(givenDeps(db, { whatsapp, sealer })).sendStaffReply, {
      workspaceId: workspace.workspaceId,
      conversationId: conversation.conversationId,
      messageId: staffMessageId,
      state: handToPeople(givenState(), 'taken_over', null),
    })

  it('goes out once, and the floor is theirs from then on', async () => {
    const { whatsapp, sends } = whatsappThat(async () => `wamid.${uuidv7()}`)
    const written = await givenStaffMessage('Halo, saya Sari.')
    expect(await send(whatsapp, written)).toEqual({ outcome: 'sent' })
    expect(await send(whatsapp, written)).toEqual({ outcome: 'sent' })
    expect(sends.map(({ message }) => message['text'])).toEqual([{ body: 'Halo, saya Sari.', preview_url: false }])
    expect(await run(whatsapp, request())).toEqual({ outcome: 'floor_changed' })
    expect(sends).toHaveLength(1)
  })

  it('fails with the reason when the 24-hour window has closed', async () => {
    await db.platform
      .updateTable('conversations')
      .set({ last_inbound_at: new Date(Date.now() - 25 * 3_600_000) })
      .where('id', '=', conversation.conversationId)
      .execute()
    const { whatsapp, sends } = whatsappThat(async () => 'wamid.never')
    expect(await send(whatsapp, await givenStaffMessage('Halo'))).toEqual({ outcome: 'window_closed' })
    expect(sends).toHaveLength(0)
    expect((await theMessages()).find(({ author }) => author === 'staff')).toMatchObject({ status: 'failed' })
  })
})
