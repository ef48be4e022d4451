import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { isAlive } from '../services/lock.ts'
import { findRunningPostgres } from '../services/postgres.ts'
import { demoSettings, exitOf, startDesk, type Started } from '../test-kit/start.ts'

const READY_WITHIN_SECONDS = 10

describe('npm start', { timeout: 150_000 }, () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'my21staff-start-'))
  let settings: Record<string, string>
  let desk: Started

  beforeAll(async () => {
    settings = await demoSettings(dataDir)
    desk = startDesk(settings)
    await desk.untilReady()
  })

  afterAll(async () => {
    desk.process.kill('SIGTERM')
    await exitOf(desk.process)
    rmSync(dataDir, { recursive: true, force: true })
  })

  const isReady = async () => (await fetch(`${desk.apiUrl}/readyz`).catch(() => undefined))?.status === 200
  const one = (what: string) => desk.children().find(({ args }) => args.includes(what))
  const stop = async (signal: NodeJS.Signals) => {
    const children = desk.children()
    desk.process.kill(signal)
    const code = await exitOf(desk.process)
    await vi.waitFor(() => expect(children.filter(({ pid }) => isAlive(pid))).toEqual([]), { timeout: 20_000 })
    return code
  }

  it('OP-11 starts everything by one command and prints where it is', async () => {
    expect(await isReady()).toBe(true)
    const table = desk.lines.slice(desk.lines.findIndex((line) => line.startsWith('  ready in'))).join('\n')
    expect(table).toContain(`http://localhost:${settings['API_PORT'] ?? ''}`)
    expect(table).toContain(`http://localhost:${settings['TEMPORAL_UI_PORT'] ?? ''}`)
    expect(table).toContain('npm run chat')
    for (const what of ['worker/main.ts', 'api/main.ts', 'dev/simulators/main.ts', 'server start-dev', 'postgres -D'])
      expect(one(what), what).toBeDefined()
  })

  it('keeps the password of its database to itself', () => {
    expect(statSync(join(dataDir, 'postgres', 'my21staff.json')).mode & 0o777).toBe(0o600)
    expect(desk.lines.join('\n')).not.toMatch(/postgres:\/\/\w+:/)
  })

  it('refuses a second start on the same data, and says who is there', async () => {
    const second = startDesk(settings)
    expect(await exitOf(second.process)).toBe(1)
    expect(second.lines.join('\n')).toMatch(
      /^Another npm start or command \(process \d+\) uses the data folder .*set DATA_DIR to another\.$/m,
    )
  })

  it('refuses ports that are in use, each with its setting', async () => {
    const second = startDesk({ ...settings, DATA_DIR: mkdtempSync(join(tmpdir(), 'my21staff-start-')) })
    expect(await exitOf(second.process)).toBe(1)
    for (const name of ['API_PORT', 'SIMULATOR_PORT', 'TEMPORAL_PORT', 'TEMPORAL_UI_PORT']) {
      expect(second.lines.join('\n')).toMatch(
        new RegExp(`^Port ${settings[name] ?? ''} .* in use.*set ${name} to another port`, 'm'),
      )
    }
  })

  it('starts again what dies: worker, api, Temporal and Postgres', async () => {
    for (const [name, what] of [
      ['worker', 'worker/main.ts'],
      ['api', 'api/main.ts'],
      ['temporal', 'server start-dev'],
      ['postgres', 'postgres -D'],
    ] as const) {
      const before = one(what)
      if (before) process.kill(before.pid, 'SIGKILL')
      await vi.waitFor(() => expect(desk.lines.some((line) => line.includes(`${name} runs again`))).toBe(true), {
        timeout: 60_000,
      })
      expect(one(what)?.pid).not.toBe(before?.pid)
    }
    await vi.waitFor(async () => expect(await isReady()).toBe(true), { timeout: 30_000 })
  })

  it('stops cleanly on Ctrl-C and leaves nothing running', async () => {
    expect(await stop('SIGINT')).toBe(0)
    expect(await findRunningPostgres(dataDir)).toBeNull()
    expect(desk.lines.at(-1)).toContain('stopped; the next start continues here')
  })

  it('B8 is ready in ten seconds the second time, with what was there before', async () => {
    desk = startDesk(settings)
    await desk.untilReady()
    expect(desk.lines.join('\n')).toContain('the database is up to date')
    expect(desk.readySeconds()).toBeLessThan(READY_WITHIN_SECONDS)
  })

  it('leaves nothing running when it is killed outright, and the next start goes on', async () => {
    await stop('SIGKILL')
    desk = startDesk(settings)
    await desk.untilReady()
    expect(await isReady()).toBe(true)
  })
})

describe('npm start with wrong settings', { timeout: 60_000 }, () => {
  it.each([
    ['WH-11', { KAPSO_WEBHOOK_SECRET: '' }, 'KAPSO_WEBHOOK_SECRET not set'],
    ['AD-08', { ENCRYPTION_KEY: '' }, 'ENCRYPTION_KEY not set'],
    ['SC-01', { NODE_ENV: 'production', DEMO_MODE: '' }, 'Missing required env var: DATABASE_URL'],
    [
      'AS-07',
      { NODE_ENV: 'production' },
      'Dev mode is enabled in production! Remove DEMO_MODE from environment variables.',
    ],
    ['SC-24', { SESSION_SECRET: 'short' }, 'SESSION_SECRET is too short'],
    ['AS-03', { LLM_BASE_URL: 'https://model.test/v1' }, 'LLM_BASE_URL names an outside service'],
    [
      '',
      { DEMO_MODE: '', DATABASE_URL: 'postgres://u:p@127.0.0.1:1/d' },
      'The database 127.0.0.1:1/d does not answer (ECONNREFUSED): start it, or change DATABASE_URL.',
    ],
  ])('%s stops with %o: %s', async (_, change, text) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'my21staff-start-'))
    const desk = startDesk({ ...(await demoSettings(dataDir)), ...change })
    expect(await exitOf(desk.process)).toBe(1)
    expect(desk.lines.join('\n')).toContain(text)
    rmSync(dataDir, { recursive: true, force: true })
  })
})
