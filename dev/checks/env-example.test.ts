import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { expect, it } from 'vitest'
import { SETTING_NAMES } from '#schema/env-catalogue.ts'
import { envExample } from './env-example.ts'

const file = readFileSync('.env.example', 'utf8')

it('SC-05 .env.example names every setting, each with its meaning and none with a value', () => {
  expect(parseEnv(file)).toEqual(Object.fromEntries(SETTING_NAMES.map((name) => [name, ''])))
})

it('SC-05 .env.example is what the schema says (else: node dev/checks/env-example.ts)', () => {
  expect(file).toBe(envExample())
})
