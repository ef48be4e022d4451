/** What the person at the keyboard can put right; the message says how. */
export class CommandProblem extends Error {
  override readonly name = 'CommandProblem'
}

/** The database's trouble in words that say what to do; undefined for any other error. */
export function databaseTrouble(error: unknown, databaseUrl: string): string | undefined {
  const where = addressOf(databaseUrl)
  const advice = MIGRATE[codeOf(error) ?? '']
  if (advice !== undefined) return advice
  switch (codeOf(error)) {
    case 'ECONNREFUSED':
    case 'ECONNRESET':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case '57P03':
      return `The database at ${where} does not answer. Start it (npm start runs one), or set DATABASE_URL to one that runs.`
    case '28P01':
    case '28000':
      return `The database at ${where} refuses this login. Check user and password in DATABASE_URL.`
    case '3D000':
      return `The server at ${where} has no such database. Create it, or check the name at the end of DATABASE_URL.`
    default:
      return error instanceof Error &&
        /timeout exceeded when trying to connect|Connection terminated/.test(error.message)
        ? `The database at ${where} does not answer in time. Check DATABASE_URL and the network.`
        : undefined
  }
}

const NOT_MIGRATED =
  'The database is not ready: its tables are missing or older than this program. Run: npm run migrate'
const MIGRATE: Record<string, string> = {
  '42P01': NOT_MIGRATED,
  '42703': NOT_MIGRATED,
  '42704': NOT_MIGRATED,
  '42501':
    'The login in DATABASE_URL may not do this. It must be the one that ran npm run migrate, or be granted the roles my21staff_app and my21staff_platform.',
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

function addressOf(databaseUrl: string): string {
  const url = URL.parse(databaseUrl)
  return url === null ? 'DATABASE_URL' : `${url.host}${url.pathname}`
}
