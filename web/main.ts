import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { isMigrated, ping } from '#db/queries/health.ts'
import { sweepSignIn } from '#db/queries/sign-in-sweep.ts'
import { readSettings, SettingsProblem, type Settings } from '#schema/env.ts'
import { createAssets } from './server/assets.ts'
import { limitBodyWait } from './server/body-wait.ts'
import { readDemoPeople } from './server/demo-people.ts'
import { createListener } from './server/listener.ts'
import { createPublicLimit } from './server/public-limit.ts'
import { isWebBuild, type WebBuild } from './server/server-build.ts'

const STOP_WITHIN_MS = 10_000
/** How long answers that are under way, but for event streams, may take to end. */
const FINISH_MS = 2_000
const ASK_AGAIN_MS = 1000
const LAST_WORDS_MS = 2000
const SAY_EVERY = 5
const SWEEP_EVERY_MS = 3_600_000
const BUILD = join(import.meta.dirname, 'build')

const settings = settingsOrExit()
const demoPeople = readDemoPeople(process.env['DEMO_PEOPLE'])
// The pages are built for production, whatever the deployment is: React and Remix ask this for their fast halves.
process.env['NODE_ENV'] = 'production'
const build = await loadBuild()
const { log, database, slack, close } = await build.entry.module.openServices(settings, demoPeople)
process.on('uncaughtException', (error) => exit(1, error))
process.on('unhandledRejection', (error) => exit(1, error))

const { listen, abortAll } = createListener({
  build,
  mode: 'production',
  appUrl: settings.appUrl,
  strictTransport: settings.nodeEnv === 'production',
  log,
  assets: createAssets(join(BUILD, 'client')),
  isHealthy: () =>
    ping(database.platform).then(
      () => true,
      () => false,
    ),
  publicLimit: createPublicLimit({
    db: database.platform,
    secret: settings.sessionSecret,
    perMinute: settings.publicRequestsPerMinute,
  }),
})
const server = createServer(listen)
// Longer than the idle time of the proxies before us, so that they close first and never meet a closed connection.
server.keepAliveTimeout = 65_000
server.headersTimeout = 20_000
limitBodyWait(server)
// Browsers open connections ahead of requests. To Node one that has not asked for anything is busy.
const silent = new Set<Socket>()
server.on('connection', (socket: Socket) => silent.add(socket.once('close', () => silent.delete(socket))))
server.on('request', ({ socket }) => silent.delete(socket))
server.on('error', (error) => {
  const isTaken = 'code' in error && error.code === 'EADDRINUSE'
  if (isTaken) process.stderr.write(`Port ${settings.ports.web} is in use: end what listens there, or set WEB_PORT\n`)
  exit(1, error)
})
server.listen(settings.ports.web, settings.demoMode ? '127.0.0.1' : '0.0.0.0')

const stopping = new AbortController()
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal))

for (let asked = 0; !stopping.signal.aborted && !(await isMigrated(database.platform).catch(() => false)); asked++) {
  if (asked % SAY_EVERY === 0) log.warn({ event: 'waiting' }, 'Waiting for Postgres and its migrations')
  await pause(ASK_AGAIN_MS)
}
if (!stopping.signal.aborted) log.info({ event: 'web_ready', port: settings.ports.web }, 'The web is ready')

// At once, too: a program that is made anew every day would else never come to it.
if (!stopping.signal.aborted) sweep()
setInterval(sweep, SWEEP_EVERY_MS).unref()

function sweep(): void {
  sweepSignIn(database.platform).catch((error: unknown) => log.warn({ err: error }, 'Not swept'))
}

/** Takes nothing new, finishes what is under way, and goes. */
async function stop(signal: string): Promise<void> {
  if (stopping.signal.aborted) return
  stopping.abort()
  log.info({ event: 'web_stopping', signal }, 'The web stops')
  setTimeout(() => exit(1, new Error('The web did not stop in time')), STOP_WITHIN_MS).unref()
  const closed = new Promise((resolve) => server.close(resolve))
  // Connections that were busy become idle, and their clients would hold them open.
  const closing = setInterval(() => {
    server.closeIdleConnections()
    for (const socket of silent) socket.destroy()
  }, 100)
  // Event streams end here; their pages ask another program.
  const abort = setTimeout(abortAll, FINISH_MS)
  await closed
  clearInterval(closing)
  clearTimeout(abort)
  await close()
  log.info({ event: 'web_stopped' }, 'The web has stopped')
  process.exit(0)
}

/** Once: somebody is told why, as far as that goes quickly. */
function exit(code: number, error: unknown): void {
  log.fatal({ err: error }, 'The web ends')
  void Promise.race([slack.settled(), pause(LAST_WORDS_MS)]).finally(() => process.exit(code))
}

async function loadBuild(): Promise<WebBuild> {
  const file = join(BUILD, 'server', 'index.js')
  if (!existsSync(file)) {
    process.stderr.write('The pages are not built: npm run build\n')
    process.exit(1)
  }
  const loaded: unknown = await import(pathToFileURL(file).href)
  if (!isWebBuild(loaded)) throw new TypeError(`${file} holds no pages`)
  return loaded
}

function settingsOrExit(): Settings {
  try {
    return readSettings(process.env, 'web')
  } catch (error) {
    if (!(error instanceof SettingsProblem)) throw error
    process.stderr.write(`${error.problems.join('\n')}\n`)
    process.exit(1)
  }
}
