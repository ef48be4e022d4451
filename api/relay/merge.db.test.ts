import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { v7 as uuidv7 } from 'uuid'
import { listConversations } from '#db/queries/conversation-list.ts'
import { lockRecipient } from '#db/queries/outbound.ts'
import { count, eventually, givenWorkspace, startApi } from '../../dev/test-kit/api.ts'
import { contact, metaBody, text, unix, wamid } from '../../dev/test-kit/webhook-bodies.ts'

let api: Awaited<ReturnType<typeof startApi>>
let workspaceId: string
beforeAll(async () => {
  api = await startApi()
  ;({ workspaceId } = await givenWorkspace(api.database))
})
afterAll(() => api.stop())

const living = (table: 'contacts' | 'conversations') => count(api.database, table, 'merged_into is null')
const platform = () => api.database.platform
let person = 0
let names: { phone: string; userId: string }
let before: number
beforeEach(async () => {
  person += 1
  names = { phone: `62819000${String(person).padStart(4, '0')}`, userId: `ID.13491208655302${String(person)}` }
  before = await living('contacts')
})

/** How much of a sender WhatsApp shows. */
type Shown = { phone?: boolean; userId?: boolean; username?: string; name?: string }

function says(body: string, { phone = false, userId = false, username, name }: Shown, secondsAgo = 0) {
  const from = phone ? names.phone : ''
  const message = text(from, body, {
    ...(userId && { from_user_id: names.userId }),
    timestamp: unix(Date.now() - secondsAgo * 1000),
  })
  const about = contact(from, name ?? '', {
    ...(userId && { user_id: names.userId }),
    profile: { name: name ?? null, username: username ?? '' },
  })
  return api.meta(metaBody({ messages: [message], contacts: [about] }))
}

const theContact = () =>
  platform()
    .selectFrom('contacts')
    .selectAll()
    .where('merged_into', 'is', null)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()

const theThread = async () => {
  const { id } = await theContact()
  return platform()
    .selectFrom('messages')
    .innerJoin('conversations as c', 'c.id', 'messages.conversation_id')
    .where('c.contact_id', '=', id)
    .orderBy('messages.sent_at')
    .orderBy('messages.id')
    .select(['messages.body', 'c.id as conversationId'])
    .execute()
}

it('PX-02 who is first known by user id alone and then shows the phone stays one contact with one conversation', async () => {
  await says('satu', { userId: true, username: 'ana.b' }, 3)
  await api.relayed()
  expect(await theContact()).toMatchObject({ phone: null, username: 'ana.b', name: null })
  await says('dua', { userId: true, phone: true, name: 'Ana', username: 'ana.baru' }, 2)
  await says('tiga', { phone: true }, 1)
  await api.relayed()
  expect(await living('contacts')).toBe(before + 1)
  expect(await theContact()).toMatchObject({ phone: `+${names.phone}`, username: 'ana.baru', name: 'Ana' })
  expect((await theThread()).map(({ body }) => body)).toEqual(['satu', 'dua', 'tiga'])
})

it('PX-02 two contacts that turn out to be one become the older of them, with everything of both', async () => {
  await says('lewat nama pengguna', { userId: true, username: 'ana.b' }, 30)
  await api.relayed()
  const first = await theContact()
  await says('lewat nomor', { phone: true, name: 'Ana' }, 20)
  await api.relayed()
  const second = await theContact()
  expect(second.id).not.toBe(first.id)
  await api.database.inWorkspace(workspaceId, async (tx) => {
    const fact = (contact_id: string, key: string, value: string, updated_at: Date) => ({
      contact_id,
      key,
      value,
      updated_at,
    })
    await tx
      .insertInto('contact_facts')
      .values([
        fact(first.id, 'city', 'Medan', new Date('2026-01-01')),
        fact(first.id, 'name', 'Ana', new Date('2026-01-01')),
        fact(second.id, 'city', 'Bandung', new Date('2026-02-01')),
        fact(second.id, 'destination', 'Australia', new Date('2026-02-01')),
      ])
      .execute()
    await tx.insertInto('notes').values({ id: uuidv7(), contact_id: second.id, body: 'Telepon sore' }).execute()
    await tx
      .updateTable('contacts')
      .set({ tags: ['1on1'] })
      .where('id', '=', second.id)
      .execute()
  })

  await says('keduanya', { phone: true, userId: true }, 10)
  await api.relayed()
  expect(await living('contacts')).toBe(before + 1)
  expect(await theContact()).toMatchObject({
    id: first.id,
    ...{ phone: `+${names.phone}`, name: 'Ana', username: 'ana.b', tags: ['1on1'] },
  })
  const thread = await theThread()
  expect(thread.map(({ body }) => body)).toEqual(['lewat nama pengguna', 'lewat nomor', 'keduanya'])
  expect(new Set(thread.map(({ conversationId }) => conversationId)).size).toBe(1)
  const facts = await platform()
    .selectFrom('contact_facts')
    .where('contact_id', '=', first.id)
    .select(['key', 'value'])
    .orderBy('key')
    .execute()
  expect(facts.map(({ key, value }) => `${key} ${String(value)}`)).toEqual([
    'city Bandung',
    'destination Australia',
    'name Ana',
  ])
  expect(
    await count(api.database, 'contacts', `id = '${second.id}' and merged_into = '${first.id}' and phone is null`),
  ).toBe(1)
  const audit = await platform()
    .selectFrom('audit_log')
    .where('subject', '=', first.id)
    .select(['action', 'detail'])
    .execute()
  expect(audit).toEqual([{ action: 'contact.merged', detail: { from: second.id } }])

  // Either name leads to the same place from here on.
  await says('lagi, nomor', { phone: true }, 5)
  await says('lagi, nama', { userId: true }, 4)
  await api.relayed()
  expect((await theThread()).slice(3).map(({ body }) => body)).toEqual(['lagi, nomor', 'lagi, nama'])
})

