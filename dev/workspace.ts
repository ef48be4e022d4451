import { spawn } from 'node:child_process'
import { withDatabase } from './services/with-database.ts'
import { loadEnv } from './up/dotenv.ts'

// `npm run workspace`: finds the database and hands everything else to the command itself. Standard output is the command's.

const report = (line: string) => void process.stderr.write(`${line}\n`)

try {
  const { env, made } = loadEnv(process.env)
  if (made.length > 0) report(`made in .env: ${made.join(', ')}`)
  process.exitCode = await withDatabase(env, report, ({ url }) => runCommand({ ...env, DATABASE_URL: url }))
} catch (error) {
  report(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}

function runCommand(env: Record<string, string | undefined>): Promise<number> {
  const child = spawn(process.execPath, ['api/commands/main.ts', ...process.argv.slice(2)], {
    env: env as NodeJS.ProcessEnv,
    stdio: 'inherit',
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
}
