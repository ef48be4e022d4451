import { createServer } from 'node:http'
import { join } from 'node:path'
import Koa from 'koa'
import { createEmbeddingsSimulator } from './model/embeddings.ts'
import { createModelSimulator } from './model/model.ts'
import { createPhoneRouter } from './phone/phone-router.ts'
import { createWhatsAppSimulator } from './whatsapp/simulator.ts'

const port = Number(process.env['SIMULATOR_PORT'] ?? 3002)
const dataDir = process.env['DATA_DIR'] ?? '.data'
const url = `http://127.0.0.1:${port}`

const GUIDE = `Simulators of the outside world.

Phone      ${url}/phone                    be a customer, in the browser
WhatsApp   ${url}/v24.0                    Graph API (any version)
           ${url}/meta/whatsapp/v24.0      the same behind Kapso's proxy
           ${url}/control                  numbers, customers, faults, what was sent: see dev/simulators/README.md
           ${url}/control/events           everything that happens, as server-sent events
Model      ${url}/llm/v1                   an OpenAI-compatible endpoint
           ${url}/llm/control
Embeddings ${url}/llm/v1                   the same endpoint, for EMBEDDINGS_BASE_URL
Health     ${url}/healthz
`

const whatsapp = createWhatsAppSimulator({ stateFile: join(dataDir, 'whatsapp-simulator.json'), publicUrl: url })
const model = createModelSimulator({})

const app = new Koa()
app.use(async (ctx, next) => {
  if (ctx.method === 'GET' && ctx.path === '/') ctx.body = GUIDE
  else if (ctx.method === 'GET' && ctx.path === '/healthz') ctx.body = { ok: true }
  else await next()
})
app.use(createPhoneRouter().routes())
app.use(whatsapp.middleware)
app.use(createEmbeddingsSimulator().router.routes())
app.use(model.router.routes())

const handle = app.callback()
const server = createServer((request, response) => void handle(request, response))
server.keepAliveTimeout = 65_000
server.on('error', (error) => {
  console.error(`The simulators cannot listen on ${url}: ${error.message}`)
  process.exit(1)
})
server.listen(port, '127.0.0.1', () => console.log(`Simulators listen on ${url}`))

let stopping = false
async function stop() {
  if (stopping) return
  stopping = true
  await whatsapp.close()
  server.close(() => process.exit(0))
  server.closeAllConnections()
}

process.on('SIGTERM', () => void stop())
process.on('SIGINT', () => void stop())
