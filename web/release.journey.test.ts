import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { RELEASE_PHRASE } from '#schema/release.ts'
import { createReleaseRuns } from '#clients/temporal/release-runs.ts'
import { openTemporal } from '#clients/temporal/connect.ts'
import { eventually, startDesk, type Desk, type DeskWorkspace } from '../dev/test-kit/desk.ts'
import { playTests } from '../dev/eval/workspace.ts'
import { goto, startDeskInbox } from '../dev/test-kit/inbox.ts'
import { releaseOver } from '../dev/test-kit/release.ts'
import { givenPerson } from '../dev/test-kit/web.ts'

const Played = z.object({ play: z.object({ id: z.string() }) })

let desk: Desk
let workspace: DeskWorkspace
let inbox: Awaited<ReturnType<typeof startDeskInbox>>

beforeAll(async () => {
  desk = await startDesk()
  await desk.start('worker')
  workspace = await desk.createWorkspace({ review: 'week' })
  inbox = await startDeskInbox(desk, workspace.workspaceId)
  // Fewer than any workspace may wish: what is proven here does not hang on how many they are.
  await desk.db.platform.updateTable('workspaces').set({ release_minimum: 3 }).execute()
})
afterAll(async () => {
  await inbox.stop()
  await desk.stop()
})

const TABLES = ['contacts', 'conversations', 'messages', 'outbound_messages', 'bookings'] as const
const countOf = async (table: (typeof TABLES)[number] | 'trial_messages') => {
  const { count } = await desk.db.platform
    .selectFrom(table)
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}
const cookieOf = async (role: 'member' | 'admin') => {
  const { workspaceId } = workspace
  return inbox.web.signIn((await givenPerson(desk.db, { workspaceId, role })).email)
}

