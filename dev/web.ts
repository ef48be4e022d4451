import { createServer } from 'node:http'
import { join } from 'node:path'
import { createServer as createVite } from 'vite'
import { ping } from '#db/queries/health.ts'
import { readSettings } from '#schema/env.ts'
import { readDemoPeople } from '../web/server/demo-people.ts'
import { createListener } from '../web/server/listener.ts'
import { createPublicLimit } from '../web/server/public-limit.ts'
import { isWebBuild, type WebBuild } from '../web/server/server-build.ts'

// The pages of `npm run dev`: what web/main.ts serves, but made from the sources at each request and reloaded in the
// browser when they change.

const settings = readSettings(process.env, 'web')
const server = createServer()
const vite = await createVite({
  configFile: join(import.meta.dirname, '../vite.config.ts'),
  appType: 'custom',
  server: { middlewareMode: true, hmr: { server } },
})
const loadBuild = async (): Promise<WebBuild> => {
  const loaded: unknown = await vite.ssrLoadModule('virtual:remix/server-build')
  if (!isWebBuild(loaded)) throw new TypeError('Vite gave no pages')
  return loaded
}
const first = await loadBuild()
const { log, database, close } = await first.entry.module.openServices(
  settings,
  readDemoPeople(process.env['DEMO_PEOPLE']),
)
const { listen, abortAll } = createListener({
  build: loadBuild,
  mode: 'development',
  appUrl: settings.appUrl,
  strictTransport: false,
  log,
  // Vite has answered for files before.
  assets: () => Promise.resolve(false),
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
server.on('request', (request, response) => vite.middlewares(request, response, () => listen(request, response)))
server.listen(settings.ports.web, '127.0.0.1', () =>
  log.info({ event: 'web_ready', port: settings.ports.web }, 'The web is ready, and follows its sources'),
)

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    abortAll()
    server.closeAllConnections()
    void Promise.allSettled([vite.close(), close()]).then(() => process.exit(0))
  })
}
