import { afterAll, beforeAll, expect, it } from 'vitest'
import { listMails } from '#db/queries/mails.ts'
import { metaBody, sign, unix, wamid } from '../test-kit/webhook-bodies.ts'
import { eventually, givenCustomer, startDesk, type Desk, type DeskWorkspace } from '../test-kit/desk.ts'

let desk: Desk
let workspace: DeskWorkspace
beforeAll(async () => {
  desk = await startDesk()
  await Promise.all([desk.start('worker'), desk.start('api')])
  workspace = await desk.createWorkspace()
  const from = new Date(Date.now() + 72 * 3_600_000).toISOString().slice(0, 11) + '02:00:00Z'
  const slots = ['--consultant', 'Dimas Prasetyo', '--email', 'dimas@example.test', '--from', from, '--count', '3']
  await desk.command(['slots', 'add', workspace.slug, ...slots])
})
afterAll(() => desk.stop())

type Interactive = {
  interactive: {
    action: {
      sections?: { rows: { id: string; title: string }[] }[]
      buttons?: { reply: { id: string; title: string } }[]
    }
  }
}
type Sent = { body: unknown }
const choicesOf = ({ body }: Sent) => {
  const { sections, buttons } = (body as Interactive).interactive.action
  return sections?.[0]?.rows ?? buttons?.map(({ reply }) => reply) ?? []
}
const textOf = ({ body }: Sent) => (body as { text: { body: string } }).text.body

const bookings = () =>
  desk.db.inWorkspace(workspace.workspaceId, (tx) =>
    tx.selectFrom('bookings').select(['status', 'sequence', 'slot_id as slotId']).execute(),
  )
/** Each mail as its side and what its file asks of a calendar. */
const mails = async () => {
  const kept = await listMails(desk.db.platform)
  return kept
    .filter(({ attachments }) => attachments.length > 0)
    .map(({ to, attachments }) => {
      const text = attachments[0]?.text ?? ''
      return `${to} ${/METHOD:(\w+)/.exec(text)?.[1] ?? ''} ${/SEQUENCE:(\d+)/.exec(text)?.[1] ?? ''}`
    })
    .sort()
}

it('PX-06 BY-18 SB-04 a customer books from a list, moves it, and cancels it; both calendars follow', async () => {
  const customer = givenCustomer(desk, workspace)
  await customer.hears(() => customer.says('Halo, selamat malam'))
  await customer.hears(() => customer.says('Aku Nadia, mau ambil S2 Data Science di Australia'))
  await customer.hears(() => customer.says('IELTS 6.5, rencana mulai Juli 2027, email nadia@example.test'))
  const list = await customer.hears(() => customer.says('Iya mau konsultasi dong'))
  const [first, second] = choicesOf(list)
  const booked = await customer.hears(() => customer.chooses({ id: first?.id ?? '', title: first?.title ?? '' }))
  expect(textOf(booked)).toContain('pukul 09.00 WIB, bersama Dimas Prasetyo')
  await eventually(async () =>
    expect(await mails()).toEqual(['dimas@example.test REQUEST 0', 'nadia@example.test REQUEST 0']),
  )

  const offered = await customer.hears(() => customer.says('bisa pindah jam?'))
  expect(choicesOf(offered).map(({ id }) => id)).toContain(second?.id)
  const moved = await customer.hears(() => customer.chooses({ id: second?.id ?? '', title: second?.title ?? '' }))
  expect(textOf(moved)).toMatch(/dipindahkan.*pukul 09\.45 WIB/)
  expect(await bookings()).toEqual([{ status: 'confirmed', sequence: 1, slotId: second?.id.replace('slot:', '') }])

  const question = await customer.hears(() => customer.says('batalin ya'))
  const [yes] = choicesOf(question)
  expect(yes?.title).toBe('Ya, batalkan')
  const cancelled = await customer.hears(() => customer.presses({ id: yes?.id ?? '', title: yes?.title ?? '' }))
  expect(textOf(cancelled)).toContain('sudah dibatalkan')
  expect(await bookings()).toMatchObject([{ status: 'cancelled', sequence: 2 }])
  await eventually(async () =>
    expect(await mails()).toEqual(
      ['dimas', 'nadia'].flatMap((name) =>
        ['CANCEL 2', 'REQUEST 0', 'REQUEST 1'].map((what) => `${name}@example.test ${what}`),
      ),
    ),
  )
})

/** Chooses a row in somebody's name, with a signature that is not WhatsApp's; what the webhook answers. */
async function forge(phone: string, row: { id: string; title: string }, signature?: string): Promise<number> {
  const choice = { type: 'interactive', interactive: { type: 'list_reply', list_reply: row } }
  const message = { from: phone.slice(1), id: wamid(), timestamp: unix(), ...choice }
  const body = JSON.stringify(metaBody({ numberId: workspace.phoneNumberId, messages: [message] }))
  const { status } = await fetch(workspace.webhookUrl, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(signature !== undefined && { 'x-hub-signature-256': `sha256=${sign(body, signature)}` }),
    },
    body,
  })
  return status
}

it('PX-06 SB-06 whom no time suits asks for a person by the last row; a choice in their name that is forged books nothing', async () => {
  const customer = givenCustomer(desk, workspace)
  await customer.hears(() => customer.says('Halo, selamat malam'))
  await customer.hears(() => customer.says('Aku Rani, mau ambil S2 Data Science di Australia'))
  await customer.hears(() => customer.says('IELTS 6.5, rencana mulai Juli 2027, email rani@example.test'))
  const list = await customer.hears(() => customer.says('Iya mau konsultasi dong'))
  const [free] = choicesOf(list)
  const before = await bookings()
  expect(await forge(customer.phone, free ?? { id: '', title: '' })).toBe(401)
  expect(await forge(customer.phone, free ?? { id: '', title: '' }, 'not the secret')).toBe(401)
  const person = choicesOf(list).at(-1)
  expect(person).toEqual({ id: 'person', title: 'Bicara dengan konsultan' })
  customer.chooses({ id: person?.id ?? '', title: person?.title ?? '' })
  await eventually(async () => {
    const found = await desk.db.inWorkspace(workspace.workspaceId, (tx) =>
      tx
        .selectFrom('conversations as c')
        .innerJoin('contacts', 'contacts.id', 'c.contact_id')
        .where('contacts.phone', '=', customer.phone)
        .select(['c.floor', 'c.handoff_reason as reason'])
        .executeTakeFirstOrThrow(),
    )
    expect(found).toEqual({ floor: 'team', reason: 'asked_for_person' })
  })
  expect(free?.id).toMatch(/^slot:/)
  expect(await bookings()).toEqual(before)
})
