import { sql } from 'kysely'
import type { Database } from '#db/connect.ts'
import { migrateToLatest } from '#db/migrate.ts'
import { startPostgres } from '../services/postgres.ts'
import { launchBrowser, openPage } from '../test-kit/browser.ts'
import { givenConversation, givenWorkspace, type GivenWorkspace } from '../test-kit/given.ts'
import { givenPerson, openDatabase, startWeb, type Web } from '../test-kit/web.ts'
import { pageTimes } from './page-times.ts'
import { ms, percentile, type Row } from './table.ts'

const CONVERSATIONS = 2_000
const MESSAGES_EACH = 20
const WARM_UP = 100
const ASKED = 200
const SERVER_MS = 50
const SCRIPT_KB = 200

/** B7: the inbox with a conversation open: how long the server takes, against its smallest page; what a first load fetches of script. */
export async function measureInbox(folder: string, say: (line: string) => void): Promise<Row[]> {
  say(`starting Postgres and the web; ${String(CONVERSATIONS)} conversations of ${String(MESSAGES_EACH)} messages`)
  const postgres = await startPostgres(folder)
  await migrateToLatest(postgres.url)
  const database = openDatabase(postgres.url)
  const workspace = await givenWorkspace(database)
  const contactId = await fill(database, workspace)
  const web = await startWeb({ databaseUrl: postgres.url, settings: { TEMPORAL_ADDRESS: '127.0.0.1:9' } })
  try {
    const { email } = await givenPerson(database, { workspaceId: workspace.workspaceId, role: 'owner' })
    const cookie = await web.signIn(email)
    say(`asking ${String(ASKED)} times`)
    const path = `/inbox/${contactId}`
    const [page, floor] = await pageTimes(web, cookie, {
      paths: [path, '/dev/nothing'],
      warmUp: WARM_UP,
      asked: ASKED,
    })
    const p95 = percentile(page ?? [], 0.95)
    const floorP95 = percentile(floor ?? [], 0.95)
    say('loading it in a browser')
    const scriptKb = await scriptsOf(web, path, cookie)
    return [
      {
        name: 'B7',
        what: 'inbox page with a thread, server, P95 (floor: a page with nothing on it)',
        ours: ms(p95),
        floor: ms(floorP95),
        ratio: (p95 / floorP95).toFixed(2),
        target: `<= ${String(SERVER_MS)} ms`,
        met: p95 <= SERVER_MS,
      },
      {
        name: 'B7',
        what: 'inbox page, compressed script of a first load',
        ours: `${scriptKb.toFixed(0)} KB`,
        floor: '',
        ratio: '',
        target: `<= ${String(SCRIPT_KB)} KB`,
        met: scriptKb <= SCRIPT_KB,
      },
    ]
  } finally {
    await web.stop()
    await database.close()
    await postgres.stop()
  }
}

/** One conversation by hand, the others as copies of it. Gives its contact. */
async function fill(database: Database, workspace: GivenWorkspace): Promise<string> {
  const first = await givenConversation(database, workspace, { name: 'Nadia Rahmawati' })
  const { workspaceId, channelId } = workspace
  await sql`
    with people as (
      insert into contacts (id, workspace_id, name, phone)
      select gen_random_uuid(), ${workspaceId}, 'Customer ' || n, '+62811' || lpad(n::text, 7, '0')
      from generate_series(1, ${CONVERSATIONS}::int) n returning id)
    insert into conversations (id, workspace_id, contact_id, channel_id, last_message_at, last_inbound_at)
    select gen_random_uuid(), ${workspaceId}, id, ${channelId}, now() - random() * interval '30 days', now() from people
  `.execute(database.platform)
  await sql`
    insert into messages (id, workspace_id, conversation_id, channel_id, direction, author, kind, body, status, sent_at)
    select gen_random_uuid(), ${workspaceId}, c.id, ${channelId},
      case when n % 2 = 0 then 'inbound' else 'outbound' end, case when n % 2 = 0 then 'customer' else 'bot' end,
      'text', repeat('Saya mau kuliah di Australia. ', 1 + n % 5), case when n % 2 = 0 then 'responded' else 'read' end,
      now() - n * interval '7 minutes'
    from conversations c, generate_series(1, ${MESSAGES_EACH}::int) n where c.workspace_id = ${workspaceId}
  `.execute(database.platform)
  await database.platform
    .updateTable('conversations')
    .set({ last_message_at: new Date(), last_inbound_at: new Date() })
    .where('id', '=', first.conversationId)
    .execute()
  await sql`analyze`.execute(database.platform)
  return first.contactId
}

async function scriptsOf(web: Web, path: string, cookie: string): Promise<number> {
  const browser = await launchBrowser()
  const { page } = await openPage(browser, { baseURL: web.base, cookie })
  const sizes: Promise<number>[] = []
  page.on('requestfinished', (request) => {
    if (new URL(request.url()).pathname.endsWith('.js'))
      sizes.push(request.sizes().then((size) => size.responseBodySize))
  })
  await page.goto(path)
  await page.waitForFunction(() => '__reactRouterContext' in window || '__remixRouter' in window)
  // The event stream never ends: what else is fetched has come when nothing came for a while.
  for (let seen = -1; seen !== sizes.length;) {
    seen = sizes.length
    await new Promise((resolve) => setTimeout(resolve, 1_000))
  }
  const all = await Promise.all(sizes)
  await browser.close()
  return all.reduce((sum, size) => sum + size, 0) / 1024
}
