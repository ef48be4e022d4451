import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createTemplateReader } from '#clients/whatsapp/templates.ts'
import { createWhatsApp } from '#clients/whatsapp/whatsapp.ts'
import { connect, type Database } from '#db/connect.ts'
import { insertStaffMessageOnce } from '#db/queries/staff-messages.ts'
import { saveTemplates } from '#db/queries/templates.ts'
import { handToPeople } from '#domain/conversation/floor.ts'
import type { LinkButton } from '#schema/quick-reply.ts'
import type { SentTemplate } from '#schema/template.ts'
import { eventually } from '../dev/test-kit/api.ts'
import { givenDeps, runActivity } from '../dev/test-kit/activities.ts'
import {
  givenConversation,
  givenDraft,
  givenInbound,
  givenSealer,
  givenState,
  givenWorkspace,
  type GivenConversation,
  type GivenWorkspace,
} from '../dev/test-kit/given.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { givenPerson } from '../dev/test-kit/web.ts'
import { startWhatsAppSimulator, type RunningWhatsAppSimulator } from '../dev/simulators/whatsapp/simulator.ts'
import { createSendActivities } from './send-reply.ts'
import { createStaffActivities } from './send-staff-reply.ts'

const WABA = '555'
const HOURS_25 = 25 * 3_600_000
const sealer = givenSealer()

let postgres: Awaited<ReturnType<typeof startDatabase>>
let db: Database
let whatsapp: RunningWhatsAppSimulator
let workspace: GivenWorkspace
let conversation: GivenConversation
let userId: string

