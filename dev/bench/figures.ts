import { migrateToLatest } from '#db/migrate.ts'
import { lastDays, todayIn } from '#domain/review/day-range.ts'
import { startPostgres } from '../services/postgres.ts'
import { givenWorkspace } from '../test-kit/given.ts'
import { givenPerson, openDatabase, startWeb } from '../test-kit/web.ts'
import { DAYS, DRAFTS, fillNinetyDays } from './ninety-days.ts'
import { pageTimes } from './page-times.ts'
import { ms, percentile, type Row } from './table.ts'

const WARM_UP = 3
const ASKED = 20
const SHOWN_DAYS = 30
const SERVER_MS = 1_000

/** B9: the figures of thirty days: how long the server takes until the last of them is there, against its smallest page. */
export async function measureFigures(folder: string, say: (line: string) => void): Promise<Row[]> {
  say(`starting Postgres and the web; ${String(DRAFTS)} drafts in ${String(DAYS)} days`)
  const postgres = await startPostgres(folder)
  await migrateToLatest(postgres.url)
  const database = openDatabase(postgres.url)
  const workspace = await givenWorkspace(database)
  await fillNinetyDays(database, workspace)
  const web = await startWeb({ databaseUrl: postgres.url, settings: { TEMPORAL_ADDRESS: '127.0.0.1:9' } })
  try {
    const { email } = await givenPerson(database, { workspaceId: workspace.workspaceId, role: 'owner' })
    const cookie = await web.signIn(email)
    const { first, last } = lastDays(SHOWN_DAYS, todayIn('Asia/Jakarta', Date.now()))
    const paths = [`/review/figures?from=${first}&to=${last}`, '/dev/nothing']
    say(`asking ${String(ASKED)} times`)
    const [page, floor] = await pageTimes(web, cookie, { paths, warmUp: WARM_UP, asked: ASKED })
    const [p95, floorP95] = [percentile(page ?? [], 0.95), percentile(floor ?? [], 0.95)]
    return [
      {
        name: 'B9',
        what: `figures of ${String(SHOWN_DAYS)} days, server, P95 (floor: a page with nothing on it)`,
        ours: ms(p95),
        floor: ms(floorP95),
        ratio: (p95 / floorP95).toFixed(2),
        target: `<= ${String(SERVER_MS)} ms`,
        met: p95 <= SERVER_MS,
      },
    ]
  } finally {
    await web.stop()
    await database.close()
    await postgres.stop()
  }
}
