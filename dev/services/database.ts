import { createHmac } from 'node:crypto'
import { makeProgramLogin, migrateToLatest } from '#db/migrate.ts'
import type { Report } from './lock.ts'

/**
 * Brings the embedded database up to date and returns the address that our programs use:
 * an ordinary login, because the database's own user would pass row-level security.
 */
export async function prepareEmbedded(adminUrl: string, report: Report): Promise<string> {
  await migrate(adminUrl, report)
  const password = createHmac('sha256', new URL(adminUrl).password).update('programs').digest('base64url')
  return makeProgramLogin(adminUrl, password)
}

export async function migrate(url: string, report: Report): Promise<void> {
  const { host, pathname } = new URL(url)
  try {
    const { applied } = await migrateToLatest(url)
    report(applied.length === 0 ? 'the database is up to date' : `migrations applied: ${applied.join(', ')}`)
  } catch (error) {
    const code = networkCodeOf(error)
    if (code === undefined) throw error
    throw new Error(`The database ${host}${pathname} does not answer (${code}): start it, or change DATABASE_URL.`, {
      cause: error,
    })
  }
}

const UNREACHABLE = ['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH', 'EAI_AGAIN', 'ECONNRESET']

function networkCodeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  const code = 'code' in error ? error.code : undefined
  return typeof code === 'string' && UNREACHABLE.includes(code) ? code : networkCodeOf(error.cause)
}
