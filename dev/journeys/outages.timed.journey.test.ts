import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeProgramLogin, migrateToLatest } from '#db/migrate.ts'
import { killGroup } from '../services/guarded.ts'
import { freePort } from '../services/ports.ts'
import { startPostgres, type RunningPostgres } from '../services/postgres.ts'
import { findTemporal } from '../services/temporal-binary.ts'
import { startTemporal, type RunningTemporal } from '../services/temporal.ts'
import { assembleDesk, type Desk, type DeskWorkspace } from '../test-kit/desk-programs.ts'
import { eventually, givenCustomer } from '../test-kit/desk.ts'

// A Postgres and a Temporal of our own, on disk, to be killed.

const folder = mkdtempSync(join(tmpdir(), 'my21staff-outages-'))
let postgres: RunningPostgres
let temporal: RunningTemporal
let temporalPort: number
let desk: Desk
let workspace: DeskWorkspace

async function bootTemporal(): Promise<void> {
  const binary = await findTemporal(() => undefined)
  temporal = await startTemporal({ binary, port: temporalPort, dbFile: join(folder, 'temporal.db') })
}

beforeAll(async () => {
  temporalPort = await freePort()
  postgres = await startPostgres(folder)
  await bootTemporal()
  await migrateToLatest(postgres.url)
  desk = await assembleDesk({
    databaseUrl: await makeProgramLogin(postgres.url, 'outages'),
    temporalAddress: temporal.address,
    stopServices: () => Promise.all([temporal.stop(), postgres.stop()]),
  })
  await Promise.all([desk.start('worker'), desk.start('api')])
  workspace = await desk.createWorkspace()
})
afterAll(async () => {
  await desk.stop()
  rmSync(folder, { recursive: true, force: true })
})

/**
 * Waits until all that was said is answered: together or each by itself, as it happened to come through, and each reply
 * went out once.
 */
async function answeredOnce(customer: ReturnType<typeof givenCustomer>, said: number): Promise<void> {
  await eventually(() => expect(customer.sends().length).toBeGreaterThan(0), 90_000)
  const here = <T>(work: Parameters<typeof desk.db.inWorkspace<T>>[1]) =>
    desk.db.inWorkspace(workspace.workspaceId, work)
  await eventually(async () => {
    const open = await here((tx) =>
      tx.selectFrom('messages').where('direction', '=', 'inbound').where('outcome', 'is', null).select('id').execute(),
    )
    expect(open).toEqual([])
  }, 60_000)
  const replies = await here((tx) =>
    tx
      .selectFrom('messages as m')
      .innerJoin('conversations as c', 'c.id', 'm.conversation_id')
      .innerJoin('contacts as k', 'k.id', 'c.contact_id')
      .where('k.phone', '=', customer.phone)
      .where('m.direction', '=', 'outbound')
      .select('m.id')
      .execute(),
  )
  expect(customer.sends()).toHaveLength(replies.length)
  expect(replies.length).toBeLessThanOrEqual(said)
}

describe('Temporal', () => {
  it('killed while a reply is being made, loses nothing and repeats nothing', async () => {
    const customer = givenCustomer(desk, workspace)
    desk.llm.setDelay(1_500)
    customer.says('Halo')
    await eventually(() => expect(desk.llm.requests().length).toBeGreaterThan(0))
    killGroup(temporal.child)
    desk.llm.setDelay(0)
    // WhatsApp hears 200 all the same: the message is kept.
    expect(await customer.says('Mau kuliah di Australia').delivered).toBe(true)
    await bootTemporal()
    await answeredOnce(customer, 2)
  }, 180_000)
})

describe('Postgres', () => {
  it('killed while a reply is being made, loses nothing and repeats nothing', async () => {
    const customer = givenCustomer(desk, workspace)
    desk.llm.setDelay(1_500)
    const before = desk.llm.requests().length
    customer.says('Halo')
    await eventually(() => expect(desk.llm.requests().length).toBeGreaterThan(before))
    killGroup(postgres.child)
    desk.llm.setDelay(0)
    // Postgres's own processes outlive it for a moment: kept and told so, or neither, and then WhatsApp sends it again.
    await customer.says('Mau ke Australia').delivered
    postgres = await startPostgres(folder, { keepPort: true })
    await eventually(async () => {
      const rows = await desk.db.inWorkspace(workspace.workspaceId, (tx) =>
        tx
          .selectFrom('messages')
          .where('direction', '=', 'inbound')
          .where('body', '=', 'Mau ke Australia')
          .select('id')
          .execute(),
      )
      expect(rows).toHaveLength(1)
    }, 60_000)
    await answeredOnce(customer, 2)
  }, 180_000)
})
