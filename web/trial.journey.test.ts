import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startDesk, type Desk, type DeskWorkspace } from '../dev/test-kit/desk.ts'
import { axeViolations } from '../dev/test-kit/browser.ts'
import { goto, startDeskInbox } from '../dev/test-kit/inbox.ts'

let desk: Desk
let workspace: DeskWorkspace
let inbox: Awaited<ReturnType<typeof startDeskInbox>>

beforeAll(async () => {
  desk = await startDesk()
  await desk.start('worker')
  workspace = await desk.createWorkspace()
  inbox = await startDeskInbox(desk, workspace.workspaceId)
})
afterAll(async () => {
  await inbox.stop()
  await desk.stop()
})

const TABLES = ['contacts', 'conversations', 'messages', 'outbound_messages', 'bookings'] as const

const countOf = async (table: (typeof TABLES)[number]) => {
  const { count } = await desk.db.platform
    .selectFrom(table)
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** One consultant, whose times are computed. */
async function worksAllWeek() {
  const consultantId = uuidv7()
  await desk.db.inWorkspace(workspace.workspaceId, async (tx) => {
    await tx.insertInto('consultants').values({ id: consultantId, name: 'Dimas' }).execute()
    const hours = { consultant_id: consultantId, from_minute: 540, to_minute: 1020 }
    await tx
      .insertInto('consultant_hours')
      .values([1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ id: uuidv7(), weekday, ...hours })))
      .execute()
  })
}

it('BC-09 what is tried in the Test tab is answered there, and reaches no phone and no contact', async () => {
  await worksAllWeek()
  const sends = () => desk.whatsapp.sends({ phoneNumberId: workspace.phoneNumberId })
  await inbox.withPage({ language: 'en' }, async (page) => {
    await goto(page, '/intern/test')
    const talk = page.getByRole('log')
    const about = page.getByRole('complementary', { name: 'How ARI came to the reply' })
    await page.getByRole('button', { name: 'Halo, saya mau kuliah di Australia' }).click()
    await about.getByText('What ARI decided').waitFor()
    await about.getByText('Australia', { exact: true }).waitFor()
    await about.getByText('sim/').or(about.getByText('Endpoint')).first().waitFor()
    await about.getByText('Prompt and raw answer').click()
    await about.getByText('You are ARI', { exact: false }).first().waitFor()

    const box = page.getByRole('textbox', { name: 'Write as a customer' })
    await box.fill('Berapa biayanya?')
    await box.press('Enter')
    await page.getByText('Your team would have the floor now', { exact: false }).waitFor()
    await about.getByText('Refuse with the fixed words').waitFor()
    await about.getByText('The customer asks about a refused subject: prices.').waitFor()
    expect(await axeViolations(page)).toEqual([])
    await page.getByRole('button', { name: 'Hand back to ARI' }).click()
    await talk.getByText('You gave the floor back to ARI').waitFor()

    await page.getByRole('button', { name: /Jump to another one/ }).click()
    await page.getByRole('menuitemradio', { name: 'Booking' }).click()
    await talk.getByText('You jumped to the stage Booking').waitFor()
    await box.fill('Saya mau konsultasi')
    await box.press('Enter')
    const choices = talk.getByRole('list', { name: 'Answers to choose from' })
    await choices.getByText('Dimas').first().click()
    await talk.getByText('sudah terjadwal').waitFor()
    await about.getByText('Nothing was written into the calendar', { exact: false }).waitFor()
    await box.fill('Saya mau batalkan konsultasi')
    await box.press('Enter')
    await choices.getByText('Ya, batalkan').click()
    await talk.getByText('sudah dibatalkan').waitFor()
    await about.getByText('Nothing was cancelled in the calendar', { exact: false }).waitFor()

    desk.llm.setStanding({ do: 'hang' })
    await box.fill('Ini tidak jadi')
    await box.press('Enter')
    await talk.getByText('ARI is thinking').waitFor()
    await page.getByRole('button', { name: 'Stop', exact: true }).click()
    await talk.getByText('Stopped: counts as not said').waitFor()
    desk.llm.setStanding(null)

    await page.reload()
    await talk.getByText('Berapa biayanya?').waitFor()
    await page.getByRole('button', { name: 'Start anew' }).click()
    await page.getByText('Write as a customer would', { exact: true }).first().waitFor()
    expect(await talk.getByText('Ini tidak jadi').count()).toBe(0)
  })
  expect(sends()).toEqual([])
  expect(await Promise.all(TABLES.map(countOf))).toEqual([0, 0, 0, 0, 0])
})