it('HR-09 HR-10 HR-11 a member reads test conversations in the app, an admin signs, and the bot goes live', async () => {
  const [member, admin] = [await cookieOf('member'), await cookieOf('admin')]
  const owner = releaseOver(inbox.web, inbox.cookie)
  const write = (title: string, says: string, passesToPeople: string) =>
    owner.order({ do: 'write', title, says, language: 'id', passesToPeople })
  await write('Sapaan', 'Halo\nSaya mau kuliah di Australia', 'no')
  await write('Biaya', 'Berapa biayanya?', 'yes')
  await write('Kapan', 'Halo\nKapan kelasnya mulai?\nTerima kasih', 'either')

  // The worker dies while they are played: another goes on, and nothing is said twice.
  desk.llm.setStanding({ do: 'hang' })
  await owner.order({ do: 'run', which: 'due' })
  await eventually(async () => expect(await countOf('trial_messages')).toBeGreaterThan(1))
  await desk.kill('worker')
  desk.llm.setStanding(null)
  await desk.start('worker')
  await owner.playAll()
  const rows = await desk.db.platform
    .selectFrom('trial_messages')
    .select(['author', 'outcome'])
    .where('result', 'is not', null)
    .execute()
  expect(rows).toHaveLength(6)
  expect(await countOf('trial_messages')).toBe(12)
  expect(await Promise.all(TABLES.map(countOf))).toEqual([0, 0, 0, 0, 0])
  expect(desk.whatsapp.sends({ phoneNumberId: workspace.phoneNumberId })).toEqual([])

  await inbox.withPage({ language: 'en', cookie: member, mayBreak: /409.*api\/release\// }, async (page) => {
    await goto(page, '/review')
    const queued = page.getByRole('region', { name: 'Test conversations to read' })
    await queued.getByRole('link', { name: 'Sapaan' }).click()
    const five = page.getByRole('group', { name: 'The five points' }).getByRole('checkbox')
    await page.getByRole('heading', { name: 'Sapaan' }).waitFor()
    await page.getByText('Saya mau kuliah di Australia').waitFor()
    expect(await five.count()).toBe(5)
    await page.keyboard.press('1')
    expect(await five.first().isChecked()).toBe(true)
    await page.keyboard.press('g')
    // The next one opens by itself; a bad one says why.
    await page.getByRole('heading', { name: 'Biaya' }).waitFor()
    await page.keyboard.press('b')
    await page.getByText('Write something first.').waitFor()
    await page.getByRole('textbox', { name: 'Comment' }).fill('It should say when somebody answers.')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('heading', { name: 'Kapan' }).waitFor()
    await page.keyboard.press('g')
    await page.getByText('3 / 3').waitFor()
    await page.getByText('Still standing as bad: 1', { exact: false }).waitFor()

    await page.getByRole('link', { name: 'Biaya' }).click()
    await page.getByRole('link', { name: 'Add or change knowledge' }).waitFor()
    await page.getByRole('button', { name: 'Run again' }).click()
    await page.getByText('Bad before:', { exact: false }).waitFor({ timeout: 30_000 })
    // Run again and unread it is bad still, and the page leads there.
    await page.getByText('It should say when somebody answers.').waitFor()
    await page.getByRole('link', { name: 'Back to the list' }).click()
    await page.getByText('Found bad, run again and not read yet: 1', { exact: false }).waitFor()
    await page.getByText('Bad: read again').waitFor()
    await page.getByRole('link', { name: 'Read the bad that were run again (1)' }).click()
    await page.getByRole('heading', { name: 'Biaya' }).waitFor()
    // Somebody else reads the same meanwhile: it is shown, and nothing that was typed is lost.
    const biaya = `/api/release/${new URL(page.url()).pathname.split('/').at(-1) ?? ''}`
    const { play } = Played.parse(await (await inbox.web.ask(biaya, { cookie: admin })).json())
    const bad = { do: 'read', playId: play.id, verdict: 'bad', points: ['tone'], comment: 'It names no price.' }
    expect((await inbox.web.ask(biaya, { cookie: admin, json: bad })).status).toBe(200)
    await page.getByRole('textbox', { name: 'Comment' }).fill('All well to me.')
    await page.getByRole('button', { name: 'Good, next' }).click()
    await page.getByText('It names no price.').waitFor()
    expect(await page.getByRole('textbox', { name: 'Comment' }).inputValue()).toBe('All well to me.')
    await page.getByRole('button', { name: 'Good, next' }).click()
    await page.getByText('3 / 3').waitFor()
    await page.getByText('An admin or owner signs.', { exact: false }).waitFor()
    expect(await page.getByRole('button', { name: RELEASE_PHRASE }).isEnabled()).toBe(false)
    await page.getByRole('link', { name: 'How we review' }).click()
    await page.getByText('None of them stands as bad.').waitFor()
  })

  await inbox.withPage({ language: 'en', cookie: admin }, async (page) => {
    await goto(page, '/review/release')
    expect(await page.getByRole('button', { name: 'Go live' }).isEnabled()).toBe(false)
    await page.getByRole('button', { name: RELEASE_PHRASE }).click()
    await page.locator('[data-signed]').getByText(RELEASE_PHRASE).waitFor()
    // The dialog promises what the rules hold, and no more.
    const asked = async (policy: string, settings: object) => {
      const set = { review_policy: policy, review_settings: JSON.stringify(settings) }
      await desk.db.platform.updateTable('workspaces').set(set).execute()
      await page.reload()
      await page.getByRole('button', { name: 'Go live' }).click()
      return page.getByRole('dialog')
    }
    await (await asked('off', {})).getByText('nobody reads them first', { exact: false }).waitFor()
    await (await asked('always', { sendsItself: true })).getByText('is sent unread.', { exact: false }).waitFor()
    await (await asked('week', { firstDays: 9 })).getByText('For the first 9 days', { exact: false }).waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Go live' }).click()
    await page.getByText('Live since', { exact: false }).waitFor()
  })
  const { live_at: liveAt, bot_on: botOn } = await desk.db.platform
    .selectFrom('workspaces')
    .select(['live_at', 'bot_on'])
    .where('id', '=', workspace.workspaceId)
    .executeTakeFirstOrThrow()
  expect({ isLive: liveAt !== null, botOn }).toEqual({ isLive: true, botOn: true })
})

it('TS-15 the test conversations of a workspace are played by a command, which prints pass and fail with the answers', async () => {
  const owner = releaseOver(inbox.web, inbox.cookie)
  await owner.order({ do: 'write', title: 'Tidak terpenuhi', says: 'Halo', language: 'id', passesToPeople: 'yes' })
  const { TEMPORAL_ADDRESS: address = '', TEMPORAL_TASK_QUEUE: taskQueue = '' } = desk.env
  const temporal = await openTemporal({ address, namespace: 'default' })
  const runs = createReleaseRuns(temporal.client, { taskQueue })
  const before = await owner.show()
  const said: string[] = []
  const play = (slug: string, only?: string, signal?: AbortSignal) => {
    const out = (text: string) => said.push(text)
    return playTests({ database: desk.db, runs, slug, only, say: () => undefined, out, ...(signal && { signal }) })
  }
  expect(await play(workspace.slug)).toBe(1)
  const text = said.join('\n')
  expect(text).toContain('pass  Biaya\n    customer: Berapa biayanya?\n    ARI: ')
  expect(text).toMatch(/FAIL {2}Tidak terpenuhi\n {4}customer: Halo\n {4}ARI: .+\n {4}! not_passed/)
  expect(said.at(-1)).toBe('3 passed, 1 failed')
  expect(await play(workspace.slug, 'BIAYA')).toBe(0)
  expect(said.at(-1)).toBe('1 passed, 0 failed')
  expect(await play('nobody')).toBe(1)
  // Who has had enough leaves nothing that plays on.
  expect(await play(workspace.slug, undefined, AbortSignal.abort())).toBe(130)
  // What was read for the release stays read.
  expect(await owner.show()).toEqual(before)
  await temporal.close()
})
