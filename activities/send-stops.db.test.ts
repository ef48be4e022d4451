import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { resumeChannel } from '#db/queries/channel-stops.ts'
import { queueAgain } from '#db/queries/resend.ts'
import { countHeldDrafts } from '#db/queries/review-queue.ts'
import { givenPerson } from '../dev/test-kit/web.ts'
import { startSending, type Sending } from '../dev/test-kit/sending.ts'
import type { GivenConversation } from '../dev/test-kit/given.ts'

let desk: Sending
let ana: GivenConversation
let userId: string
beforeAll(async () => {
  desk = await startSending()
  userId = (await givenPerson(desk.db, { workspaceId: desk.workspace.workspaceId })).id
})
beforeEach(async () => {
  await desk.reset()
  ana = await desk.conversation()
})
afterAll(() => desk.stop())

const again = (conversation: GivenConversation, messageId: string) =>
  desk.db.inWorkspace(desk.workspace.workspaceId, (tx) =>
    queueAgain(tx, { conversationId: conversation.conversationId, messageId, userId }),
  )
const held = { type: 'SendHeldBack', nextRetryDelay: 30_000 }

describe('a token that WhatsApp refuses', () => {
  it('stops the channel and not the message: all wait, and go out once, in their order, when it is resumed', async () => {
    const budi = await desk.conversation()
    const first = await desk.write(ana, 'Satu')
    const second = await desk.write(ana, 'Dua')
    const other = await desk.write(budi, 'Halo')
    desk.workspace.tokenIs('another')
    for (let n = 0; n < 8; n++) {
      await expect(desk.sendStaff(ana, first)).rejects.toMatchObject(held)
      await expect(desk.sendStaff(budi, other)).rejects.toMatchObject(held)
    }
    expect(await desk.channel()).toMatchObject({ reason: 'token', code: 190 })
    expect(desk.logged.filter(({ event }) => event === 'channel_stopped')).toMatchObject([
      { reason: 'token', code: 190 },
    ])
    expect(await desk.messages(ana)).toMatchObject([
      { status: 'queued', state: 'queued', tries: 0, failure: null },
      { status: 'queued' },
    ])

    desk.workspace.giveTokenBack()
    // WhatsApp would take them: but nobody has said so yet.
    await expect(desk.sendStaff(ana, first)).rejects.toMatchObject(held)
    const { workspaceId, channelId } = desk.workspace
    const resume = () =>
      desk.db.inWorkspace(workspaceId, (tx) => resumeChannel(tx, { workspaceId, channelId, actor: 'command' }))
    expect([await resume(), await resume()]).toEqual([true, false])
    for (const id of [first, first, second]) expect(await desk.sendStaff(ana, id)).toEqual({ outcome: 'sent' })
    expect(await desk.sendStaff(budi, other)).toEqual({ outcome: 'sent' })
    expect([desk.heardBy(ana), desk.heardBy(budi)]).toEqual([['Satu', 'Dua'], ['Halo']])
    expect(await desk.audit()).toEqual(['channel.stopped by worker', 'channel.resumed by command'])
  })

  it('is tried with one message every five minutes, which starts the channel again when it is taken', async () => {
    const budi = await desk.conversation()
    const [id, other] = [await desk.write(ana, 'Satu'), await desk.write(budi, 'Halo')]
    const asked = () => desk.control.eventsSince(0).length
    desk.workspace.tokenIs('another')
    await expect(desk.sendStaff(ana, id)).rejects.toMatchObject(held)
    await desk.passTime(300_000)
    // The probe, refused again; and nobody else's.
    await expect(desk.sendStaff(ana, id)).rejects.toMatchObject(held)
    const before = asked()
    await expect(desk.sendStaff(budi, other)).rejects.toMatchObject(held)
    expect(asked()).toBe(before)
    expect(await desk.attempts(id)).toMatchObject([{ code: 190 }, { code: 190 }])
    expect(await desk.attempts(other)).toEqual([])

    desk.workspace.giveTokenBack()
    await desk.passTime(300_000)
    expect(await desk.sendStaff(ana, id)).toEqual({ outcome: 'sent' })
    expect(await desk.channel()).toEqual({ stoppedAt: null, reason: null, code: null })
    expect(await desk.sendStaff(budi, other)).toEqual({ outcome: 'sent' })
    expect(await desk.audit()).toEqual(['channel.stopped by worker', 'channel.resumed by worker'])
  })
})

