import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')

it('TS-20 has every TypeScript file under the strict type check', { timeout: 60_000 }, () => {
  const config = JSON.parse(readFileSync(join(ROOT, 'tsconfig.json'), 'utf8')) as {
    compilerOptions: { strict: boolean }
  }
  expect(config.compilerOptions.strict).toBe(true)
  const checked = execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '--listFilesOnly'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
    .split('\n')
    .map((file) => relative(ROOT, file))
  const tracked = execFileSync('git', ['ls-files', '*.ts', '*.tsx'], { cwd: ROOT, encoding: 'utf8' })
    .split('\n')
    .filter(Boolean)
  expect(tracked.length).toBeGreaterThan(100)
  expect(tracked.filter((file) => !checked.includes(file))).toEqual([])
})
