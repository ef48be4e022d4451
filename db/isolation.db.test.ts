import { sql, type Kysely, type RawBuilder } from 'kysely'
import { DatabaseError } from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DB } from '#schema/tables.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { connect, type Database } from './connect.ts'
import { makeProgramLogin } from './migrate.ts'

const NEVER_CHANGED = ['audit_log', 'ari_versions', 'release_signoffs']

// Tables that no workspace owns. A new one must be thought about here.
const SHARED_TABLES = [
  'accounts',
  'kysely_migration',
  'kysely_migration_lock',
  'mails',
  'platform_log',
  'push_keys',
  'quota_places',
  'sessions',
  'standing_alerts',
  'users',
  'verifications',
  'webhook_refusals',
  'workspaces',
]

let stop: () => Promise<void>
let admin: Database
let database: Database
let tables: string[]
const [a, b] = [uuidv7(), uuidv7()]

beforeAll(async () => {
  const started = await startDatabase()
  stop = started.stop
  admin = connect(started.url, { max: 2 })
  database = connect(await makeProgramLogin(started.url, 'only-for-this-test'), { max: 4 })
  await fill(database.platform, a)
  await fill(database.platform, b)
  tables = await tablesWithWorkspace(database.platform)
})

afterAll(async () => {
  await database.close()
  await admin.close()
  await stop()
})

