import { once } from 'node:events'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { SettingsProblem } from '#schema/env.ts'
import { freePort } from '../services/ports.ts'
import { checkPorts, checkSettings, claimDataDir, portMessage, roomMessage } from './before-start.ts'

const KEYS = {
  ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
  KAPSO_WEBHOOK_SECRET: 'k',
  SESSION_SECRET: 'q8Zr2VtYw7LkPf4Nc6Xb1Mj9Hs5Gd3Ta',
}
const api = (port: number) => ({ port, program: 'api', setting: 'API_PORT' })

it('a port in use is told with the program, who has it and the setting that changes it', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  await expect(checkPorts([api(port)])).rejects.toThrow(
    new RegExp(`^Port ${String(port)} \\(api\\) is in use.*set API_PORT to another port\\.$`),
  )
  server.close()
  await once(server, 'close')
  await expect(checkPorts([api(port)])).resolves.toBeUndefined()
  expect(portMessage(api(1), 'node (process 7)')).toBe(
    'Port 1 (api) is in use by node (process 7): stop that, or set API_PORT to another port.',
  )
})

it('a port given twice is told', async () => {
  const port = await freePort()
  await expect(checkPorts([api(port), { port, program: 'web', setting: 'WEB_PORT' }])).rejects.toThrow(
    'set WEB_PORT to another',
  )
})

it('a data folder that cannot be one is told', () => {
  const folder = mkdtempSync(join(tmpdir(), 'my21staff-data-'))
  writeFileSync(join(folder, 'file'), '')
  expect(() => claimDataDir(join(folder, 'file'))).toThrow(/cannot be written: allow it, or set DATA_DIR/)
  expect(roomMessage('/d', 12)).toMatch(/^Only 12 MB are free.*set DATA_DIR/)
})

it('a data folder is used by one start at a time; the lock of a dead one is taken over', () => {
  const folder = mkdtempSync(join(tmpdir(), 'my21staff-data-'))
  writeFileSync(join(folder, 'up.lock'), '999999999 gone')
  claimDataDir(folder)
  expect(() => claimDataDir(folder)).toThrow(
    new RegExp(`Another npm start or command \\(process ${String(process.pid)}\\) uses the data folder`),
  )
})

it('all settings that are wrong or unknown are told together', () => {
  const problems = () => checkSettings({ ...KEYS, API_PORT: 'x', API_PROT: '1' }, ['API_PROT'])
  expect(problems).toThrow(SettingsProblem)
  expect(problems).toThrow(/API_PROT is not a setting; did you mean API_PORT\?\nAPI_PORT must be a port number/)
})

it('without a database in the settings, production stops and elsewhere we bring our own', () => {
  expect(checkSettings(KEYS, []).demoMode).toBe(false)
  expect(() => checkSettings({ ...KEYS, NODE_ENV: 'production' }, [])).toThrow('Missing required env var: DATABASE_URL')
})
