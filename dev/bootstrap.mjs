// The first step of every npm command: plain JavaScript for any Node from 20 on and no packages, because on a fresh
// clone there is nothing else yet. It installs what is missing and hands over to dev/<command>.ts under the pinned Node.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const COMMANDS = [
  'up',
  'test',
  'check',
  'chat',
  'workspace',
  'seed',
  'migrate',
  'bench',
  'fuzz',
  'faults',
  'eval',
  'recall',
  'build',
]
const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const mark = join(root, 'node_modules', '.my21staff-lock')
const installLock = join(root, '.data', 'install.lock')
// Standard output belongs to the command: some print nothing but JSON there.
const say = (line) => process.stderr.write(`${line}\n`)

const [command, ...args] = process.argv.slice(2)
if (Number(process.versions.node.split('.')[0]) < 20) {
  stop(`Node ${process.versions.node} is too old: install Node 20 or newer (nodejs.org).`)
}
if (!COMMANDS.includes(command)) stop(`Unknown command ${command ?? ''}: one of ${COMMANDS.join(', ')}.`)

process.chdir(root)
if (!isInstalled()) await install()
run(join(root, 'node_modules', '.bin', 'node'), [join('dev', `${command}.ts`), ...args])

function isInstalled() {
  if (!existsSync(join(root, 'node_modules', '.bin', 'node'))) return false
  if (read(mark) === lockHash()) return true
  if (!installedAsLocked()) return false
  writeFileSync(mark, lockHash())
  return true
}

/** Somebody may have installed by npm itself: what npm notes of node_modules then agrees with the lock file. */
function installedAsLocked() {
  const note = read(join(root, 'node_modules', '.package-lock.json'))
  if (note === undefined) return false
  const { packages: installed } = JSON.parse(note)
  const { packages: locked } = JSON.parse(read(join(root, 'package-lock.json')))
  return Object.entries(locked).every(
    ([path, { version, optional, devOptional }]) =>
      path === '' || installed[path]?.version === version || ((optional || devOptional) && !installed[path]),
  )
}

async function install() {
  mkdirSync(dirname(installLock), { recursive: true })
  while (!takeLock()) {
    say('another installation is under way, waiting …')
    await pause(3_000)
    if (isInstalled()) return
  }
  process.once('exit', () => rmSync(installLock, { force: true }))
  const startedAt = Date.now()
  const seconds = () => Math.round((Date.now() - startedAt) / 1000)
  say('installing packages from package-lock.json …')
  const tick = setInterval(() => say(`installing packages … ${seconds()} s`), 10_000)
  // npm 11 refuses a lock file that does not list the packages of all other platforms. `npm install` takes the same
  // versions from it; what it may note in the file is taken back.
  const lockFile = join(root, 'package-lock.json')
  const lock = read(lockFile)
  let { code, said } = await npm('ci')
  if (code !== 0 && /EUSAGE/.test(said)) {
    ;({ code, said } = await npm('install'))
    if (read(lockFile) !== lock) writeFileSync(lockFile, lock)
  }
  clearInterval(tick)
  if (code !== 0) {
    say(said.trim())
    stop('The packages could not be installed; npm says why above. The network and the free disk space come first.')
  }
  writeFileSync(mark, lockHash())
  rmSync(installLock, { force: true })
  say(`installed in ${seconds()} s`)
}

async function npm(action) {
  const path = process.env.npm_execpath
  const [program, ...first] = path?.endsWith('.js') ? [process.execPath, path] : ['npm']
  const flags = ['--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  const child = spawn(program, [...first, action, ...flags], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
  const code = await new Promise((resolve) => {
    child.once('error', () => resolve(127))
    child.once('close', resolve)
  })
  return { code, said }
}

function takeLock() {
  try {
    writeFileSync(installLock, String(process.pid), { flag: 'wx' })
    return true
  } catch {
    const holder = Number(read(installLock))
    if (holder > 0 && isAlive(holder)) return false
    rmSync(installLock, { force: true })
    return takeLock()
  }
}

function run(program, programArgs) {
  // The fourth channel carries nothing: that it closes tells the command that we are gone.
  const child = spawn(program, programArgs, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  // A signal to npm ends npm and its shell, and does not reach us: that they have gone is how we hear of it.
  if (process.env.npm_lifecycle_event) {
    const before = starters()
    const watch = setInterval(() => {
      if (starters() === before) return
      clearInterval(watch)
      child.kill('SIGTERM')
    }, 500).unref()
  }
  child.once('error', (error) => stop(`${program} cannot run: ${error.message}`))
  child.once('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1)
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}

/** The shell that npm started us in, and npm. */
function starters() {
  const stat = read(`/proc/${process.ppid}/stat`) ?? ''
  return `${process.ppid} ${stat.slice(stat.lastIndexOf(')')).split(' ')[2]}`
}

function lockHash() {
  return createHash('sha256')
    .update(read(join(root, 'package-lock.json')) ?? '')
    .digest('hex')
}

function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function stop(message) {
  say(message)
  process.exit(1)
}
