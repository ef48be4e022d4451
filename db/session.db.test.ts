import { setTimeout as pause } from 'node:timers/promises'
import { sql, type Kysely } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { connect, type Database, type WorkspaceTx } from './connect.ts'

let postgres: Awaited<ReturnType<typeof startDatabase>>
let db: Database
const workspaceId = uuidv7()

beforeAll(async () => {
  postgres = await startDatabase()
})
afterAll(() => postgres.stop())
// One connection, so that every test sees what the one before left on it.
beforeEach(() => {
  db = connect(postgres.url, { max: 1, keepPlans: true })
})
afterEach(() => db.close())

const inside = <T>(work: (tx: WorkspaceTx) => Promise<T>) => db.inWorkspace(workspaceId, work)
const plans = async () => {
  const { rows } = await sql<{ statement: string }>`
    select statement from pg_prepared_statements where statement like '%marked%'`.execute(db.platform)
  return rows.length
}
const ask = (value: number) =>
  inside(async (tx) => (await sql<{ n: number }>`select ${value}::int as n /* marked */`.execute(tx)).rows[0]?.n)

describe('a statement that comes again', () => {
  it('is planned once on a connection, and answers what it is asked each time', async () => {
    expect([await ask(1), await plans()]).toEqual([1, 0])
    expect([await ask(2), await plans()]).toEqual([2, 1])
    expect([await ask(3), await plans()]).toEqual([3, 1])
  })

  it('is planned anew when its columns have changed', async () => {
    await sql`create table changing (id int)`.execute(db.platform)
    const read = () => sql<{ id: unknown }>`select * from changing where ${1} = 1 /* marked */`.execute(db.platform)
    await read()
    await read()
    await sql`alter table changing add column name text`.execute(db.platform)
    await expect(read()).rejects.toMatchObject({ code: '0A000' })
    expect((await read()).rows).toEqual([])
    expect((await read()).rows).toEqual([])
  })

  it('is planned each time behind a pooler that loses what was prepared', async () => {
    expect([await ask(1), await ask(2)]).toEqual([1, 2])
    // As if the connection were another one by now.
    await sql`deallocate all`.execute(db.platform)
    await expect(ask(3)).rejects.toMatchObject({ code: '26000' })
    expect([await ask(4), await ask(5), await ask(6), await plans()]).toEqual([4, 5, 6, 0])
  })

  it('is planned each time where plans are not kept', async () => {
    await db.close()
    db = connect(postgres.url, { max: 1 })
    for (const value of [1, 2, 3]) expect(await ask(value)).toBe(value)
    expect(await plans()).toBe(0)
  })
})

describe('what is asked at once', () => {
  it('runs in the order of asking, however it is written', async () => {
    await sql`create temp table said (place serial, word text)`.execute(db.platform)
    await inside(async (tx) => {
      await sql`reset role`.execute(tx)
      await Promise.all(
        Array.from({ length: 40 }, (_, n) =>
          n % 2 === 0
            ? sql`insert into said (word) values (${String(n)})`.execute(tx)
            : (tx as unknown as Kysely<{ said: { word: string } }>)
                .insertInto('said')
                .values({ word: String(n) })
                .execute(),
        ),
      )
    })
    const { rows } = await sql<{ word: string }>`select word from said order by place`.execute(db.platform)
    expect(rows.map(({ word }) => Number(word))).toEqual(Array.from({ length: 40 }, (_, n) => n))
  })

  it('is taken back whole when one of it fails, and the one that failed says why', async () => {
    await sql`create table kept (n int)`.execute(db.platform)
    const failing = inside((tx) =>
      Promise.all([
        sql`reset role`.execute(tx),
        sql`insert into kept values (1)`.execute(tx),
        sql`select 1 / ${0}::int`.execute(tx),
        sql`insert into kept values (2)`.execute(tx),
      ]),
    )
    await expect(failing).rejects.toMatchObject({ code: '22012' })
    expect((await sql`select from kept`.execute(db.platform)).rows).toEqual([])
  })
})

describe('a transaction of a workspace', () => {
  it('fails when a failure in it was swallowed: Postgres has kept nothing', async () => {
    const swallowed = inside(async (tx) => {
      await sql`select 1 / ${0}::int`.execute(tx).catch(() => undefined)
    })
    await expect(swallowed).rejects.toThrow('nothing of it was kept')
  })

  it('hears nothing more when it is over, and neither does the next one on its connection', async () => {
    let late: Promise<unknown> = Promise.resolve()
    await expect(
      inside((tx) => {
        late = pause(50).then(() => sql`select 1`.execute(tx))
        late.catch(() => undefined)
        return Promise.reject(new Error('no'))
      }),
    ).rejects.toThrow('no')
    await inside(() => pause(100))
    await expect(late).rejects.toThrow('The transaction is over.')
  })

  it('leaves its connection as it found it', async () => {
    const who = async () =>
      (
        await sql<{ role: string; workspace: string | null }>`
          select current_user as role, nullif(current_setting('app.workspace_id', true), '') as workspace`.execute(
          db.platform,
        )
      ).rows[0]
    const before = await who()
    await inside((tx) => sql`select 1`.execute(tx))
    await inside(() => Promise.reject(new Error('no'))).catch(() => undefined)
    expect(await who()).toEqual({ ...before, workspace: null })
  })
})