it('PX-02 messages by one name, the other and both, all at once and from many, lose nothing and end as one', async () => {
  await says('mula', { userId: true }, 60)
  await says('mula', { phone: true }, 59)
  await api.relayed()
  const shown: Shown[] = [{ userId: true }, { phone: true }, { userId: true, phone: true }]
  await Promise.all(Array.from({ length: 24 }, (_, n) => says(`pesan ${String(n)}`, shown[n % 3] ?? {}, 50 - n)))
  await api.relayed()
  expect(await living('contacts')).toBe(before + 1)
  const thread = await theThread()
  expect(thread).toHaveLength(26)
  expect(new Set(thread.map(({ conversationId }) => conversationId)).size).toBe(1)
  expect(
    await count(
      api.database,
      'messages',
      'conversation_id in (select id from conversations where merged_into is not null)',
    ),
  ).toBe(0)
})

it('PX-02 a new number, and a new user id, are the same customer: written to by the new one', async () => {
  await says('nomor lama', { phone: true, userId: true }, 30)
  await api.relayed()
  const { id } = await theContact()
  const [newPhone, newUserId] = [`62817${names.phone.slice(5)}`, `${names.userId}9`]
  const moved = { wa_id: newPhone, user_id: newUserId, previous_user_id: names.userId, type: 'user_changed_number' }
  const system = {
    from: names.phone,
    id: wamid(),
    timestamp: unix(Date.now() - 20_000),
    type: 'system',
    system: { body: 'x', ...moved },
  }
  await api.meta(metaBody({ messages: [system] }))
  await api.relayed()
  expect(await theContact()).toMatchObject({ id, phone: `+${newPhone}` })

  // Without any phone, and without saying who wrote: the two ids alone.
  const third = `${names.userId}77`
  const renamed = { type: 'user_changed_user_id', user_id: third, previous_user_id: newUserId }
  await api.meta(metaBody({ messages: [{ id: wamid(), timestamp: unix(), type: 'system', system: renamed }] }))
  names = { phone: newPhone, userId: third }
  await says('id baru', { userId: true })
  await api.relayed()
  expect(await living('contacts')).toBe(before + 1)
  const [message] = await theThread()
  const { userId } = await api.database.inWorkspace(workspaceId, (tx) =>
    lockRecipient(tx, message?.conversationId ?? '', new Date()),
  )
  expect(userId).toBe(third)
})

it('PX-02 a customer without a number is found in the list by username and by name', async () => {
  await says('halo', { userId: true, username: 'rani_99', name: 'Rani' })
  await says('halo', { phone: false, userId: true, username: 'rani_99' })
  await api.relayed()
  const found = (search: string) =>
    api.database.inWorkspace(workspaceId, async (tx) => {
      const { conversations } = await listConversations(tx, { filter: 'all', search, after: null, userId: uuidv7() })
      return conversations.map(({ name, username, phone }) => ({ name, username, phone }))
    })
  const rani = [{ name: 'Rani', username: 'rani_99', phone: null }]
  expect(await found('rani_9')).toEqual(rani)
  expect(await found('@rani_99')).toEqual(rani)
  expect(await found('Rani')).toEqual(rani)
  // What was merged away is listed no more.
  await eventually(async () => (await found('')).length === (await living('conversations')))
})
