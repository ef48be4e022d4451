import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cancelBooking, moveBooking } from '#db/queries/bookings.ts'
import { insertMail, listMails } from '#db/queries/mails.ts'
import { handToPeople } from '#domain/conversation/floor.ts'
import { OPENING } from '#domain/conversation/step.ts'
import { wabaIdOf } from '../dev/simulators/whatsapp/ids.ts'
import { runActivity } from '../dev/test-kit/activities.ts'
import { givenBooking, givenConversation, givenSlots, type GivenConversation } from '../dev/test-kit/given.ts'
import { startSending, type Sending } from '../dev/test-kit/sending.ts'
import { createBookingMailActivities, type BookingMail } from './booking-mail.ts'
import { createBookingMessageActivities, type BookingMessage } from './booking-message.ts'

let desk: Sending
let conversation: GivenConversation
let bookingId: string
beforeAll(async () => {
  desk = await startSending()
})
afterAll(() => desk.stop())
beforeEach(async () => {
  await desk.reset()
  await given()
})

const DAY = 86_400_000
const here = <T>(work: Parameters<typeof desk.db.inWorkspace<T>>[1]) =>
  desk.db.inWorkspace(desk.workspace.workspaceId, work)

/** A consultation a day ahead, of a customer who wrote a moment ago unless told otherwise. */
async function given({ lastInboundAt = new Date() }: { lastInboundAt?: Date } = {}): Promise<void> {
  conversation = await givenConversation(desk.db, desk.workspace, { lastInboundAt })
  const [slotId = ''] = await givenSlots(desk.db, desk.workspace, 1)
  bookingId = await givenBooking(desk.db, desk.workspace, conversation, { slotId })
}

function tell(message: Partial<BookingMessage> = {}) {
  const { tellOfBooking } = createBookingMessageActivities(desk.deps)
  const { workspaceId } = desk.workspace
  const what = 'reminder_day' as const
  return runActivity(tellOfBooking, { workspaceId, bookingId, messageId: uuidv7(), sequence: 0, what, ...message })
}

const cancel = () =>
  here((tx) => cancelBooking(tx, { bookingId, by: { kind: 'staff', userId: 'u1' }, now: new Date() }))
const thread = () =>
  desk.db.platform
    .selectFrom('messages')
    .where('conversation_id', '=', conversation.conversationId)
    .select(['author', 'kind', 'body', 'status'])
    .execute()
const events = () =>
  desk.db.platform
    .selectFrom('conversation_events')
    .where('conversation_id', '=', conversation.conversationId)
    .where('kind', '=', 'booking')
    .select('detail')
    .execute()

describe('BY-16 a reminder', () => {
  it('goes out as the desk’s own message, once, however often it is repeated', async () => {
    const messageId = uuidv7()
    expect(await tell({ messageId })).toEqual({ outcome: 'sent' })
    expect(await tell({ messageId })).toEqual({ outcome: 'sent' })
    expect(desk.heardBy(conversation)).toHaveLength(1)
    expect(desk.heardBy(conversation)[0]).toMatch(/^Pengingat: konsultasi 1-on-1 Anda .* WIB, bersama Dimas/)
    expect(await thread()).toMatchObject([{ author: 'system', kind: 'text', status: 'sent' }])
    expect(await events()).toEqual([{ detail: { bookingId, sequence: 0, what: 'told', message: 'reminder_day' } }])
  })

  it('goes out whoever has the floor, and with ARI off', async () => {
    const { holder, epoch } = handToPeople(OPENING, 'taken_over', null).floor
    await sql`update conversations set floor = ${holder}, floor_epoch = ${epoch} where id = ${conversation.conversationId}`.execute(
      desk.db.platform,
    )
    await desk.db.platform.updateTable('workspaces').set({ bot_on: false }).execute()
    expect(await tell()).toEqual({ outcome: 'sent' })
    await desk.db.platform.updateTable('workspaces').set({ bot_on: true }).execute()
  })

  it('does not go out once the consultation is cancelled or moved', async () => {
    expect(await tell({ sequence: 1 })).toEqual({ outcome: 'outdated' })
    await cancel()
    expect(await tell()).toEqual({ outcome: 'outdated' })
    expect(desk.heardBy(conversation)).toEqual([])
  })

  it('cancelled at the same moment: either it went before, or not at all', { repeats: 12 }, async () => {
    const [{ outcome }] = await Promise.all([tell(), cancel()])
    expect(desk.heardBy(conversation)).toHaveLength(outcome === 'sent' ? 1 : 0)
    expect(await tell()).toEqual({ outcome: 'outdated' })
  })

  it('is written to in the conversation that goes on, where two have become one', async () => {
    const other = await givenConversation(desk.db, desk.workspace)
    await sql`update conversations set merged_into = ${other.conversationId} where id = ${conversation.conversationId}`.execute(
      desk.db.platform,
    )
    expect(await tell()).toEqual({ outcome: 'sent' })
    expect(desk.heardBy(other)).toHaveLength(1)
  })
})

