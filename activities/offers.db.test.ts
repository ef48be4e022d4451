import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { connect, type Database, type WorkspaceTx } from '#db/connect.ts'
import { getDraftWish } from '#db/queries/drafts.ts'
import { saveConsultant } from '#db/queries/consultants.ts'
import { findHeldDraft, insertEditedDraft } from '#db/queries/review-queue.ts'
import { readWish } from '#domain/booking/wish.ts'
import { localTime, weekdayOf } from '#domain/booking/zones.ts'
import { ConsultantForm } from '#schema/booking.ts'
import { givenDeps } from '../dev/test-kit/activities.ts'
import {
  givenBooking,
  givenConversation,
  givenDraft,
  givenSlots,
  givenWorkspace,
  type GivenConversation,
  type GivenWorkspace,
} from '../dev/test-kit/given.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { givenPerson } from '../dev/test-kit/web.ts'
import { compose, type Outgoing, type WhatToSay } from './outgoing.ts'
import { createReviewActivities } from './review.ts'

let postgres: Awaited<ReturnType<typeof startDatabase>>
let db: Database
let workspace: GivenWorkspace
let conversation: GivenConversation
beforeAll(async () => {
  postgres = await startDatabase()
  db = connect(postgres.url)
})
afterAll(async () => {
  await db.close()
  await postgres.stop()
})
beforeEach(async () => {
  workspace = await givenWorkspace(db)
  conversation = await givenConversation(db, workspace)
})

const timeZone = 'Asia/Jakarta'
const about = { language: 'id', timeZone, refusal: { id: '', en: '' } } as const
const said = (what: WhatToSay) => db.inWorkspace(workspace.workspaceId, (tx) => compose(tx, what, about))

type List = { interactive: { action: { sections: { rows: { id: string; title: string }[] }[] } } }
const allRowsOf = (outgoing: Outgoing | 'no_slots') => {
  if (outgoing === 'no_slots') return []
  return (outgoing.payload as unknown as List).interactive.action.sections[0]?.rows ?? []
}
/** The times among them: the last row asks for a person. */
const rowsOf = (outgoing: Outgoing | 'no_slots') => allRowsOf(outgoing).slice(0, -1)

/** A consultant who works on these weekdays, from nine to five. */
async function givenWeek(weekdays: number[]): Promise<void> {
  const hours = weekdays.map((weekday) => ({ weekday, fromMinute: '09:00', toMinute: '17:00' }))
  const form = ConsultantForm.parse({
    ...{ name: 'Dimas', email: null, active: true, timeZone: null, durationMinutes: 60, bufferMinutes: 0 },
    ...{ noticeMinutes: 0, daysAhead: 14, hours },
  })
  const order = { workspaceId: workspace.workspaceId, actor: 'intan' }
  await db.inWorkspace(workspace.workspaceId, (tx) => saveConsultant(tx, { ...order, id: null, form }))
}

/** A draft that answers such words, with the wish that was read out of them. */
async function answering(words: string): Promise<string> {
  const id = await givenDraft(db, workspace, conversation, { reply: 'Silakan pilih.' })
  const wish = JSON.stringify(readWish(words, { nowMs: Date.now(), timeZone }))
  await sql`update drafts set wish = ${wish}::jsonb where id = ${id}`.execute(db.platform)
  return id
}
/** The weekday that a row's time is on. */
const weekdayIn = ({ id }: { id: string }) => weekdayOf(localTime(Date.parse(id.split('@')[1] ?? ''), timeZone).day)