test('AD-06 every table carries a workspace, but for those that no workspace owns', async () => {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm')
    order by relname`.execute(database.platform)
  const others = rows.map(({ name }) => name).filter((name) => !tables.includes(name))
  expect(others).toEqual(SHARED_TABLES)
})

test('AD-06 every table with a workspace has its wall, and this test has rows behind it', async () => {
  expect(tables.length).toBeGreaterThan(15)
  for (const table of tables) {
    const { rows } = await sql<{ walled: boolean }>`
      select relrowsecurity as walled from pg_class where oid = ${table}::regclass`.execute(database.platform)
    expect({ table, walled: rows[0]?.walled }).toEqual({ table, walled: true })
    for (const workspace of [a, b]) {
      expect({ table, rows: await countOf(database.platform, table, workspace) }).not.toEqual({ table, rows: 0 })
    }
  }
})

describe('AD-06 inside workspace A', () => {
  test('the rows of A are there, those of B are not', async () => {
    for (const table of tables) {
      const seen = await database.inWorkspace(a, async (tx) => ({
        table,
        own: (await countOf(tx, table, a)) > 0,
        others: await countOf(tx, table, b),
      }))
      expect(seen).toEqual({ table, own: true, others: 0 })
    }
  })

  test('rows of B are neither changed nor deleted, by their name or by the way', async () => {
    for (const table of tables) {
      const name = sql.table(table)
      const outcomes = [
        await attempt((tx) => sql`update ${name} set workspace_id = ${a} where workspace_id = ${b}`.execute(tx)),
        await attempt((tx) => sql`delete from ${name} where workspace_id = ${b}`.execute(tx)),
        await attempt((tx) =>
          touched(
            tx,
            sql<{ workspace_id: string }>`update ${name} set workspace_id = workspace_id returning workspace_id`,
          ),
        ),
        await attempt((tx) => touched(tx, sql<{ workspace_id: string }>`delete from ${name} returning workspace_id`)),
      ]
      const expected = NEVER_CHANGED.includes(table) ? 'refused' : 0
      expect({ table, outcomes }).toEqual({ table, outcomes: outcomes.map(() => expected) })
    }
  })

  test('no row is put into B, nor moved there', async () => {
    for (const table of tables) {
      const { columns, row } = await anyRow(table, b)
      const list = sql.join(columns.map((column) => sql.ref(column)))
      const name = sql.table(table)
      const inserted = await attempt((tx) =>
        sql`insert into ${name} (${list}) select ${list} from jsonb_populate_record(null::${name}, ${row}::jsonb)`.execute(
          tx,
        ),
      )
      const moved = await attempt((tx) =>
        sql`update ${name} set workspace_id = ${b} where workspace_id = ${a}`.execute(tx),
      )
      expect({ table, inserted, moved }).toEqual({ table, inserted: 'refused', moved: 'refused' })
    }
  })

  test('a row that names no workspace is of A', async () => {
    const id = uuidv7()
    await database.inWorkspace(a, (tx) => tx.insertInto('contacts').values({ id, name: 'Tono' }).execute())
    const row = await database.platform
      .selectFrom('contacts')
      .select('workspace_id')
      .where('id', '=', id)
      .executeTakeFirst()
    expect(row?.workspace_id).toBe(a)
  })

  test('a row of A cannot hang on a row of B', async () => {
    const { id } = await database.platform
      .selectFrom('contacts')
      .select('id')
      .where('workspace_id', '=', b)
      .executeTakeFirstOrThrow()
    const hung = database.inWorkspace(a, (tx) =>
      tx.insertInto('contact_facts').values({ contact_id: id, key: 'city', value: 'Bogor' }).execute(),
    )
    await expect(hung).rejects.toThrow('violates foreign key constraint')
  })

  test('only its own workspace and its own people are seen, and no password', async () => {
    await database.inWorkspace(a, async (tx) => {
      expect(await tx.selectFrom('workspaces').select('id').execute()).toEqual([{ id: a }])
      expect(await tx.selectFrom('users').select('email').execute()).toEqual([{ email: `owner@${a}.test` }])
    })
    expect(await attempt((tx) => sql`update workspaces set name = 'x' where id = ${b}`.execute(tx))).toBe(0)
    expect(await attempt((tx) => sql`delete from workspaces where id = ${a}`.execute(tx))).toBe('refused')
    expect(
      await attempt((tx) => sql`insert into workspaces (id, slug, name) values (${uuidv7()}, 'x', 'x')`.execute(tx)),
    ).toBe('refused')
    expect(await attempt((tx) => sql`select password from accounts`.execute(tx))).toBe('refused')
    expect(await attempt((tx) => sql`update users set email = 'x@x.test'`.execute(tx))).toBe('refused')
  })

  test('the audit log is written and read, never changed', async () => {
    expect(await attempt((tx) => sql`update audit_log set actor = 'x'`.execute(tx))).toBe('refused')
    expect(await attempt((tx) => sql`delete from audit_log`.execute(tx))).toBe('refused')
  })

  test('the wall holds for the transaction only, and comes down with an error too', async () => {
    await expect(database.inWorkspace(a, () => Promise.reject(new RangeError('no')))).rejects.toThrow('no')
    await database.inWorkspace(a, (tx) => countOf(tx, 'contacts', a))
    expect(await countOf(database.platform, 'contacts', b)).toBeGreaterThan(0)
  })
})

test.each([[''], ['eagle'], ["'; reset role; --"], [`${uuidv7()}' or true --`], [`${uuidv7()}\n`]])(
  'AD-06 a workspace is named by a UUID or not at all: %s',
  async (name) => {
    await expect(database.inWorkspace(name, (tx) => countOf(tx, 'contacts', a))).rejects.toThrow('named by its UUID')
  },
)

test('AD-06 the login of our programs is ordinary and cannot pass the wall', async () => {
  const login = database.platform
  const { rows } = await sql`
    select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user`.execute(login)
  expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false }])
  await expect(sql`alter table contacts disable row level security`.execute(login)).rejects.toThrow('must be owner')
  await expect(sql`set session authorization postgres`.execute(login)).rejects.toThrow('permission denied')
  const unwalled = database.inWorkspace(a, async (tx) => {
    await sql`set local row_security = off`.execute(tx)
    return countOf(tx, 'contacts', b)
  })
  await expect(unwalled).rejects.toThrow('row-level security policy')
})

test('AD-06 even on a superuser connection the wall holds inside a workspace', async () => {
  expect(await admin.inWorkspace(a, (tx) => countOf(tx, 'contacts', b))).toBe(0)
})

