import { expect, it } from 'vitest'
import { createLog } from '#clients/log/log.ts'
import { createSealer } from '#clients/secrets/seal.ts'
import { connect } from '#db/connect.ts'
import { raiseAlert } from '#db/queries/alerts.ts'
import { listMails } from '#db/queries/mails.ts'
import { readSettings } from '#schema/env.ts'
import { eventually } from '../../dev/test-kit/api.ts'
import { givenWorkspace } from '../../dev/test-kit/given.ts'
import { startDatabase } from '../../dev/test-kit/postgres.ts'
import { givenPerson } from '../../dev/test-kit/web.ts'
import { openAlerts } from './alerts.ts'

it('whoever is told hears of it in the moment that it is raised, and of what was raised while nobody told', async () => {
  const { url, stop } = await startDatabase()
  const database = connect(url)
  const key = Buffer.alloc(32, 7).toString('base64')
  const settings = readSettings({ DATABASE_URL: url, ENCRYPTION_KEY: key, KAPSO_WEBHOOK_SECRET: 'x' }, 'api')
  const { workspaceId } = await givenWorkspace(database)
  const { email } = await givenPerson(database, { workspaceId, role: 'owner' })
  const raise = (kind: 'incident' | 'owner_called') =>
    database.inWorkspace(workspaceId, (tx) => raiseAlert(tx, { kind, subject: 'one', conversationId: null }))
  const mails = () => listMails(database.platform)
  await raise('incident')
  const log = createLog('api', 'silent')
  const alerts = openAlerts({ settings, database, log, sealer: createSealer(key) })
  try {
    alerts.start()
    await eventually(async () => (await mails()).length === 1)
    await raise('owner_called')
    await eventually(async () => (await mails()).length === 2)
    expect((await mails()).map(({ to, subject }) => ({ to, subject }))).toEqual([
      { to: email, subject: 'Eagle Overseas Education: 1 pelanggan menunggu, dan tidak ada yang menjawab' },
      { to: email, subject: 'Eagle Overseas Education: ARI dihentikan' },
    ])
  } finally {
    await alerts.stop()
    await database.close()
    await stop()
  }
})
