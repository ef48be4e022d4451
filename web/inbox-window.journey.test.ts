import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordTemplateStatuses, saveTemplates } from '#db/queries/templates.ts'
import type { TemplateContents } from '#schema/template.ts'
import { axeViolations } from '../dev/test-kit/browser.ts'
import type { GivenConversation } from '../dev/test-kit/given.ts'
import { givenTalk, goto, receive, startInbox } from '../dev/test-kit/inbox.ts'
import { foreignTexts } from '../dev/test-kit/texts.ts'

const REMINDER: TemplateContents = {
  isNamed: true,
  header: null,
  body: 'Halo {{nama}}, konsultasi Anda {{hari}}.',
  footer: 'Eagle',
  buttons: [],
  others: [],
  examples: { 'body.hari': 'Zqx' },
}

let inbox: Awaited<ReturnType<typeof startInbox>>
let ana: GivenConversation
let budi: GivenConversation

beforeAll(async () => {
  inbox = await startInbox()
  const { db, workspace } = inbox
  const { channelId, workspaceId } = workspace
  ana = await givenTalk(db, workspace, 'Zyx Qwv', 'Zqx 1')
  budi = await givenTalk(db, workspace, 'Vwx Zzq', 'Zqx 2')
  await db.inWorkspace(workspaceId, async (tx) => {
    const template = { category: 'UTILITY', reason: null, language: 'id' }
    await saveTemplates(tx, {
      ...{ channelId, readAt: new Date(), isWhole: true },
      templates: [
        { ...template, providerTemplateId: '1', name: 'zqx_reminder', status: 'APPROVED', contents: REMINDER },
        { ...template, providerTemplateId: '2', name: 'zqx_rejected', status: 'REJECTED', contents: REMINDER },
      ],
    })
  })
  await wroteAgo(ana, 21 * 60 + 30)
  await wroteAgo(budi, 25 * 60)
})
afterAll(() => inbox.stop())

/** The customer's last message was so many minutes ago. */
const wroteAgo = ({ conversationId }: GivenConversation, minutes: number) =>
  inbox.db.platform
    .updateTable('conversations')
    .set({ last_inbound_at: sql<Date>`now() - make_interval(mins => ${minutes})` })
    .where('id', '=', conversationId)
    .execute()

const rowOf = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name })

describe('PX-08 the 24-hour window', () => {
  it('is counted down in list and thread; closed, templates stand in the composer’s place', async () => {
    await inbox.withPage({ language: 'en' }, async (page) => {
      await goto(page, `/inbox/${ana.contactId}`)
      await rowOf(page, 'Zyx Qwv').getByText('2 h 30 min', { exact: true }).waitFor()
      await rowOf(page, 'Vwx Zzq').getByText('Closed', { exact: true }).waitFor()
      await page.getByText('24-hour window: 2 h 30 min left').last().waitFor()
      await page.getByRole('textbox', { name: 'Write a message to Zyx Qwv' }).fill('Half a thought')
      await wroteAgo(ana, 25 * 60)
      await page.getByRole('button', { name: 'Reload the conversation' }).click()

      const closed = page.getByRole('region', { name: 'Send a template to Zyx Qwv' })
      await closed.getByText('Your draft is kept.').waitFor()
      await closed.getByText('Halo [nama], konsultasi Anda [hari].').waitFor()
      expect(await closed.getByText('zqx_rejected').count()).toBe(0)
      expect(await page.getByRole('textbox', { name: 'Write a message to Zyx Qwv' }).count()).toBe(0)
      await closed.getByRole('button', { name: 'zqx_reminder' }).click()
      await closed.getByRole('textbox', { name: 'nama' }).fill('Kak Zyx')
      await closed.getByRole('button', { name: 'Send' }).click()
      await closed.getByText('Write something first.').waitFor()
      expect(await closed.getByRole('textbox', { name: 'hari' }).evaluate((it) => it === document.activeElement)).toBe(
        true,
      )
      await closed.getByRole('textbox', { name: 'hari' }).fill('Selasa')
      await closed.locator('[data-preview]').getByText('Halo Kak Zyx, konsultasi Anda Selasa.').waitFor()
      expect(await axeViolations(page)).toEqual([])
      await closed.getByRole('button', { name: 'Send' }).click()
      await page.getByRole('log').getByText('Halo Kak Zyx, konsultasi Anda Selasa.').waitFor()
      await page.getByRole('log').getByText('Template · zqx_reminder').waitFor()

      await receive(inbox.db, inbox.workspace, ana, 'I am back')
      const composer = page.getByRole('textbox', { name: 'Write a message to Zyx Qwv' })
      await composer.waitFor()
      expect(await composer.inputValue()).toBe('Half a thought')
    })
    const [sent] = await inbox.db.platform
      .selectFrom('messages')
      .where('kind', '=', 'template')
      .select(['status', 'author', 'content'])
      .execute()
    expect(sent).toMatchObject({
      ...{ status: 'queued', author: 'staff' },
      content: {
        template: {
          ...{ name: 'zqx_reminder', language: 'id' },
          parameters: { 'body.nama': 'Kak Zyx', 'body.hari': 'Selasa' },
        },
      },
    })
  })

  it.each(['id', 'en'] as const)('speaks one language on a phone, in the dark too (%s)', async (language) => {
    await inbox.withPage({ language, width: 390, theme: 'dark' }, async (page) => {
      await goto(page, `/inbox/${budi.contactId}`)
      await page.getByRole('button', { name: 'zqx_reminder' }).click()
      await page.locator('[data-preview]').waitFor()
      expect(await axeViolations(page)).toEqual([])
      const found = await foreignTexts(page, language, '.bubble-text, label, h3, [data-preview]')
      expect(found).toEqual([])
    })
  })
})

describe('a template is refused by the server', () => {
  const post = (json: object) => inbox.web.ask(`/api/conversations/${budi.contactId}`, { cookie: inbox.cookie, json })
  const templateId = async (name: string) => {
    const row = await inbox.db.platform.selectFrom('message_templates').where('name', '=', name).select('id').execute()
    return row[0]?.id ?? ''
  }

  it('PX-08 where it was not approved, is not filled in, or was paused meanwhile', async () => {
    const send = async (name: string, parameters: Record<string, string>) => {
      const answer = await post({
        messageId: crypto.randomUUID(),
        template: { id: await templateId(name), parameters },
      })
      return [answer.status, (await answer.json()) as unknown]
    }
    const filled = { 'body.nama': 'A', 'body.hari': 'B' }
    expect(await send('zqx_rejected', filled)).toEqual([400, { errors: { 'template.id': 'template-unapproved' } }])
    expect(await send('zqx_reminder', { 'body.nama': 'A\nB' })).toEqual([
      400,
      { errors: { 'template.parameters.body.nama': 'one-line', 'template.parameters.body.hari': 'empty' } },
    ])
    await inbox.db.inWorkspace(inbox.workspace.workspaceId, (tx) =>
      recordTemplateStatuses(tx, [
        {
          ...{ channelId: inbox.workspace.channelId, businessAccountId: null, providerTemplateId: null },
          ...{ name: 'zqx_reminder', language: 'id', category: null, status: 'PAUSED', reason: null, at: new Date() },
        },
      ]),
    )
    expect(await send('zqx_reminder', filled)).toEqual([400, { errors: { 'template.id': 'template-unapproved' } }])
    await inbox.withPage({ language: 'en' }, async (page) => {
      await goto(page, `/inbox/${budi.contactId}`)
      await page.getByText('No approved template yet').waitFor()
      await page.getByText('WhatsApp Business Account is not known here').waitFor()
    })
  })
})