describe('a message that failed', () => {
  it('PX-10 is sent again as a second attempt with a WhatsApp id of its own, once for two presses', async () => {
    desk.control.addFaults({ kind: 'send-error', code: 131026 })
    const id = await desk.write(ana, 'Halo')
    expect(await desk.sendStaff(ana, id)).toEqual({ outcome: 'refused' })
    expect(await desk.messages(ana)).toMatchObject([
      { status: 'failed', state: 'failed', failure: { kind: 'unreachable', code: 131026 } },
    ])
    expect([await again(ana, id), await again(ana, id)]).toEqual(['queued', 'unchanged'])
    expect(await desk.messages(ana)).toMatchObject([{ status: 'queued', state: 'queued', failure: null }])
    for (let press = 0; press < 2; press++) expect(await desk.sendStaff(ana, id)).toEqual({ outcome: 'sent' })
    expect(desk.refusals()).toEqual([131026])
    expect(desk.heardBy(ana)).toEqual(['Halo'])
    expect(await again(ana, id)).toBe('unchanged')
  })

  it('PX-10 later, by a status, is sent again under a new WhatsApp id, whoever wrote it', async () => {
    const send = await desk.answer(ana, 1, 'Jawaban ARI')
    expect(await send()).toEqual({ outcome: 'sent' })
    const [message] = await desk.messages(ana)
    const id = message?.id ?? ''
    // As the relay leaves it: the attempt was accepted, the message failed.
    await desk.db.platform
      .updateTable('messages')
      .set({ status: 'failed', failure: JSON.stringify({ code: 131026, title: 'Undeliverable', detail: null }) })
      .where('id', '=', id)
      .execute()
    await desk.db.platform
      .updateTable('outbound_messages')
      .set({ state: 'failed' })
      .where('message_id', '=', id)
      .execute()
    expect(await again(ana, id)).toBe('queued')
    expect(await desk.sendStaff(ana, id)).toEqual({ outcome: 'sent' })
    const [first, second] = await desk.attempts(id)
    expect(second?.wamid).not.toBe(first?.wamid)
    expect(await desk.messages(ana)).toMatchObject([{ status: 'sent', wamid: second?.wamid }])
    expect(desk.heardBy(ana)).toEqual(['Jawaban ARI', 'Jawaban ARI'])
  })

  it('is not sent again once the window has closed, nor where it is no message of ours', async () => {
    desk.control.addFaults({ kind: 'send-error', code: 131026 })
    const id = await desk.write(ana, 'Halo')
    await desk.sendStaff(ana, id)
    await desk.db.platform
      .updateTable('conversations')
      .set({ last_inbound_at: new Date(Date.now() - 25 * 3_600_000) })
      .where('id', '=', ana.conversationId)
      .execute()
    expect(await again(ana, id)).toBe('window_closed')
    expect(await again(await desk.conversation(), id)).toBeUndefined()
    expect(await again(ana, uuidv7())).toBeUndefined()
  })

  it('holds up none that was written after it', async () => {
    const [first, second, third] = [await desk.write(ana, '1'), await desk.write(ana, '2'), await desk.write(ana, '3')]
    expect(await desk.sendStaff(ana, first)).toEqual({ outcome: 'sent' })
    desk.control.addFaults({ kind: 'send-error', code: 100 })
    expect(await desk.sendStaff(ana, second)).toEqual({ outcome: 'refused' })
    expect(await desk.sendStaff(ana, third)).toEqual({ outcome: 'sent' })
    expect(desk.heardBy(ana)).toEqual(['1', '3'])
  })
})

describe('a window that WhatsApp finds closed and we do not', () => {
  it('is tried once more after 30 s, and that goes out', async () => {
    desk.control.addFaults({ kind: 'send-error', code: 131047 })
    const id = await desk.write(ana, 'Halo')
    const { result, waits } = await desk.untilDone(() => desk.sendStaff(ana, id))
    expect([result.outcome, waits]).toEqual(['sent', [{ ms: 30_000, type: 'SendRefusedForNow' }]])
  })

  it('and is closed at the second try too: that is what people are told', async () => {
    desk.control.addFaults({ kind: 'send-error', code: 131047, times: 2 })
    const id = await desk.write(ana, 'Halo')
    const { result, waits } = await desk.untilDone(() => desk.sendStaff(ana, id))
    expect([result.outcome, waits.length]).toEqual(['refused', 1])
    expect(await desk.messages(ana)).toMatchObject([{ status: 'failed', failure: { kind: 'window', code: 131047 } }])
  })
})

it('WH-33 over HTTP: five times 429, then taken: one delivery, after waits of 1, 2, 4, 8, 16 s', async () => {
  desk.control.addFaults({ kind: 'send-error', code: 999_999, httpStatus: 429, times: 5 })
  const id = await desk.write(ana, 'Halo')
  const { result, waits } = await desk.untilDone(() => desk.sendStaff(ana, id))
  expect(result).toEqual({ outcome: 'sent' })
  expect(waits.map(({ ms }) => ms)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000])
  expect(desk.heardBy(ana)).toEqual(['Halo'])
})

it('six sends without an answer, each with a minute for the status: then a person has to look', async () => {
  desk.control.addFaults({ kind: 'refuse-connection', times: 9 })
  const id = await desk.write(ana, 'Halo')
  for (let sent = 1; sent <= 6; sent++) {
    await expect(desk.sendStaff(ana, id)).rejects.toThrow('No answer')
    await expect(desk.sendStaff(ana, id)).rejects.toMatchObject({ type: 'SendOutcomeUnknown' })
    await desk.passTime(61_000)
  }
  expect(await desk.sendStaff(ana, id)).toEqual({ outcome: 'refused' })
  expect(await desk.attempts(id)).toHaveLength(6)
  expect(await desk.messages(ana)).toMatchObject([{ status: 'failed', failure: { kind: 'no_answer' } }])
})

it('HR-16 a draft that was dropped when ARI was stopped does not go out when ARI is on again', async () => {
  const send = await desk.answer(ana, 1, 'Gratis untuk semua!')
  await desk.db.platform.updateTable('drafts').set({ status: 'stale', held_at: new Date() }).execute()
  expect(await send()).toEqual({ outcome: 'bot_off' })
  expect(desk.heardBy(ana)).toEqual([])
})

it('BY-08 a draft that was to go out unread, and could not, waits for nobody', async () => {
  const send = await desk.answer(ana, 1, 'Halo Kak')
  const { workspaceId } = desk.workspace
  await desk.db.platform
    .updateTable('drafts')
    .set({ status: 'held', held_at: new Date() })
    .where('conversation_id', '=', ana.conversationId)
    .execute()
  await desk.db.platform.updateTable('workspaces').set({ bot_on: false }).where('id', '=', workspaceId).execute()
  expect(await send()).toEqual({ outcome: 'bot_off' })
  await desk.db.platform.updateTable('workspaces').set({ bot_on: true }).where('id', '=', workspaceId).execute()
  expect(await desk.db.inWorkspace(workspaceId, countHeldDrafts)).toBe(0)
})
