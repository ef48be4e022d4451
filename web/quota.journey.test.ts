import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { eventually, givenCustomer, startDesk, type Desk, type DeskWorkspace } from '../dev/test-kit/desk.ts'
import { givenPerson, startWeb, type Web } from '../dev/test-kit/web.ts'

// A workspace writes more than its quota, in front of the whole desk.

const CUSTOMERS = 10

let desk: Desk
let workspace: DeskWorkspace
let web: Web
let cookie: string

beforeAll(async () => {
  desk = await startDesk()
  await Promise.all([desk.start('worker'), desk.start('api')])
  workspace = await desk.createWorkspace()
  const { DATABASE_URL = '', TEMPORAL_ADDRESS = '', TEMPORAL_TASK_QUEUE = '' } = desk.env
  web = await startWeb({ databaseUrl: DATABASE_URL, settings: { TEMPORAL_ADDRESS, TEMPORAL_TASK_QUEUE } })
  const me = await givenPerson(desk.db, { workspaceId: workspace.workspaceId })
  cookie = await web.signIn(me.email)
})
afterAll(async () => {
  await web.stop()
  await desk.stop()
})

async function givenContact() {
  const customer = givenCustomer(desk, workspace)
  await customer.hears(() => customer.says('Halo'))
  const { id } = await desk.db.platform
    .selectFrom('contacts')
    .select('id')
    .where('phone', '=', customer.phone)
    .executeTakeFirstOrThrow()
  return { ...customer, path: `/api/conversations/${id}`, wrote: 0 }
}
type Contact = Awaited<ReturnType<typeof givenContact>>

/** Writes the next message to a customer; what was answered. */
async function write(contact: Contact): Promise<string> {
  const body = `Pesan ${++contact.wrote}`
  const answer = await web.ask(contact.path, { cookie, json: { messageId: uuidv7(), body } })
  const { text = '' } = (await answer.json()) as { text?: string }
  return `${answer.status} ${text}`.trim()
}

const ofStaff = (contact: Contact) =>
  contact
    .sends()
    .map(({ body }) => (body as { text?: { body: string } }).text?.body ?? '')
    .filter((text) => text.startsWith('Pesan '))

/** All that was carried out so far was so long ago; before it was, it counts however slow this machine is. */
const carriedOut = (secondsAgo: number) =>
  sql`update quota_places set at = now() - make_interval(secs => ${secondsAgo})
    where key = ${`messages:${workspace.workspaceId}`}`.execute(desk.db.platform)

it('SC-16 SC-28 of 150 messages in a minute 100 go out, 50 wait, and each reaches its customer once, in its order', async () => {
  const contacts = await Promise.all(Array.from({ length: CUSTOMERS }, givenContact))
  const writeToAll = async (times: number) => {
    const answers: string[] = []
    for (let n = 0; n < times; n++) {
      answers.push(...(await Promise.all(contacts.map(write))))
      await carriedOut(-600)
    }
    return answers
  }
  expect(new Set(await writeToAll(8))).toEqual(new Set(['201']))
  expect(new Set(await writeToAll(2))).toEqual(new Set(['202 System busy, request queued']))
  expect(new Set(await writeToAll(5))).toEqual(new Set(['202 Request queued']))

  const sent = () => contacts.flatMap(ofStaff)
  await eventually(() => expect(sent()).toHaveLength(100), 30_000)
  await carriedOut(-600)
  // Whoever writes to us meanwhile is answered as ever: nothing of the quota is heard outside.
  const other = givenCustomer(desk, workspace)
  const reply = await other.hears(() => other.says('Halo'))
  expect(JSON.stringify(reply.body)).not.toMatch(/queued|busy|limit|antre/i)
  expect(sent()).toHaveLength(100)

  await carriedOut(60)
  await eventually(() => expect(sent()).toHaveLength(150), 30_000)
  for (const contact of contacts)
    expect(ofStaff(contact)).toEqual(Array.from({ length: 15 }, (_, n) => `Pesan ${n + 1}`))
  const outbound = desk.whatsapp.sends({ phoneNumberId: workspace.phoneNumberId })
  // The greeting of each customer, ours, and nothing else.
  expect(outbound).toHaveLength(CUSTOMERS + 1 + 150)
})
