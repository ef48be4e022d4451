import { afterAll, beforeAll, expect, it } from 'vitest'
import { RELEASE_PHRASE } from '#schema/release.ts'
import { eventually, givenCustomer, startDesk, type Desk, type DeskWorkspace } from '../test-kit/desk.ts'
import { goto, startDeskInbox } from '../test-kit/inbox.ts'
import { releaseOver } from '../test-kit/release.ts'
import { givenPerson } from '../test-kit/web.ts'

// From a workspace that was just made to its first customer, with the hundred that somebody must read in between.

let desk: Desk
let workspace: DeskWorkspace
let inbox: Awaited<ReturnType<typeof startDeskInbox>>

beforeAll(async () => {
  desk = await startDesk()
  await Promise.all([desk.start('worker'), desk.start('api')])
  workspace = await desk.createWorkspace({ review: 'week' })
  inbox = await startDeskInbox(desk, workspace.workspaceId)
})
afterAll(async () => {
  await inbox.stop()
  await desk.stop()
})

const standing = () =>
  desk.db.platform
    .selectFrom('workspaces')
    .select(['live_at as liveAt', 'review_policy as policy', 'bot_on as botOn'])
    .where('id', '=', workspace.workspaceId)
    .executeTakeFirstOrThrow()
const trail = async () => {
  const rows = await desk.db.platform
    .selectFrom('audit_log')
    .where('workspace_id', '=', workspace.workspaceId)
    .where('action', 'in', ['release.signed', 'release.overridden', 'workspace.live', 'review.edit'])
    .orderBy('at')
    .select('action')
    .execute()
  return rows.map(({ action }) => action)
}

it('HR-08 HR-11 HR-01 HR-02 goes live once a hundred test conversations are read and signed; the first reply is held, edited and sent as edited', async () => {
  const member = await givenPerson(desk.db, { workspaceId: workspace.workspaceId, role: 'member' })
  const reader = await inbox.web.signIn(member.email)
  const [owner, reading] = [releaseOver(inbox.web, inbox.cookie), releaseOver(inbox.web, reader)]

  expect((await owner.order({ do: 'goLive' })).status).toBe(409)
  await owner.order({ do: 'make' })
  await owner.playAll(240_000)
  expect((await owner.order({ do: 'goLive' })).status).toBe(409)
  expect(await reading.readAll()).toBeGreaterThanOrEqual(100)
  const { read, minimum, isSigned } = await owner.show()
  expect({ minimum, isSigned }).toEqual({ minimum: 100, isSigned: false })
  expect(read).toBeGreaterThanOrEqual(100)
  expect((await owner.order({ do: 'goLive' })).status).toBe(409)
  expect((await standing()).liveAt).toBeNull()

  await inbox.withPage({ language: 'en' }, async (page) => {
    await goto(page, '/review/release')
    await page.getByRole('button', { name: RELEASE_PHRASE }).click()
    await page.locator('[data-signed]').getByText(RELEASE_PHRASE).waitFor()
    await page.getByRole('button', { name: 'Go live' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Go live' }).click()
    await page.getByText('Live since', { exact: false }).waitFor()
  })
  const { liveAt, ...how } = await standing()
  expect(how).toEqual({ policy: 'week', botOn: true })
  expect(Date.now() - (liveAt?.getTime() ?? 0)).toBeLessThan(60_000)
  expect(desk.whatsapp.sends({ phoneNumberId: workspace.phoneNumberId })).toEqual([])

  // Nobody is in a hurry on a slow machine: people are not given it meanwhile.
  await desk.db.platform
    .updateTable('workspaces')
    .set({ review_settings: JSON.stringify({ handOverSeconds: 3600 }) })
    .where('id', '=', workspace.workspaceId)
    .execute()
  const customer = givenCustomer(desk, workspace, 'Ana')
  customer.says('Halo')
  const draft = await eventually(() =>
    desk.db.inWorkspace(workspace.workspaceId, (tx) =>
      tx
        .selectFrom('drafts')
        .where('status', '=', 'held')
        .select(['reply', 'held_for as heldFor'])
        .executeTakeFirstOrThrow(),
    ),
  )
  expect(draft.heldFor).toBe('first_days')
  expect(customer.sends()).toEqual([])

  await inbox.withPage({ language: 'en', cookie: reader }, async (page) => {
    await goto(page, '/review')
    await page.getByRole('region', { name: 'Draft for Ana' }).waitFor()
    await page.keyboard.press('e')
    await page.keyboard.type(' Salam hangat.')
    await page.keyboard.press('Control+Enter')
    await eventually(() =>
      expect(customer.sends().map(({ body }) => body)).toMatchObject([
        { text: { body: `${draft.reply} Salam hangat.` } },
      ]),
    )
  })
  expect(await trail()).toEqual(['release.signed', 'workspace.live', 'review.edit'])
})
