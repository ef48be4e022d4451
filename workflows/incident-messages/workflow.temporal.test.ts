import { randomUUID } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createIncidentActivities } from '#activities/incident.ts'
import { createLog } from '#clients/log/log.ts'
import { createIncidentMessages } from '#clients/temporal/incident-messages.ts'
import { connect, type Database } from '#db/connect.ts'
import { markAnswers } from '#db/queries/incident-answers.ts'
import { insertMailing } from '#db/queries/incident-contacts.ts'
import { openIncident } from '#db/queries/incidents.ts'
import { recordingActivities } from '../../dev/test-kit/activities.ts'
import { givenConversation, givenWorkspace } from '../../dev/test-kit/given.ts'
import { givenMessage } from '../../dev/test-kit/inbox.ts'
import { startDatabase } from '../../dev/test-kit/postgres.ts'
import { connectTemporal, type TemporalConnections } from '../../dev/test-kit/temporal.ts'
import { givenPerson } from '../../dev/test-kit/web.ts'
import { createWorker } from '../../worker/worker.ts'
import { incidentMessagesWorkflowId } from './contract.ts'

let temporal: TemporalConnections
let postgres: Awaited<ReturnType<typeof startDatabase>>
let db: Database
beforeAll(async () => {
  temporal = await connectTemporal()
  postgres = await startDatabase()
  db = connect(postgres.url)
})
afterAll(async () => {
  await db.close()
  await postgres.stop()
  await temporal.connection.close()
  await temporal.nativeConnection.close()
})

it('HR-16 each customer is written to once, though every try dies right after it wrote; who went out of reach is left to people', async () => {
  const workspace = await givenWorkspace(db)
  const { workspaceId } = workspace
  await db.platform.updateTable('workspaces').set({ staff_hold_seconds: 0 }).where('id', '=', workspaceId).execute()
  const { id: actor } = await givenPerson(db, { workspaceId, role: 'admin' })
  const inside = <T>(work: Parameters<typeof db.inWorkspace<T>>[1]) => db.inWorkspace(workspaceId, work)
  const reach = (conversationId: string, at: Date) =>
    db.platform.updateTable('conversations').set({ last_inbound_at: at }).where('id', '=', conversationId).execute()
  const people = []
  for (const name of ['Ana Putri', 'Budi', 'Citra', 'Dewi']) {
    const person = await givenConversation(db, workspace, { name })
    await givenMessage(db, workspace, person, { body: 'Salah', author: 'bot' })
    await reach(person.conversationId, new Date())
    people.push(person)
  }
  const { incidentId } = await inside((tx) => openIncident(tx, { workspaceId, actor, reason: 'Salah' }))
  const mailingId = uuidv7()
  const of = { workspaceId, actor, incidentId }
  await inside((tx) => markAnswers(tx, { ...of, on: true }))
  const mailing = { ...of, mailingId, body: 'Halo {{nama}}, ada yang salah.' }
  expect(await inside((tx) => insertMailing(tx, mailing))).toEqual({ customers: 4 })
  // Meanwhile the window closes for one of them.
  await reach(people[3]?.conversationId ?? '', new Date(Date.now() - 25 * 3_600_000))

  const told: string[] = []
  const real = createIncidentActivities({
    db,
    log: createLog('worker', 'fatal'),
    conversations: {
      sendStaffMessage: ({ conversationId }, { messageId, userId }) => {
        expect(userId).toBe(actor)
        told.push(`${conversationId} ${messageId}`)
        return Promise.resolve({ outcome: 'done', epoch: 1 })
      },
    },
  })
  const died = new Set<string>()
  const activities = {
    ...recordingActivities().activities,
    ...real,
    writeToCustomer: async (to: Parameters<typeof real.writeToCustomer>[0]) => {
      await real.writeToCustomer(to)
      if (died.has(to.contactId)) return
      died.add(to.contactId)
      throw new Error('died before it could say so')
    },
  }
  const taskQueue = randomUUID()
  const { nativeConnection: connection, namespace, client } = temporal
  const worker = await createWorker({ connection, namespace, taskQueue, activities })
  const messages = createIncidentMessages(client, { taskQueue })
  const handle = client.workflow.getHandle(incidentMessagesWorkflowId(mailingId))
  await worker.runUntil(async () => {
    for (let press = 0; press < 2; press++) expect(await messages.start({ workspaceId, mailingId })).toBe(true)
    await handle.result()
    // Asked for once more when it is over: there is nothing left to write.
    await messages.start({ workspaceId, mailingId })
    await handle.result()
  })

  const written = await inside((tx) =>
    tx.selectFrom('messages').where('author', '=', 'staff').orderBy('body').select(['id', 'body']).execute(),
  )
  const first = ['Ana', 'Budi', 'Citra']
  expect(written.map(({ body }) => body)).toEqual(first.map((name) => `Halo ${name}, ada yang salah.`))
  expect(told.sort()).toEqual(
    people
      .slice(0, 3)
      .map(({ conversationId }, at) => `${conversationId} ${written[at]?.id ?? ''}`)
      .sort(),
  )
  const states = await inside((tx) => tx.selectFrom('incident_contacts').orderBy('state').select('state').execute())
  expect(states.map(({ state }) => state)).toEqual(['window_closed', 'written', 'written', 'written'])
  const words = JSON.stringify((await handle.fetchHistory()).events)
  for (const { phone } of people) expect(words).not.toContain(phone)
  expect(words).not.toContain('Halo')
})