async function tablesWithWorkspace(db: Kysely<DB>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attname = 'workspace_id'
      and not a.attisdropped
    order by c.relname`.execute(db)
  return rows.map(({ name }) => name)
}

async function countOf(db: Kysely<DB>, table: string, workspace: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) from ${sql.table(table)} where workspace_id = ${workspace}`.execute(db)
  return rows[0]!.count
}

/** A row as JSON under a new id where it has one, and the columns that can be written. */
async function anyRow(table: string, workspace: string): Promise<{ columns: string[]; row: string }> {
  const { rows: columns } = await sql<{ name: string }>`
    select attname as name from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = ''`.execute(
    database.platform,
  )
  const { rows } = await sql<{ row: string }>`
    select to_jsonb(t)::text as row from ${sql.table(table)} t where workspace_id = ${workspace} limit 1`.execute(
    database.platform,
  )
  return { columns: columns.map(({ name }) => name), row: rows[0]!.row }
}

/** How many rows of B a statement without a condition reaches. */
async function touched(tx: Kysely<DB>, statement: RawBuilder<{ workspace_id: string }>) {
  const { rows } = await statement.execute(tx)
  return { numAffectedRows: BigInt(rows.filter((row) => row.workspace_id !== a).length) }
}

/** How many rows it reaches from inside workspace A, taken back again; or that the database refused it. */
async function attempt(work: (tx: Kysely<DB>) => Promise<{ numAffectedRows?: bigint }>) {
  let reached = -1
  try {
    await database.inWorkspace(a, async (tx) => {
      reached = Number((await work(tx)).numAffectedRows ?? -1)
      throw new RangeError('take it back')
    })
  } catch (error) {
    if (error instanceof RangeError) return reached
    if (error instanceof DatabaseError && error.code === '42501') return 'refused'
    throw error
  }
  throw new RangeError('It was not taken back.')
}