describe('SB-02 PX-06 what is offered', () => {
  it('are eight rows at most, without a wish the next ones', async () => {
    await givenWeek([1, 2, 3, 4, 5, 6, 7])
    const list = await said({ say: 'slots', draftId: await answering('mau konsultasi') })
    expect(rowsOf(list)).toHaveLength(8)
    expect(rowsOf(list).every(({ title }) => title.endsWith('WIB') && title.length <= 24)).toBe(true)
    expect(list).toMatchObject({ body: 'Silakan pilih.' })
  })

  it('end with a row that asks for a person, also where only one time is left', async () => {
    await givenSlots(db, workspace, 1)
    const rows = allRowsOf(await said({ say: 'slots', draftId: await answering('mau konsultasi') }))
    expect(rows).toHaveLength(2)
    expect(rows.at(-1)).toEqual({ id: 'person', title: 'Bicara dengan konsultan' })
  })

  it('"hari Sabtu ada?" is answered by the times of Saturday', async () => {
    await givenWeek([1, 3, 6])
    const rows = rowsOf(await said({ say: 'slots', draftId: await answering('hari Sabtu ada?') }))
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.map(weekdayIn).every((weekday) => weekday === 6)).toBe(true)
  })

  it('says so when there are none on that day, and offers the nearest', async () => {
    await givenWeek([1, 3])
    const list = await said({ say: 'slots', draftId: await answering('hari Minggu ada?') })
    expect(list).toMatchObject({ body: expect.stringMatching(/^Untuk Minggu, .* tidak ada waktu kosong/) as string })
    expect(rowsOf(list).length).toBeGreaterThan(0)
    expect(rowsOf(list).map(weekdayIn)).toContain(1)
  })

  it('BY-07 stand under the words that a reviewer saw, and under theirs where they wrote others', async () => {
    await givenWeek([1, 3])
    const { workspaceId } = workspace
    const here = <T>(work: (tx: WorkspaceTx) => Promise<T>) => db.inWorkspace(workspaceId, work)
    const { conversationId } = conversation
    const { holdDraft, keepReview } = createReviewActivities(givenDeps(db))
    const { id: userId } = await givenPerson(db, { workspaceId })
    const hold = async (words: string) => {
      const draftId = await answering(words)
      await holdDraft({ workspaceId, conversationId, draftId, as: 'slots', dueAtMs: null, endsAtMs: null })
      return { draftId, shown: (await here((tx) => findHeldDraft(tx, draftId)))?.reply }
    }
    const decided = { workspaceId, conversationId, userId }

    const sunday = await hold('hari Minggu ada?')
    expect(sunday.shown).toMatch(/^Untuk Minggu, .* tidak ada waktu kosong/)
    await keepReview({ ...decided, draftId: sunday.draftId, verdict: 'approve' })
    expect(await said({ say: 'slots', draftId: sunday.draftId })).toMatchObject({ body: sunday.shown })

    const again = await hold('hari Minggu ada?')
    const reply = 'Minggu kami libur Kak, ini waktu lainnya ya.'
    const edit = { draftId: again.draftId, reply, checks: [], reason: null }
    const editedId = (await here((tx) => insertEditedDraft(tx, edit))) ?? ''
    await keepReview({ ...decided, draftId: again.draftId, verdict: 'edit', editedId })
    expect(await said({ say: 'slots', draftId: editedId })).toMatchObject({ body: reply })

    expect((await hold('hari Senin ada?')).shown).toBe('Silakan pilih.')
  })

  it('are none where nothing is free', async () => {
    expect(await said({ say: 'slots', draftId: await answering('mau konsultasi') })).toBe('no_slots')
  })

  it('SB-07 after a clash are the next two', async () => {
    const [, taken = '', third = '', fourth = ''] = await givenSlots(db, workspace, 5)
    await givenBooking(db, workspace, await givenConversation(db, workspace), { slotId: taken })
    const rows = rowsOf(await said({ say: 'slot_taken', slotId: taken }))
    expect(rows.map(({ id }) => id)).toEqual([`slot:${third}`, `slot:${fourth}`])
  })
})

it('PX-06 whether to cancel is asked with two buttons that carry the booking', async () => {
  const [slotId = ''] = await givenSlots(db, workspace, 1)
  const bookingId = await givenBooking(db, workspace, conversation, { slotId })
  const question = await said({ say: 'cancel_question', bookingId })
  expect(question).toMatchObject({
    content: {
      buttons: [
        { id: `cancel-booking:${bookingId}`, title: 'Ya, batalkan' },
        { id: `keep-booking:${bookingId}`, title: 'Tidak jadi' },
      ],
    },
  })
})

it('a draft without a wish keeps none', async () => {
  const draftId = await givenDraft(db, workspace, conversation)
  expect(await db.inWorkspace(workspace.workspaceId, (tx) => getDraftWish(tx, draftId))).toEqual({
    wish: null,
    isRead: false,
  })
})
