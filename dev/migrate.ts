import { migrate } from './services/database.ts'
import { withDatabase } from './services/with-database.ts'
import { loadEnv } from './up/dotenv.ts'

// `npm run migrate`: brings the database of this place to the newest migration. Safe to repeat.

const report = (line: string) => void process.stdout.write(`${line}\n`)

try {
  const { env } = loadEnv(process.env)
  if (env['NODE_ENV'] === 'production' && !env['DATABASE_URL'])
    throw new Error('Missing required env var: DATABASE_URL')
  await withDatabase(env, report, ({ adminUrl }) => migrate(adminUrl, report))
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
