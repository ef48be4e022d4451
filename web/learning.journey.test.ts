import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { insertEditedDraft } from '#db/queries/review-queue.ts'
import { insertGuidance } from '#db/queries/reviews.ts'
import { createReviewActivities } from '../activities/review.ts'
import { givenDeps } from '../dev/test-kit/activities.ts'
import { axeViolations } from '../dev/test-kit/browser.ts'
import { eventually } from '../dev/test-kit/desk.ts'
import { givenConversation, givenHeldDraft, givenInbound } from '../dev/test-kit/given.ts'
import { goto, startInbox } from '../dev/test-kit/inbox.ts'
import { foreignTexts } from '../dev/test-kit/texts.ts'
import { givenPerson } from '../dev/test-kit/web.ts'

// The page of proposals in a browser. What becomes of an accepted one is proven in activities/learn.db.test.ts.

let inbox: Awaited<ReturnType<typeof startInbox>>
let reviewer: string

beforeAll(async () => {
  inbox = await startInbox()
  reviewer = (await givenPerson(inbox.db, { workspaceId: inbox.workspace.workspaceId })).id
  await taught(
    { name: 'Bayu Saputra', asked: 'Ada sauna?', drafted: 'Saya tanyakan dulu ya Kak.' },
    { fact: 'Sauna ada di lantai 12.' },
  )
  await taught(
    {
      ...{ name: 'Nadia Rahmawati', asked: 'Halo kak, mau tanya kolam renangnya buka jam berapa ya?' },
      drafted: 'Maaf Kak, saya belum punya jadwal kolam renang. Saya tanyakan dulu ke tim kami.',
    },
    { sent: 'Kolam renang buka Selasa sampai Minggu jam 09.00 sampai 17.00, Kak Nadia.' },
  )
  await inbox.db.inWorkspace(inbox.workspace.workspaceId, (tx) =>
    tx
      .insertInto('knowledge')
      .values({
        id: crypto.randomUUID(),
        kind: 'faq',
        language: 'id',
        title: 'Kolam renang',
        content: 'Ada di lantai dua.',
      })
      .execute(),
  )
})
afterAll(() => inbox.stop())

type Asked = { name: string; asked: string; drafted: string }

/** A reviewer's decision about a draft, as its conversation keeps it. */
async function taught({ name, asked, drafted }: Asked, { sent, fact }: { sent?: string; fact?: string }) {
  const { db, workspace } = inbox
  const talk = await givenConversation(db, workspace, { name })
  await givenInbound(db, workspace, talk, asked)
  const draftId = await givenHeldDraft(db, workspace, talk, drafted)
  await db.platform.updateTable('drafts').set({ intent: 'other' }).where('id', '=', draftId).execute()
  const { workspaceId } = workspace
  const of = { workspaceId, conversationId: talk.conversationId, draftId, userId: reviewer }
  const { keepReview } = createReviewActivities(givenDeps(db))
  await db
    .inWorkspace(workspaceId, async (tx) =>
      sent === undefined
        ? { verdict: 'again' as const, guidanceId: await insertGuidance(tx, { ...of, kind: 'fact', body: fact ?? '' }) }
        : {
            verdict: 'edit' as const,
            editedId: (await insertEditedDraft(tx, { draftId, reply: sent, checks: [], reason: null })) ?? '',
          },
    )
    .then((verdict) => keepReview({ ...of, ...verdict }))
}

const WORDS_OF_OTHERS = '.bubble-text, [data-words]'
const tab = (page: Page) =>
  page.getByRole('navigation', { name: 'Bagian review' }).getByRole('link', { name: /Usulan/ })
const part = (page: Page, name: string) => page.getByRole('region', { name })