/** One row in every table. */
async function fill(db: Kysely<DB>, workspace: string): Promise<void> {
  const id = Object.fromEntries(
    ['user', 'channel', 'contact', 'conversation', 'message', 'consultant', 'slot', 'row'].map((name) => [
      name,
      uuidv7(),
    ]),
  )
  const during = `[2030-01-01 09:00+07,2030-01-01 09:45+07)`
  const statements = [
    sql`insert into workspaces (id, slug, name) values (${workspace}, ${workspace}, 'W')`,
    sql`insert into users (id, name, email) values (${id['user']}, 'O', ${`owner@${workspace}.test`})`,
    sql`insert into accounts (id, user_id, provider_id, account_id) values (${id['row']}, ${id['user']}, 'credential', ${id['user']})`,
    sql`insert into memberships (id, workspace_id, user_id, role) values (${id['row']}, ${workspace}, ${id['user']}, 'owner')`,
    sql`insert into audit_log (id, workspace_id, actor, action, subject) values (${id['row']}, ${workspace}, 'x', 'x', 'x')`,
    sql`insert into channels (id, workspace_id, provider, phone_number_id, webhook_key)
      values (${id['channel']}, ${workspace}, 'meta', ${id['channel']}, ${id['channel']})`,
    sql`insert into inbound_events (id, workspace_id, channel_id, event_key, kind, payload, occurred_at)
      values (${id['row']}, ${workspace}, ${id['channel']}, 'k', 'message', '{}', now())`,
    sql`insert into contacts (id, workspace_id, name) values (${id['contact']}, ${workspace}, 'Sari')`,
    sql`insert into contact_identities (workspace_id, kind, value, contact_id) values (${workspace}, 'user_id', 'u', ${id['contact']})`,
    sql`insert into contact_facts (workspace_id, contact_id, key) values (${workspace}, ${id['contact']}, 'name')`,
    sql`insert into notes (id, workspace_id, contact_id, body) values (${id['row']}, ${workspace}, ${id['contact']}, 'n')`,
    sql`insert into quick_replies (id, workspace_id, shortcut, name, text) values (${id['row']}, ${workspace}, 'jam', 'n', 't')`,
    sql`insert into conversations (id, workspace_id, contact_id, channel_id)
      values (${id['conversation']}, ${workspace}, ${id['contact']}, ${id['channel']})`,
    sql`insert into conversation_events (id, workspace_id, conversation_id, turn, kind)
      values (${id['row']}, ${workspace}, ${id['conversation']}, 1, 'stage')`,
    sql`insert into messages (id, workspace_id, conversation_id, channel_id, direction, author, kind, status, sent_at)
      values (${id['message']}, ${workspace}, ${id['conversation']}, ${id['channel']}, 'outbound', 'bot', 'text', 'sent', now())`,
    sql`insert into media (message_id, workspace_id, kind, provider_media_id)
      values (${id['message']}, ${workspace}, 'image', 'm')`,
    sql`insert into message_templates (id, workspace_id, channel_id, name, language, status, status_at)
      values (${id['row']}, ${workspace}, ${id['channel']}, 'hello', 'id', 'APPROVED', now())`,
    sql`insert into drafts (id, workspace_id, conversation_id, turn, version, reply, intent, confidence, model, prompt_version, prompt, raw_answer, checks)
      values (${id['row']}, ${workspace}, ${id['conversation']}, 1, 1, 'r', 'answer', 1, 'm', '1', '{}', '{}', '[]')`,
    sql`insert into review_guidance (id, workspace_id, draft_id, kind, body) values (${id['row']}, ${workspace}, ${id['row']}, 'hint', 'b')`,
    sql`insert into review_proposals (id, workspace_id, draft_id, message_ids, entry, entry_state)
      values (${id['row']}, ${workspace}, ${id['row']}, '{}', '{}', 'open')`,
    sql`insert into model_calls (id, workspace_id, conversation_id, turn, endpoint, model, outcome, is_fallback, is_repair, ms, input_tokens, cached_tokens, output_tokens, is_estimated)
      values (${id['row']}, ${workspace}, ${id['conversation']}, 1, 'e', 'm', 'answered', false, false, 1, 1, 0, 1, false)`,
    sql`insert into bot_events (workspace_id, counter, subject) values (${workspace}, 'responsesGenerated', ${id['row']})`,
    sql`insert into bot_complaints (message_id, workspace_id, user_id) values (${id['message']}, ${workspace}, ${id['user']})`,
    sql`insert into answer_readings (message_id, workspace_id, user_id, points) values (${id['message']}, ${workspace}, ${id['user']}, '{}')`,
    sql`insert into outbound_messages (message_id, workspace_id, conversation_id, turn, part, floor_epoch, payload)
      values (${id['message']}, ${workspace}, ${id['conversation']}, 1, 1, 0, '{}')`,
    sql`insert into send_attempts (id, workspace_id, message_id, number) values (${id['row']}, ${workspace}, ${id['message']}, 1)`,
    sql`insert into pair_pace (conversation_id, workspace_id, full_at) values (${id['conversation']}, ${workspace}, now())`,
    sql`insert into number_pace (channel_id, workspace_id, full_at) values (${id['channel']}, ${workspace}, now())`,
    sql`insert into waiting_messages (message_id, workspace_id, conversation_id)
      values (${id['message']}, ${workspace}, ${id['conversation']})`,
    sql`insert into knowledge (id, workspace_id, kind, title, content, language) values (${id['row']}, ${workspace}, 'faq', 't', 'c', 'id')`,
    sql`insert into knowledge_documents (id, workspace_id, name, format, bytes, sha256, file_key)
      values (${id['row']}, ${workspace}, 'd', 'pdf', 1, 's', 'k')`,
    sql`insert into knowledge_synonyms (id, workspace_id, words) values (${id['row']}, ${workspace}, '{a,b}')`,
    sql`insert into knowledge_vectors (knowledge_id, workspace_id, model, text_hash, vector)
      values (${id['row']}, ${workspace}, 'm', 'h', '{1}')`,
    sql`insert into knowledge_meaning (workspace_id) values (${workspace})`,
    sql`insert into ari_versions (id, workspace_id, number, config) values (${id['row']}, ${workspace}, 1, '{}')`,
    sql`insert into ari_working_copies (workspace_id, config, based_on) values (${workspace}, '{}', 1)`,
    sql`insert into trials (id, workspace_id, user_id) values (${id['row']}, ${workspace}, ${id['user']})`,
    sql`insert into trial_messages (id, workspace_id, trial_id, author) values (${id['row']}, ${workspace}, ${id['row']}, 'customer')`,
    sql`insert into test_conversations (id, workspace_id, source, seed, title, language, says)
      values (${id['row']}, ${workspace}, 'written', 's', 't', 'id', '["h"]')`,
    sql`insert into release_runs (id, workspace_id) values (${id['row']}, ${workspace})`,
    sql`insert into test_plays (id, workspace_id, run_id, test_id) values (${id['row']}, ${workspace}, ${id['row']}, ${id['row']})`,
    sql`insert into release_signoffs (id, workspace_id, phrase, version, minimum, tests, read)
      values (${id['row']}, ${workspace}, 'p', 1, 1, 1, 1)`,
    sql`insert into alerts (id, workspace_id, kind, subject) values (${id['row']}, ${workspace}, 'incident', 's')`,
    sql`insert into incidents (id, workspace_id, from_at, to_at) values (${id['row']}, ${workspace}, now(), now())`,
    sql`insert into incident_answers (workspace_id, incident_id, message_id) values (${workspace}, ${id['row']}, ${id['message']})`,
    sql`insert into incident_mailings (id, workspace_id, incident_id, body) values (${id['row']}, ${workspace}, ${id['row']}, 'b')`,
    sql`insert into incident_contacts (workspace_id, incident_id, contact_id, state)
      values (${workspace}, ${id['row']}, ${id['contact']}, 'by_hand')`,
    sql`insert into incident_notes (id, workspace_id, incident_id, body) values (${id['row']}, ${workspace}, ${id['row']}, 'b')`,
    sql`insert into alert_lines (workspace_id, kind, way, due_at) values (${workspace}, 'incident', 'slack', now())`,
    sql`insert into alert_settings (workspace_id, user_id, settings) values (${workspace}, ${id['user']}, '{}')`,
    sql`insert into alert_slack (workspace_id, webhook_sealed, ending, language) values (${workspace}, 's', 'e', 'id')`,
    sql`insert into sessions (id, user_id, token, expires_at) values (${id['row']}, ${id['user']}, ${id['row']}, now())`,
    sql`insert into push_subscriptions (id, workspace_id, user_id, session_id, endpoint, p256dh, auth)
      values (${id['row']}, ${workspace}, ${id['user']}, ${id['row']}, 'e', 'p', 'a')`,
    sql`insert into consultants (id, workspace_id, name) values (${id['consultant']}, ${workspace}, 'C')`,
    sql`insert into consultant_hours (id, workspace_id, consultant_id, weekday, from_minute, to_minute)
      values (${id['row']}, ${workspace}, ${id['consultant']}, 1, 540, 1020)`,
    sql`insert into consultant_exceptions (id, workspace_id, consultant_id, kind, first_day, last_day)
      values (${id['row']}, ${workspace}, ${id['consultant']}, 'off', '2030-01-01', '2030-01-02')`,
    sql`insert into holidays (id, workspace_id, day) values (${id['row']}, ${workspace}, '2030-01-01')`,
    sql`insert into slots (id, workspace_id, consultant_id, during) values (${id['slot']}, ${workspace}, ${id['consultant']}, ${during})`,
    sql`insert into bookings (id, workspace_id, consultant_id, slot_id, contact_id, conversation_id, turn, during)
      values (${id['row']}, ${workspace}, ${id['consultant']}, ${id['slot']}, ${id['contact']}, ${id['conversation']}, 1, ${during})`,
  ]
  for (const statement of statements) await statement.execute(db)
}
