import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createLog } from '#clients/log/log.ts'
import { connect, type Database } from '#db/connect.ts'
import { markAnswers } from '#db/queries/incident-answers.ts'
import { insertMailing, listIncidentCustomers } from '#db/queries/incident-contacts.ts'
import { openIncident } from '#db/queries/incidents.ts'
import { givenConversation, givenWorkspace } from '../dev/test-kit/given.ts'
import { givenMessage } from '../dev/test-kit/inbox.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { givenPerson } from '../dev/test-kit/web.ts'
import { createIncidentActivities } from './incident.ts'

let postgres: Awaited<ReturnType<typeof startDatabase>>
let db: Database
beforeAll(async () => {
  postgres = await startDatabase()
  db = connect(postgres.url)
})
afterAll(async () => {
  await db.close()
  await postgres.stop()
})

it('HR-16 whose message a person took back is written to by the next mailing, in a message of its own', async () => {
  const workspace = await givenWorkspace(db)
  const { workspaceId } = workspace
  const { id: actor } = await givenPerson(db, { workspaceId, role: 'admin' })
  const inside = <T>(work: Parameters<typeof db.inWorkspace<T>>[1]) => db.inWorkspace(workspaceId, work)
  const sari = await givenConversation(db, workspace, { name: 'Sari' })
  await givenMessage(db, workspace, sari, { body: 'Salah', author: 'bot' })
  await db.platform
    .updateTable('conversations')
    .set({ last_inbound_at: new Date() })
    .where('id', '=', sari.conversationId)
    .execute()
  const { incidentId } = await inside((tx) => openIncident(tx, { workspaceId, actor, reason: 'Salah' }))
  const of = { workspaceId, actor, incidentId }
  await inside((tx) => markAnswers(tx, { ...of, on: true }))
  const activities = createIncidentActivities({
    db,
    log: createLog('worker', 'fatal'),
    conversations: { sendStaffMessage: () => Promise.resolve({ outcome: 'done', epoch: 1 }) },
  })
  const write = async (body: string) => {
    const mailingId = uuidv7()
    expect(await inside((tx) => insertMailing(tx, { ...of, mailingId, body }))).toEqual({ customers: 1 })
    // Tried again, it is the same message.
    for (let again = 0; again < 2; again += 1)
      await activities.writeToCustomer({ workspaceId, mailingId, contactId: sari.contactId })
  }
  const written = () =>
    inside((tx) =>
      tx.selectFrom('messages').where('author', '=', 'staff').orderBy('id').select(['body', 'status']).execute(),
    )

  await write('Maaf, tadi keliru.')
  await db.platform.updateTable('messages').set({ status: 'withdrawn' }).where('author', '=', 'staff').execute()
  await write('Maaf, tadi keliru: bukan 20 juta.')
  expect((await written()).toSorted((one, other) => one.body.length - other.body.length)).toEqual([
    { body: 'Maaf, tadi keliru.', status: 'withdrawn' },
    { body: 'Maaf, tadi keliru: bukan 20 juta.', status: 'queued' },
  ])
  const customers = await inside((tx) => listIncidentCustomers(tx, incidentId))
  expect(customers).toMatchObject([{ state: 'written', status: 'queued' }])
})