it('BY-11 what an admin put right stays while they look at another proposal, and a refusal is told as what it is', async () => {
  await inbox.withPage({ mayBreak: /api\/review\/proposals/ }, async (page) => {
    await goto(page, '/review/learning')
    const entry = part(page, 'Entri untuk database')
    await entry.getByLabel('Judul').fill('Jam buka kolam')
    const cards = page.getByRole('list', { name: 'Usulan' }).getByRole('button', { expanded: false })
    await cards.last().click()
    await page.getByText('Fakta dari peninjau').waitFor()
    await page.getByRole('list', { name: 'Usulan' }).getByRole('button', { expanded: false }).first().click()
    expect(await entry.getByLabel('Judul').inputValue()).toBe('Jam buka kolam')

    for (const [status, words] of [
      [401, 'Anda sudah keluar.'],
      [403, 'Anda tidak lagi admin di sini'],
    ] as const) {
      await page.route('**/api/review/proposals/*', (route) => route.fulfill({ status, json: {} }))
      await entry.getByRole('button', { name: 'Abaikan' }).click()
      await entry.getByText(words).waitFor()
      await page.unroute('**/api/review/proposals/*')
    }
  })
})

it('BY-11 an admin puts an edit right in place, and takes entry and case over; a dismissal is undone', async () => {
  // The browser notes that the server refused a title.
  await inbox.withPage({ width: 1440, mayBreak: /409/ }, async (page) => {
    await goto(page, '/review/learning')
    await eventually(async () => expect(await tab(page).innerText()).toContain('2'))
    const entry = part(page, 'Entri untuk database')
    expect(await entry.getByLabel('Judul').inputValue()).toBe('Kolam renangnya buka jam berapa?')
    await page.locator('[data-difference] ins').first().waitFor()
    await entry.getByRole('link', { name: /Kolam renang/ }).waitFor()
    expect(await axeViolations(page)).toEqual([])
    expect(await foreignTexts(page, 'id', WORDS_OF_OTHERS)).toEqual([])

    // Another entry has the title: said beside the field, with the way to it.
    await entry.getByLabel('Judul').fill('Kolam renang')
    await entry.getByRole('button', { name: 'Terima entri' }).click()
    await entry.getByText('sudah ada', { exact: false }).first().waitFor()
    await entry.getByRole('link', { name: 'Buka entri itu' }).waitFor()
    await entry.getByLabel('Judul').fill('Jam kolam renang')
    await entry.getByRole('button', { name: 'Terima entri' }).click()
    await entry.getByRole('status').getByText('Diterima oleh', { exact: false }).waitFor()

    const testCase = part(page, 'Kasus uji')
    await testCase.getByRole('button', { name: 'Abaikan' }).click()
    await testCase.getByRole('button', { name: 'Urungkan' }).click()
    await testCase.getByRole('button', { name: 'Terima kasus' }).click()
    await testCase.getByRole('status').getByText('Diterima oleh', { exact: false }).waitFor()
    await eventually(async () => expect(await tab(page).innerText()).toContain('1'))

    await entry.getByRole('link', { name: 'Buka entrinya' }).click()
    await page.getByRole('dialog').getByText('Isi').first().waitFor()
  })
  const kept = await inbox.db.platform
    .selectFrom('knowledge')
    .where('title', '=', 'Jam kolam renang')
    .select('content')
    .execute()
  expect(kept).toEqual([{ content: 'Kolam renang buka Selasa sampai Minggu jam 09.00 sampai 17.00.' }])
})

it('BY-11 on a phone, in the dark, what was accepted is read', async () => {
  await inbox.withPage({ width: 390, theme: 'dark', language: 'en' }, async (page) => {
    await goto(page, '/review/learning?state=accepted')
    await page.getByRole('link', { name: 'Open the entry' }).waitFor()
    expect(await axeViolations(page)).toEqual([])
    await page.getByRole('radio', { name: 'Open' }).click()
    await page.getByText('The fact that the reviewer gave').waitFor()
    expect(await axeViolations(page)).toEqual([])
    expect(await foreignTexts(page, 'en', WORDS_OF_OTHERS)).toEqual([])
  })
})
