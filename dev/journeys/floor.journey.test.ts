import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { v7 as uuidv7 } from 'uuid'
import { eventually, givenCustomer, startDesk, type Desk, type DeskWorkspace } from '../test-kit/desk.ts'

let desk: Desk
let workspace: DeskWorkspace
beforeAll(async () => {
  desk = await startDesk()
  await Promise.all([desk.start('worker'), desk.start('api')])
  workspace = await desk.createWorkspace()
})
afterAll(() => desk.stop())
afterEach(() => desk.llm.reset())

const conversationOf = (phone: string) =>
  desk.db.inWorkspace(workspace.workspaceId, (tx) =>
    tx
      .selectFrom('conversations as c')
      .innerJoin('contacts', 'contacts.id', 'c.contact_id')
      .where('contacts.phone', '=', phone)
      .select(['c.id', 'c.channel_id as channelId', 'c.floor', 'c.handoff_reason as reason'])
      .executeTakeFirstOrThrow(),
  )

const inboundOf = async (phone: string) => {
  const { id } = await conversationOf(phone)
  return desk.db.inWorkspace(workspace.workspaceId, (tx) =>
    tx
      .selectFrom('messages')
      .where('conversation_id', '=', id)
      .where('direction', '=', 'inbound')
      .orderBy('sent_at')
      .orderBy('id')
      .select(['body', 'status', 'outcome', 'bot_response as botResponse'])
      .execute(),
  )
}

it('PX-03 what the owner types on the phone while the model works takes the floor: ARI says nothing', async () => {
  const customer = givenCustomer(desk, workspace)
  await customer.hears(() => customer.says('Halo'))
  desk.llm.setDelay(2_500)
  const asked = desk.llm.requests().length
  customer.says('Berapa lama prosesnya?')
  await eventually(() => expect(desk.llm.requests().length).toBeGreaterThan(asked))
  desk.whatsapp.echo({ phoneNumberId: workspace.phoneNumberId, to: customer.phone, text: 'Halo Kak, dengan Sinta' })
  await eventually(async () =>
    expect(await conversationOf(customer.phone)).toMatchObject({ floor: 'person', reason: 'answered_on_phone' }),
  )
  await eventually(async () => expect((await inboundOf(customer.phone))[1]).toMatchObject({ outcome: 'human' }))
  customer.says('Oke Kak')
  await eventually(async () => expect((await inboundOf(customer.phone))[2]).toMatchObject({ outcome: 'human' }))
  expect(customer.sends()).toHaveLength(1)
})

it('CV-14 BC-11 turned off for the whole workspace, ARI stores what comes and says nothing; turned on again it answers', async () => {
  const [one, other] = [givenCustomer(desk, workspace), givenCustomer(desk, workspace)]
  await one.hears(() => one.says('Halo'))
  expect(JSON.parse(await desk.command(['ari', workspace.slug, 'off']))).toMatchObject({ ari: 'off', changed: true })
  one.says('Masih di sana?')
  other.says('Halo juga')
  await eventually(async () => {
    expect((await inboundOf(one.phone))[1]).toMatchObject({ status: 'received', outcome: 'ignored: bot_off' })
    expect((await inboundOf(other.phone))[0]).toMatchObject({ status: 'received', outcome: 'ignored: bot_off' })
  })
  expect([one.sends().length, other.sends().length]).toEqual([1, 0])
  await desk.command(['ari', workspace.slug, 'on'])
  await other.hears(() => other.says('Halo lagi'))
})

it('WH-35 BY-17 DM-13 messages that were stored and never processed get exactly one reply each by the reprocess command', async () => {
  const customers = [0, 1, 2].map(() => givenCustomer(desk, workspace))
  for (const customer of customers) {
    await customer.hears(() => customer.says('Halo'))
    const { id, channelId } = await conversationOf(customer.phone)
    // As after a backup was restored, or a signal was lost: the row is there, and nobody was told.
    await desk.db.inWorkspace(workspace.workspaceId, (tx) =>
      tx
        .insertInto('messages')
        .values({
          id: uuidv7(),
          conversation_id: id,
          channel_id: channelId,
          direction: 'inbound',
          author: 'customer',
          kind: 'text',
          body: 'Saya mau kuliah di Australia',
          status: 'received',
          sent_at: new Date(),
        })
        .execute(),
    )
  }
  expect(JSON.parse(await desk.command(['reprocess', workspace.slug]))).toMatchObject({ messages: 3 })
  await eventually(async () => {
    for (const { phone } of customers)
      expect((await inboundOf(phone))[1]).toMatchObject({ status: 'responded', outcome: 'answered' })
  })
  // Once more finds nothing, and nobody hears anything twice.
  expect(JSON.parse(await desk.command(['reprocess', workspace.slug]))).toMatchObject({ messages: 0 })
  expect(customers.map(({ sends }) => sends().length)).toEqual([2, 2, 2])
})

it('CV-21 nonsense gets a safe answer or a person, never a crash', async () => {
  const from = { phone: givenCustomer(desk, workspace).phone, name: 'Nadia' }
  const { phoneNumberId } = workspace
  const nonsense = ['jkhsdf 8s7df !!@@##', '   ', '\u0000\u202e\ufffd🙂🙃'.repeat(20), '?'.repeat(4096)]
  for (const text of nonsense) desk.whatsapp.inbound({ phoneNumberId, from, text })
  desk.whatsapp.inbound({ phoneNumberId, from, text: '.', extra: { text: { body: '' } } })
  desk.whatsapp.inbound({
    phoneNumberId,
    from,
    message: { type: 'sticker', sticker: { id: '1', mime_type: 'image/webp' } },
  })
  await eventually(async () => {
    const rows = await inboundOf(from.phone)
    expect(rows).toHaveLength(6)
    for (const { outcome } of rows) expect(outcome).toMatch(/^(answered|human)$/)
  }, 30_000)
})
