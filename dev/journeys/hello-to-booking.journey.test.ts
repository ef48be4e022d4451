import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually, givenCustomer, startDesk, type Desk, type DeskWorkspace } from '../test-kit/desk.ts'

let desk: Desk
let workspace: DeskWorkspace
beforeAll(async () => {
  desk = await startDesk()
  await Promise.all([desk.start('worker'), desk.start('api')])
  workspace = await desk.createWorkspace()
  const from = new Date(Date.now() + 48 * 3_600_000).toISOString().slice(0, 11) + '02:00:00Z'
  await desk.command([
    'slots',
    'add',
    workspace.slug,
    '--consultant',
    'Dimas Prasetyo',
    '--from',
    from,
    '--minutes',
    '45',
    '--count',
    '4',
  ])
})
afterAll(() => desk.stop())

const inWorkspace: Desk['db']['inWorkspace'] = (id, work) => desk.db.inWorkspace(id, work)

type SlotList = { interactive: { action: { sections: { rows: { id: string; title: string }[] }[] } } }
const rowsOf = ({ body }: { body: unknown }) => (body as SlotList).interactive.action.sections[0]?.rows ?? []
const textOf = ({ body }: { body: unknown }) => (body as { text: { body: string } }).text.body

describe('a customer', () => {
  it('CV-01 SB-04 TS-10 IN-16 AS-09 comes from hello to a booked consultation', async () => {
    const customer = givenCustomer(desk, workspace)
    const greeting = await customer.hears(() => customer.says('Halo, selamat malam'))
    expect(textOf(greeting)).toContain('ARI')
    await customer.hears(() => customer.says('Aku Nadia, mau ambil S2 Data Science di Australia'))
    await customer.hears(() => customer.says('IELTS 6.5, rencana mulai Juli 2027'))
    const list = await customer.hears(() => customer.says('Iya mau konsultasi dong'))
    const [row] = rowsOf(list)
    expect(row?.title).toMatch(/WIB$/)
    const confirmation = await customer.hears(() => customer.chooses({ id: row?.id ?? '', title: row?.title ?? '' }))
    expect(textOf(confirmation)).toContain('pukul 09.00 WIB, bersama Dimas Prasetyo')

    await eventually(() =>
      inWorkspace(workspace.workspaceId, async (tx) => {
        const found = await tx
          .selectFrom('conversations as c')
          .innerJoin('contacts', 'contacts.id', 'c.contact_id')
          .innerJoin('bookings', 'bookings.conversation_id', 'c.id')
          .where('contacts.phone', '=', customer.phone)
          .select(['c.id', 'c.stage', 'c.score', 'contacts.tags', 'bookings.status', 'bookings.slot_id as slotId'])
          .executeTakeFirstOrThrow()
        expect(found).toMatchObject({
          stage: 'done',
          tags: ['1on1'],
          status: 'confirmed',
          slotId: row?.id.replace('slot:', ''),
        })
        expect(found.score).toBeGreaterThan(30)

        const events = await tx
          .selectFrom('conversation_events')
          .where('conversation_id', '=', found.id)
          .where('kind', '=', 'stage')
          .orderBy('id')
          .select('detail')
          .execute()
        expect(events.map(({ detail }) => (detail as { stage: string }).stage)).toEqual([
          'qualification',
          'routing',
          'booking',
          'done',
        ])

        const thread = await tx
          .selectFrom('messages')
          .where('conversation_id', '=', found.id)
          .orderBy('sent_at')
          .orderBy('id')
          .select(['direction', 'author', 'body', 'status', 'outcome'])
          .execute()
        expect(thread.filter(({ direction }) => direction === 'inbound')).toHaveLength(5)
        expect(thread.filter(({ author }) => author === 'bot')).toHaveLength(5)
        expect(thread.filter(({ direction, outcome }) => direction === 'inbound' && outcome !== 'answered')).toEqual([])
        expect(thread.find(({ author }) => author === 'bot')?.body).toBe(textOf(greeting))
      }),
    )
  })

  it('WH-26 sees ticks that never go back, whatever order the statuses come in', async () => {
    const customer = givenCustomer(desk, workspace)
    desk.whatsapp.addFaults({
      kind: 'reorder-webhooks',
      on: 'status',
      hold: 2,
      withinMs: 300,
      times: 2,
      phoneNumberId: workspace.phoneNumberId,
    })
    const { wamid } = await customer.hears(() => customer.says('Halo'))
    desk.whatsapp.open({ customer: customer.phone.slice(1), phoneNumberId: workspace.phoneNumberId })
    await eventually(() =>
      inWorkspace(workspace.workspaceId, async (tx) => {
        const { status } = await tx
          .selectFrom('messages')
          .where('provider_message_id', '=', wamid)
          .select('status')
          .executeTakeFirstOrThrow()
        expect(status).toBe('read')
      }),
    )
  })

  it('LM-10 CV-11 who asks for a scholarship gets the fixed refusal, and people', async () => {
    const customer = givenCustomer(desk, workspace)
    await customer.hears(() => customer.says('Halo'))
    const refusal = await customer.hears(() => customer.says('Ada beasiswa nggak?'))
    expect(textOf(refusal)).toBe('Saya tidak punya informasi tentang itu. Silakan bicara dengan konsultan kami.')
    await eventually(async () => {
      const { floor, handoff_reason: reason } = await inWorkspace(workspace.workspaceId, (tx) =>
        tx
          .selectFrom('conversations as c')
          .innerJoin('contacts', 'contacts.id', 'c.contact_id')
          .where('contacts.phone', '=', customer.phone)
          .select(['floor', 'handoff_reason'])
          .executeTakeFirstOrThrow(),
      )
      expect({ floor, reason }).toEqual({ floor: 'team', reason: 'refused_subject' })
    })
    // From here on the bot is silent.
    const sentBefore = customer.sends().length
    await customer.says('Halo? Masih di sana?').delivered
    await eventually(async () => {
      const outcomes = await inWorkspace(workspace.workspaceId, (tx) =>
        tx
          .selectFrom('messages')
          .innerJoin('conversations as c', 'c.id', 'messages.conversation_id')
          .innerJoin('contacts', 'contacts.id', 'c.contact_id')
          .where('contacts.phone', '=', customer.phone)
          .where('body', '=', 'Halo? Masih di sana?')
          .select('outcome')
          .execute(),
      )
      expect(outcomes).toEqual([{ outcome: 'human' }])
    })
    expect(customer.sends()).toHaveLength(sentBefore)
  })
})

