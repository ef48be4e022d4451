import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { prepareAssets } from '../../web/server/assets.ts'
import { runReporting } from './cache.ts'
import { alone, type Report } from './lock.ts'

const OUT = 'web/build'
const MARK = join(OUT, '.sources')
/** What is read into the build; what Node loads beside it (db, clients) is not. */
const SOURCES = [
  ...[
    'web/app',
    'web/chunks.ts',
    'web/public',
    'domain',
    'schema',
    'package-lock.json',
    'vite.config.ts',
    'tsconfig.json',
  ],
  // It compresses what was built.
  'web/server/assets.ts',
]

/** Builds the pages anew, alone among all that build in this clone. */
export async function buildWeb(report: Report = () => undefined): Promise<void> {
  mkdirSync('.data', { recursive: true })
  await alone('.data/web-build.lock', report, () => build(report))
}

/** Builds the pages when they are not the ones of these sources. */
export async function buildWebOnce(report: Report = () => undefined): Promise<void> {
  if (isBuilt()) return
  mkdirSync('.data', { recursive: true })
  await alone('.data/web-build.lock', report, async () => {
    if (!isBuilt()) await build(report)
  })
}

async function build(report: Report): Promise<void> {
  const sources = hashOfSources()
  const remix = 'node_modules/@remix-run/dev/dist/cli.js'
  const env: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: 'production' }
  await runReporting('building the pages', process.execPath, [remix, 'vite:build'], report, env)
  await prepareAssets(join(OUT, 'client'))
  writeFileSync(MARK, sources)
}

function isBuilt(): boolean {
  return existsSync(MARK) && readFileSync(MARK, 'utf8') === hashOfSources()
}

function hashOfSources(): string {
  const hash = createHash('sha256')
  for (const file of SOURCES.flatMap(filesIn)) hash.update(`${file}\0`).update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}

function filesIn(source: string): string[] {
  if (!existsSync(source)) return []
  if (/\.\w+$/.test(source)) return [source]
  return readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}
