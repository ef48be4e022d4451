import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { filesForGit, findSecrets } from './secrets.ts'

// Put together here, so that this file does not trip the scan itself.
const FAKE_KEYS = {
  'a GitHub token': ['ghp', 'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'].join('_'),
  'a Slack token': ['xoxb', '123456789012', '1234567890123', 'AbCdEfGhIjKlMnOpQrStUvWx'].join('-'),
  'a private key': [
    '-----BEGIN RSA PRIVATE',
    `KEY-----\n${'MIIEpAIBAAKCAQEA7bq8'.repeat(40)}\n-----END RSA PRIVATE`,
    'KEY-----',
  ].join(' '),
  'an x.ai key': ['xai', 'a1B2'.repeat(20)].join('-'),
  'a Resend key': ['re', 'AbCdEfGh', '1234567890abcdefABCDEF'].join('_'),
  'a Meta token': ['EA', 'A', 'Gm0PX4ZCpsBA'.repeat(8)].join(''),
}

it.each(Object.entries(FAKE_KEYS))('SC-06 %s in a file stops the commit', { timeout: 30_000 }, (_, key) => {
  const file = join(mkdtempSync(join(tmpdir(), 'my21staff-secret-')), 'settings.ts')
  writeFileSync(file, `export const key = \`${key}\`\n`)
  expect(findSecrets([file]).found).toBe(true)
})

it('SC-06 a harmless file passes', { timeout: 30_000 }, () => {
  expect(findSecrets(['package.json', '.env.example'])).toMatchObject({ found: false })
})

it('SC-06 the scan runs before each commit, and git takes no .env', () => {
  expect(readFileSync('lefthook.yml', 'utf8')).toMatch(/pre-commit:[\s\S]*secretlint \{staged_files\}/)
  const ignored = execFileSync('git', ['check-ignore', '.env', '.env.production', '.env.local'], { encoding: 'utf8' })
  expect(ignored.trim().split('\n')).toHaveLength(3)
  expect(filesForGit()).toContain('.env.example')
})
