import { createServer } from 'node:http'
import Router from '@koa/router'
import Koa from 'koa'
import { createControlRouter } from './control-router.ts'
import { createControl, type WhatsAppControl } from './control.ts'
import { createGraphRouter } from './graph-router.ts'
import { assemble, type WhatsAppSimulatorOptions } from './parts.ts'

export type { WhatsAppSimulatorOptions } from './parts.ts'
export type { WhatsAppControl, ThreadView } from './control.ts'

export type WhatsAppSimulator = {
  middleware: ReturnType<Router['routes']>
  control: WhatsAppControl
  close: () => Promise<void>
}

/** WhatsApp as the product sees it: Graph API, Kapso's proxy, webhooks, and strings to pull under /control. */
export function createWhatsAppSimulator(options: WhatsAppSimulatorOptions = {}): WhatsAppSimulator {
  return create(options).simulator
}

function create(options: WhatsAppSimulatorOptions) {
  const parts = assemble(options)
  const control = createControl(parts)
  const { router, closeStreams } = createControlRouter(control)
  const all = new Router()
  all.use(router.routes())
  all.use(createGraphRouter('', 'meta', parts).routes())
  all.use(createGraphRouter('/meta/whatsapp', 'kapso', parts).routes())
  parts.restore()

  const middleware = all.routes()

  async function close() {
    closeStreams()
    await parts.stateFile?.close()
    parts.clock.stop()
    parts.deliveries.close()
  }

  return { simulator: { middleware, control, close }, address: parts.address }
}

export type RunningWhatsAppSimulator = {
  url: string
  graphUrl: string
  control: WhatsAppControl
  close: () => Promise<void>
}

/** The same, listening alone. Port 0 takes a free one. */
export async function startWhatsAppSimulator(
  options: WhatsAppSimulatorOptions & { port?: number } = {},
): Promise<RunningWhatsAppSimulator> {
  const { simulator, address } = create(options)
  const app = new Koa()
  app.silent = true
  app.use(simulator.middleware)
  const handle = app.callback()
  const server = createServer((request, response) => void handle(request, response))
  // Longer than a client keeps a connection, so that none is closed under its hands.
  server.keepAliveTimeout = 65_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const bound = server.address()
  const url = `http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}`
  address.publicUrl ??= url
  return {
    url,
    graphUrl: `${url}/v24.0`,
    control: simulator.control,
    async close() {
      await simulator.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