describe("a payload of Meta's, signed by hand", () => {
  it("WH-28 WH-32 gets its reply, with the tenant's token and number", async () => {
    const { phoneNumberId, webhookUrl, appSecret } = workspace
    const body = JSON.stringify({
      object: 'whatsapp_business_account',
      entry: [
        {
          id: '102290129340398',
          changes: [
            {
              field: 'messages',
              value: {
                messaging_product: 'whatsapp',
                metadata: { display_phone_number: '628110000021', phone_number_id: phoneNumberId },
                contacts: [{ profile: { name: 'Rizky' }, wa_id: '6281290447716' }],
                messages: [
                  {
                    from: '6281290447716',
                    id: 'wamid.HBgNNjI4MTI5MDQ0NzcxNhUCABIYFDNBNjNBRjQ3',
                    timestamp: String(Math.floor(Date.now() / 1000)),
                    type: 'text',
                    text: { body: 'Halo' },
                  },
                ],
              },
            },
          ],
        },
      ],
    })
    const signature = `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`
    const post = (headers: Record<string, string>) =>
      fetch(webhookUrl, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } })
    expect(
      (await post({ 'x-hub-signature-256': signature.replace(/.$/, (last) => (last === '0' ? '1' : '0')) })).status,
    ).toBe(401)
    const answer = await post({ 'x-hub-signature-256': signature })
    expect([answer.status, await answer.json()]).toEqual([200, { ok: true }])
    const [send] = await desk.whatsapp.waitForSends({ phoneNumberId, to: '6281290447716', count: 1 }, 20_000)
    expect(send?.body).toMatchObject({ messaging_product: 'whatsapp', to: '+6281290447716', type: 'text' })
  })
})

describe('a customer behind Kapso', () => {
  it("WH-01 WH-31 is answered through Kapso's API, with its key and number", async () => {
    const kapso = await desk.createWorkspace({ provider: 'kapso' })
    const customer = givenCustomer(desk, kapso)
    const reply = await customer.hears(() => customer.says('Halo'))
    // The simulator takes no other key than the one that it was given for this number.
    expect(reply).toMatchObject({ phoneNumberId: kapso.phoneNumberId, to: customer.phone })
    const rows = await inWorkspace(kapso.workspaceId, (tx) =>
      tx
        .selectFrom('messages')
        .innerJoin('conversations as c', 'c.id', 'messages.conversation_id')
        .innerJoin('contacts', 'contacts.id', 'c.contact_id')
        .where('direction', '=', 'inbound')
        .select(['messages.body', 'contacts.phone'])
        .execute(),
    )
    expect(rows).toEqual([{ body: 'Halo', phone: customer.phone }])
  })
})
