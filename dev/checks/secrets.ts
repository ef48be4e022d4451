import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

// Looks for keys and tokens in every file that git has or would take.

export function findSecrets(files: readonly string[]): { found: boolean; said: string } {
  const { status, stdout, stderr } = spawnSync(join('node_modules', '.bin', 'secretlint'), files, { encoding: 'utf8' })
  return { found: status !== 0, said: stdout + stderr }
}

export function filesForGit(): string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    encoding: 'utf8',
  })
  return listed.split('\0').filter((file) => file !== '' && existsSync(file))
}

if (import.meta.main) {
  const files = filesForGit()
  const forbidden = files.filter((file) => /(^|\/)[.]env($|[.])/.test(file) && !file.endsWith('.env.example'))
  const { found, said } = findSecrets(files)
  for (const file of forbidden) process.stderr.write(`${file} must not be in git: it holds secrets\n`)
  if (found) process.stderr.write(said)
  if (found || forbidden.length > 0) process.exitCode = 1
}