beforeAll(async () => {
  postgres = await startDatabase()
  db = connect(postgres.url)
  workspace = await givenWorkspace(db, { sealer, accessToken: 'token' })
  userId = (await givenPerson(db, workspace)).id
  whatsapp = await startWhatsAppSimulator({ settings: { window: 'refuse', templateApprovalMs: 0 } })
  whatsapp.control.putNumber(workspace.phoneNumberId, { displayPhoneNumber: '+62 21 5000 1000', wabaId: WABA })
  await create('pengingat', {
    components: [
      { type: 'HEADER', format: 'TEXT', text: 'Halo {{1}}' },
      { type: 'BODY', text: 'Konsultasi {{1}} pukul {{2}}.' },
      { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Lihat', url: 'https://a.example/{{1}}' }] },
    ],
  })
  await create('bernama', { components: [{ type: 'BODY', text: 'Halo {{nama}}' }], parameter_format: 'NAMED' })
  await readTemplates()
})
afterAll(async () => {
  await whatsapp.close()
  await db.close()
  await postgres.stop()
})
// The customer last wrote 25 hours ago.
beforeEach(async () => {
  conversation = await givenConversation(db, workspace, { lastInboundAt: new Date(Date.now() - HOURS_25) })
})

async function create(name: string, more: object): Promise<void> {
  const answer = await fetch(`${whatsapp.graphUrl}/${WABA}/message_templates`, {
    method: 'POST',
    headers: { authorization: 'Bearer token', 'content-type': 'application/json' },
    body: JSON.stringify({ name, language: 'id', category: 'UTILITY', ...more }),
  })
  expect(answer.status).toBe(200)
}

async function readTemplates(): Promise<void> {
  const reader = createTemplateReader({ graphUrl: whatsapp.graphUrl, kapsoUrl: whatsapp.url })
  const { channelId, workspaceId } = workspace
  await eventually(async () => {
    const readAt = new Date()
    const list = await reader.list({ provider: 'meta', accessToken: 'token' }, WABA)
    await db.inWorkspace(workspaceId, (tx) => saveTemplates(tx, { channelId, readAt, ...list }))
    return list.templates.every(({ status }) => status === 'APPROVED')
  })
}

const activities = () => {
  const { url: kapsoUrl, graphUrl } = whatsapp
  const deps = givenDeps(db, { sealer, whatsapp: createWhatsApp({ graphUrl, kapsoUrl }) })
  return { ...createSendActivities(deps), ...createStaffActivities(deps) }
}

/** What a person wrote, or filled in, through its sending; and how it stands then. */
async function staffSends(body: string, template?: SentTemplate, link?: LinkButton) {
  const messageId = uuidv7()
  const { workspaceId, channelId } = workspace
  const { conversationId } = conversation
  await db.inWorkspace(workspaceId, (tx) =>
    insertStaffMessageOnce(tx, {
      ...{
        messageId,
        conversationId,
        channelId,
        userId,
        body,
        template,
        link,
        replyToProviderId: null,
        now: new Date(),
      },
      releaseAt: null,
    }),
  )
  const state = handToPeople(givenState(), 'taken_over', userId)
  const { outcome } = await runActivity(activities().sendStaffReply, { workspaceId, conversationId, messageId, state })
  const message = await db.platform
    .selectFrom('messages')
    .where('id', '=', messageId)
    .select(['status', 'failure'])
    .executeTakeFirstOrThrow()
  return { outcome, ...message }
}

const filled = (name: string, parameters: Record<string, string>): SentTemplate => ({
  ...{ name, language: 'id', parameters, header: null, footer: null, buttons: [] },
})
const sends = () => whatsapp.control.sends({ to: conversation.phone })

it('PX-08 after the window nothing of ours goes out: staff’s message says why, a held draft of ARI is not sent', async () => {
  expect(await staffSends('Halo?')).toMatchObject({
    ...{ outcome: 'window_closed', status: 'failed' },
    failure: { kind: 'window' },
  })
  const { workspaceId } = workspace
  const messageId = await givenInbound(db, workspace, conversation, 'Halo')
  const draftId = await givenDraft(db, workspace, conversation)
  const reply = await runActivity(activities().sendReply, {
    ...{ workspaceId, conversationId: conversation.conversationId, what: { say: 'draft', draftId } as const },
    // Nobody has taken the floor, which stands as that message left it.
    ...{ state: { ...givenState(), floor: { ...givenState().floor, epoch: 1 } }, passed: [], messageIds: [messageId] },
  })
  expect(reply).toEqual({ outcome: 'window_closed' })
  expect(sends()).toEqual([])
  expect(whatsapp.control.rejected({ to: conversation.phone })).toEqual([])
})

it('PX-08 a template goes out all the same, every parameter in its component, and opens no window', async () => {
  const numbered = filled('pengingat', {
    ...{ 'header.1': 'Nadia', 'body.1': 'Selasa', 'body.2': '14.00', 'button.0': 'j/123' },
  })
  expect(await staffSends('Konsultasi Selasa pukul 14.00.', numbered)).toMatchObject({
    ...{ outcome: 'sent', status: 'sent' },
  })
  expect(await staffSends('Halo Nadia', filled('bernama', { 'body.nama': 'Nadia' }))).toMatchObject({ status: 'sent' })
  expect(sends().map(({ body }) => body['template'])).toEqual([
    {
      ...{ name: 'pengingat', language: { code: 'id' } },
      components: [
        { type: 'header', parameters: [{ type: 'text', text: 'Nadia' }] },
        {
          type: 'body',
          parameters: [
            { type: 'text', text: 'Selasa' },
            { type: 'text', text: '14.00' },
          ],
        },
        { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: 'j/123' }] },
      ],
    },
    {
      ...{ name: 'bernama', language: { code: 'id' } },
      components: [{ type: 'body', parameters: [{ type: 'text', parameter_name: 'nama', text: 'Nadia' }] }],
    },
  ])
  expect(await staffSends('Halo?')).toMatchObject({ outcome: 'window_closed' })
})

it('PX-08 a template that WhatsApp has paused meanwhile is not sent, and says so', async () => {
  await db.platform.updateTable('message_templates').set({ status: 'PAUSED' }).where('name', '=', 'bernama').execute()
  expect(await staffSends('Halo Nadia', filled('bernama', { 'body.nama': 'Nadia' }))).toMatchObject({
    ...{ outcome: 'refused', status: 'failed' },
    failure: { kind: 'template' },
  })
  expect(sends()).toEqual([])
})

it('PX-06 what a person writes with a link button goes out as WhatsApp takes it, in the window only', async () => {
  const link = { label: 'Buka peta', url: 'https://maps.google.com/?q=Sudirman' }
  expect(await staffSends('Ini petanya.', undefined, link)).toMatchObject({ outcome: 'window_closed' })
  conversation = await givenConversation(db, workspace, { lastInboundAt: new Date() })
  const { phoneNumberId } = workspace
  whatsapp.control.inbound({ phoneNumberId, from: { phone: conversation.phone }, text: 'Di mana?' })
  expect(await staffSends('Ini petanya.', undefined, link)).toMatchObject({ outcome: 'sent', status: 'sent' })
  expect(sends().map(({ body }) => body['interactive'])).toEqual([
    {
      ...{ type: 'cta_url', body: { text: 'Ini petanya.' } },
      action: { name: 'cta_url', parameters: { display_text: 'Buka peta', url: link.url } },
    },
  ])
})