describe('BY-16 outside of the 24-hour window', () => {
  beforeEach(() => given({ lastInboundAt: new Date(Date.now() - 2 * DAY) }))

  const setTemplate = (name: string | null) =>
    desk.db.platform.updateTable('workspaces').set({ reminder_template: name }).execute()
  const givenTemplate = (name: string, body: string, { status = 'APPROVED', language = 'id', isNamed = false } = {}) =>
    here((tx) =>
      tx
        .insertInto('message_templates')
        .values({
          ...{ id: uuidv7(), channel_id: desk.workspace.channelId, name, language, status, status_at: new Date() },
          components: JSON.stringify({
            isNamed,
            header: null,
            body,
            footer: null,
            buttons: [],
            others: [],
            examples: {},
          }),
        })
        .execute(),
    )

  async function knownToWhatsApp(name: string, body: string): Promise<void> {
    const wabaId = wabaIdOf(desk.workspace.phoneNumberId)
    const answer = await fetch(`${desk.graphUrl}/${wabaId}/message_templates`, {
      method: 'POST',
      headers: { authorization: 'Bearer token-of-the-number', 'content-type': 'application/json' },
      body: JSON.stringify({ name, language: 'id', category: 'UTILITY', components: [{ type: 'BODY', text: body }] }),
    })
    expect(answer.status).toBe(200)
    desk.control.setTemplateStatus({ wabaId, name, language: 'id', status: 'APPROVED' })
  }

  it('goes as the workspace’s template, filled in with name, time and consultant', async () => {
    await givenTemplate('pengingat', 'Halo {{1}}, konsultasi {{2}} bersama {{3}}.')
    await setTemplate('pengingat')
    await knownToWhatsApp('pengingat', 'Halo {{1}}, konsultasi {{2}} bersama {{3}}.')
    expect(await tell()).toEqual({ outcome: 'sent' })
    const [sent] = desk.control.sends({ to: conversation.phone })
    expect(sent?.body['template']).toMatchObject({
      ...{ name: 'pengingat', language: { code: 'id' } },
      components: [
        { type: 'body', parameters: [{ text: 'Nadia' }, { text: expect.stringMatching(/WIB$/) as string }, {}] },
      ],
    })
    const [message] = await thread()
    expect(message).toMatchObject({ author: 'system', kind: 'template' })
    expect(message?.body).toMatch(/^Halo Nadia, konsultasi .* WIB bersama Dimas/)
  })

  it.each([
    ['none is set', null],
    ['it is not approved', 'ditolak'],
    ['it asks for what we do not have', 'aneh'],
    ['there is none of that name', 'entah'],
  ])('does not go where %s, and the record says why', async (_, name) => {
    if (name === 'ditolak') await givenTemplate('ditolak', 'Halo {{1}}', { status: 'REJECTED' })
    if (name === 'aneh') await givenTemplate('aneh', 'Halo {{nama_ibu}}', { isNamed: true })
    await setTemplate(name)
    expect(await tell()).toEqual({ outcome: 'no_template' })
    expect(await tell()).toEqual({ outcome: 'no_template' })
    expect(await events()).toEqual([
      { detail: { bookingId, sequence: 0, what: 'not_sent', message: 'reminder_day', reason: 'no_template' } },
    ])
    expect(await thread()).toEqual([])
  })
})

