import { sql } from 'kysely'
import { signedMessage } from './far-side.ts'
import { startStand, type Stand } from './stand.ts'
import { ms, percentile, type Row } from './table.ts'

const OTHERS = 49
const BLAST = 2_000
const POSTS_AT_ONCE = 20
const TARGET = 1.5

type Line = Stand['workspace']

/** BY-21: how long a turn takes in 49 workspaces while a fiftieth gets 2,000 messages at once, against a quiet time. */
export async function measureFairness(folder: string, say: (line: string) => void): Promise<Row[]> {
  const stand = await startStand(folder, say)
  const others = await moreWorkspaces(stand, OTHERS)
  /** One turn in each of the others, one after another. */
  const round = async (): Promise<number[]> => {
    const times: number[] = []
    for (const [at, line] of others.entries()) times.push(await stand.ours(String(6281600000000 + at), 'Halo', line))
    return times
  }
  say('warming up, then a quiet time')
  await round()
  const quiet = [...(await round()), ...(await round())]

  say(`${BLAST} messages to one workspace`)
  const blast = { left: BLAST }
  const blasting = Promise.all(
    Array.from({ length: POSTS_AT_ONCE }, async () => {
      while (blast.left > 0) await post(stand, String(6281700000000 + blast.left--))
    }),
  )
  const busy = await round()
  const waiting = await openOf(stand)
  await blasting
  await stand.stop()

  say(`${waiting} of the blast's messages were still unanswered when the others were done`)
  return [0.5, 0.95].map((share) => {
    const [us, least] = [percentile(busy, share), percentile(quiet, share)]
    return {
      name: 'BY-21',
      what: `webhook to send, p${share * 100}, ${OTHERS} workspaces while one blasts (floor: quiet)`,
      ours: ms(us),
      floor: ms(least),
      ratio: (us / least).toFixed(2),
      target: `<= ${TARGET}`,
      met: us / least <= TARGET,
    }
  })
}

async function post({ workspace }: Stand, from: string): Promise<void> {
  const { body, headers } = signedMessage(workspace.appSecret, { ...workspace, from, text: 'Halo' })
  await (await fetch(workspace.webhookUrl, { method: 'POST', body, headers })).text()
}

async function openOf({ desk, workspace }: Stand): Promise<number> {
  const { open } = await desk.db.platform
    .selectFrom('messages')
    .where('workspace_id', '=', workspace.workspaceId)
    .where('direction', '=', 'inbound')
    .where('outcome', 'is', null)
    .select(({ fn }) => fn.countAll<number>().as('open'))
    .executeTakeFirstOrThrow()
  return open
}

/** Workspaces as the first, each with a number of its own. */
async function moreWorkspaces({ desk, workspace }: Stand, count: number): Promise<Line[]> {
  const { rows } = await sql<{
    workspaceId: string
    channelId: string
    phoneNumberId: string
    key: string
    old: string
  }>`
    with made as (
      insert into workspaces (id, slug, name, review_policy, burst_ms, live_at)
      select gen_random_uuid(), 'bench-' || n, 'Bench ' || n, review_policy, burst_ms, live_at
      from workspaces, generate_series(1, ${count}::int) n where id = ${workspace.workspaceId} returning id),
    lines as (
      insert into channels (id, workspace_id, provider, phone_number_id, webhook_key, app_secret_sealed, access_token_sealed)
      select gen_random_uuid(), made.id, c.provider, '9' || lpad((row_number() over ())::text, 11, '0'),
        replace(gen_random_uuid()::text, '-', ''), c.app_secret_sealed, c.access_token_sealed
      from made, channels c where c.id = ${workspace.channelId}
      returning id, workspace_id, phone_number_id, webhook_key)
    select l.workspace_id as "workspaceId", l.id as "channelId", l.phone_number_id as "phoneNumberId",
      l.webhook_key as key, c.webhook_key as old
    from lines l, channels c where c.id = ${workspace.channelId}`.execute(desk.db.platform)
  return rows.map(({ key, old, ...line }) => ({
    ...workspace,
    ...line,
    webhookUrl: workspace.webhookUrl.replace(old, key),
  }))
}
