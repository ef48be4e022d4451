import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { expect, it } from 'vitest'
import { readSettings } from '#schema/env.ts'
import { loadEnv } from './dotenv.ts'

const newFile = () => join(mkdtempSync(join(tmpdir(), 'my21staff-env-')), '.env')
const DATABASE_URL = 'postgres://u:p@127.0.0.1/d'

it('SC-24 the first start writes an .env for the demo, with secrets of its own and readable by its owner only', () => {
  const file = newFile()
  const { env, made } = loadEnv({}, file)
  expect(made).toEqual([
    'ENCRYPTION_KEY',
    'SESSION_SECRET',
    'KAPSO_WEBHOOK_SECRET',
    'META_APP_SECRET',
    'META_WEBHOOK_VERIFY_TOKEN',
  ])
  expect(readSettings({ ...env, DATABASE_URL }, 'api').demoMode).toBe(true)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const again = loadEnv({}, file)
  expect(again).toMatchObject({ env, made: [] })
  expect(again.namesInFile.sort()).toEqual(['DEMO_MODE', ...made].sort())
  expect(loadEnv({}, newFile()).env['SESSION_SECRET']).not.toBe(env['SESSION_SECRET'])
})

it('AS-02 what the process sets wins over the file, an empty value too', () => {
  const file = newFile()
  loadEnv({}, file)
  const { env } = loadEnv({ DEMO_MODE: '', API_PORT: '4001' }, file)
  expect(readSettings({ ...env, DATABASE_URL }, 'api')).toMatchObject({ demoMode: false, ports: { api: 4001 } })
})

it('keys that are missing in an .env are added, everything else stays as it was', () => {
  const file = newFile()
  writeFileSync(file, '# mine\nAPI_PORT=4001\nENCRYPTION_KEY=\nKAPSO_WEBHOOK_SECRET=given')
  expect(loadEnv({}, file).made).toEqual([
    'ENCRYPTION_KEY',
    'SESSION_SECRET',
    'META_APP_SECRET',
    'META_WEBHOOK_VERIFY_TOKEN',
  ])
  const text = readFileSync(file, 'utf8')
  expect(text).toContain('# mine\nAPI_PORT=4001\nKAPSO_WEBHOOK_SECRET=given\nENCRYPTION_KEY=')
  expect(parseEnv(text)['DEMO_MODE']).toBeUndefined()
})

it('WH-11 an empty webhook secret is left empty, so that the start can name it', () => {
  const file = newFile()
  writeFileSync(file, 'KAPSO_WEBHOOK_SECRET=\n')
  expect(loadEnv({}, file).env['KAPSO_WEBHOOK_SECRET']).toBe('')
  expect(loadEnv({ KAPSO_WEBHOOK_SECRET: '' }, newFile()).env['KAPSO_WEBHOOK_SECRET']).toBe('')
})

it('SC-24 in production nothing is made', () => {
  const file = newFile()
  expect(loadEnv({ NODE_ENV: 'production' }, file)).toMatchObject({ made: [], namesInFile: [] })
})