describe('BY-18 the mails', () => {
  const mailer = () => ({
    from: 'Meja <meja@example.test>',
    send: (mail: Parameters<typeof insertMail>[1]) => insertMail(desk.db.platform, mail),
  })
  const mail = (about: Partial<BookingMail> = {}) => {
    const { mailBooking } = createBookingMailActivities({ db: desk.db, mailer: mailer() })
    const { workspaceId } = desk.workspace
    return runActivity(mailBooking, { workspaceId, bookingId, sequence: 0, what: 'booked', to: 'customer', ...about })
  }
  const mailsTo = async (address: string) => (await listMails(desk.db.platform)).filter(({ to }) => to === address)
  const setAddress = (email: string | null) =>
    desk.db.platform.updateTable('contacts').set({ email }).where('id', '=', conversation.contactId).execute()

  it('carry the file, and are one mail however often they are sent', async () => {
    const address = `${uuidv7()}@example.test`
    await setAddress(address)
    expect(await mail()).toEqual({ outcome: 'sent' })
    expect(await mail()).toEqual({ outcome: 'sent' })
    const mails = await mailsTo(address)
    expect(mails).toHaveLength(1)
    expect(mails[0]?.text).toContain('Halo Nadia Rahmawati')
    const [file] = mails[0]?.attachments ?? []
    expect(file?.type).toBe('text/calendar; charset=utf-8; method=REQUEST')
    expect(file?.text).toContain(`UID:${bookingId}@my21staff`)
    expect(file?.text).toContain('mailto:meja@example.test')
    expect(await events()).toEqual([
      { detail: { bookingId, sequence: 0, what: 'mail_sent', mail: 'booked', to: 'customer' } },
    ])
  })

  it('go to nobody whose address is not known, nor tell of what has changed since', async () => {
    await setAddress(null)
    expect(await mail()).toEqual({ outcome: 'no_address' })
    const address = `${uuidv7()}@example.test`
    await setAddress(address)
    await cancel()
    expect(await mail()).toEqual({ outcome: 'outdated' })
    expect(await mail({ what: 'cancelled', sequence: 1 })).toEqual({ outcome: 'sent' })
    const [kept] = await mailsTo(address)
    expect(kept?.attachments[0]?.text).toMatch(/METHOD:CANCEL[\s\S]*SEQUENCE:1[\s\S]*STATUS:CANCELLED/)
  })

  it('take it out of the calendar of the consultant who had it, when it is moved to another one', async () => {
    const [former, next] = [`${uuidv7()}@example.test`, `${uuidv7()}@example.test`]
    const setMail = (id: string, email: string) =>
      desk.db.platform.updateTable('consultants').set({ email }).where('id', '=', id).execute()
    const slotOf = async (id: string) => {
      const { rows } = await sql<{ consultantId: string; startsAt: Date; endsAt: Date }>`
        select consultant_id as "consultantId", lower(during) as "startsAt", upper(during) as "endsAt"
        from slots where id = ${id}`.execute(desk.db.platform)
      return rows[0] ?? { consultantId: '', startsAt: new Date(), endsAt: new Date() }
    }
    const before = await desk.db.platform
      .selectFrom('bookings')
      .where('id', '=', bookingId)
      .select('consultant_id as consultantId')
      .executeTakeFirstOrThrow()
    await setMail(before.consultantId, former)
    const [, slotId = ''] = await givenSlots(desk.db, desk.workspace, 2)
    const time = { slotId, ...(await slotOf(slotId)) }
    await setMail(time.consultantId, next)
    await here((tx) => moveBooking(tx, { bookingId, by: { kind: 'customer' }, now: new Date(), time }))

    const moved = { what: 'moved', to: 'consultant', sequence: 1 } as const
    expect(await mail(moved)).toEqual({ outcome: 'sent' })
    expect(await mail(moved)).toEqual({ outcome: 'sent' })
    const [gone, ...more] = await mailsTo(former)
    expect(more).toEqual([])
    expect(gone?.subject).toContain('dibatalkan')
    expect(gone?.attachments[0]?.text).toMatch(new RegExp(`METHOD:CANCEL[^]*UID:${bookingId}@my21staff[^]*SEQUENCE:1`))
    expect((await mailsTo(next))[0]?.attachments[0]?.text).toMatch(/METHOD:REQUEST[^]*SEQUENCE:1/)
  })
})