/** An entry; its id as the model cites it. */
async function knows(title: string, content: string): Promise<string> {
  const id = uuidv7()
  await desk.db.inWorkspace(workspace.workspaceId, (tx) =>
    tx.insertInto('knowledge').values({ id, kind: 'course', language: 'id', title, content }).execute(),
  )
  return `k:${id}`
}

it('CV-24 a question is asked five times in the Test tab, and what the answers disagree on is marked', async () => {
  const question = 'Kapan kursus TOEFL mulai?'
  const one = await knows('Kursus TOEFL', 'Kursus TOEFL mulai 5 Maret 2027 di ruang Garuda.')
  const other = await knows('Kursus TOEFL lama', 'Kursus TOEFL mulai 9 April 2027 di ruang Garuda.')
  const says = (reply: string, cites: string) => ({
    reply,
    confidence: 0.95,
    intent: 'course_info',
    citations: [cites],
  })
  await inbox.withPage({ language: 'en' }, async (page) => {
    await goto(page, '/intern/test')
    const cards = page.getByRole('article', { name: 'One question, asked 5 times' })
    const box = page.getByRole('textbox', { name: 'Write as a customer' })

    desk.llm.answerWith(() => says('Kursus TOEFL mulai 5 Maret 2027.', one))
    await box.fill(question)
    await page.getByRole('button', { name: 'Ask 5 times' }).click()
    const agreed = cards.first()
    await agreed.getByText('Facts agree').waitFor()
    expect(
      await agreed
        .getByRole('listitem')
        .filter({ hasText: /^Answer/ })
        .count(),
    ).toBe(5)
    expect(await agreed.locator('mark').allInnerTexts()).toEqual(Array.from({ length: 5 }, () => '5 Maret 2027'))
    await agreed.getByText('the same everywhere · in the database').waitFor()
    expect(await agreed.getByRole('link', { name: 'Kursus TOEFL', exact: true }).count()).toBe(5)

    let asked = 0
    desk.llm.answerWith(() =>
      ++asked % 2 === 0
        ? says('Kursus TOEFL mulai 9 April 2027.', other)
        : says('Kursus TOEFL mulai 5 Maret 2027.', one),
    )
    await box.fill(question)
    await page.getByRole('button', { name: 'Ask 5 times' }).click()
    const differing = cards.nth(1)
    await differing.getByText('Facts differ').waitFor()
    expect(await differing.getByTitle('another answer says otherwise').count()).toBe(5)
    const facts = await differing.getByRole('list').first().getByRole('listitem').allInnerTexts()
    expect(facts.map((text) => text.split('\n')[0]).sort()).toEqual(['5 Maret 2027', '9 April 2027'])
    await differing.getByRole('link', { name: 'Kursus TOEFL lama' }).first().waitFor()
    expect(await axeViolations(page)).toEqual([])

    desk.llm.answerWith(null)
    desk.llm.setStanding({ do: 'hang' })
    await box.fill(question)
    await page.getByRole('button', { name: 'Ask 5 times' }).click()
    const stopped = cards.nth(2)
    await stopped.getByText('0 of 5 answered').waitFor()
    await stopped.getByRole('button', { name: 'Stop asking' }).click()
    await stopped.getByText('Stopped after 0 of 5').waitFor()
    desk.llm.setStanding(null)
    // It is there for whoever comes back, and goes with the trial.
    await page.reload()
    await differing.getByText('Facts differ').waitFor()
    await page.getByRole('button', { name: 'Start anew' }).click()
    await cards.first().waitFor({ state: 'detached' })
  })
  expect(desk.whatsapp.sends({ phoneNumberId: workspace.phoneNumberId })).toEqual([])
})
