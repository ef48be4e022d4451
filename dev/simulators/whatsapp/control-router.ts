import Router from '@koa/router'
import type { Context } from 'koa'
import { z } from 'zod'
import {
  ClockOrder,
  CustomerOrder,
  Filter,
  LogQuery,
  NumberInput,
  Redelivery,
  TemplateOrder,
  ThreadQuery,
  ThreadsQuery,
} from './control-input.ts'
import type { WhatsAppControl } from './control.ts'
import type { LoggedEvent } from './event-log.ts'
import { Fault, isFaultKind, type FaultKind } from './faults.ts'
import { giveFile } from './give-file.ts'
import { customerKey } from './ids.ts'
import { Echo, Inbound } from './inbound-input.ts'
import { UnknownToSimulator } from './parts.ts'
import { readJson } from './read-body.ts'
import { SettingsPatch } from './settings.ts'
import { isJson } from './shapes.ts'

const FaultOrder = z.preprocess(
  (body) => (isJson(body) && 'faults' in body ? body['faults'] : [body]),
  z.array(Fault).min(1),
)
const ResetOrder = z.strictObject({ numbers: z.boolean().optional() })
const TemplatesQuery = z.strictObject({ phoneNumberId: z.string() })
const EventQuery = z.strictObject({
  since: z.coerce.number().int().min(0).optional().describe('sequence number; earlier events come first'),
  phoneNumberId: z.string().optional(),
  customer: z.string().transform(customerKey).optional(),
})

// What concerns whoever looks at the whole, not one customer's phone.
const HOUSEKEEPING = new Set<LoggedEvent['type']>(['faults', 'settings', 'number'])
const isOfAnother = (event: LoggedEvent, customer: string) => 'customer' in event && event.customer !== customer

/** The control object over HTTP: JSON in, JSON out, 400 with the reason for what cannot be read. */
export function createControlRouter(control: WhatsAppControl) {
  const router = new Router({ prefix: '/control' })
  const streams = new Set<() => void>()

  router.use(async (ctx, next) => {
    try {
      await next()
    } catch (error) {
      if (error instanceof z.ZodError) {
        ctx.status = 400
        const issues = error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
        ctx.body = {
          error: issues.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; '),
          issues,
        }
      } else if (error instanceof UnknownToSimulator) {
        ctx.status = 404
        ctx.body = { error: error.message }
      } else throw error
    }
  })

  router.get('/numbers', (ctx) => void (ctx.body = { numbers: control.numbers() }))
  router.put('/numbers/:phoneNumberId', async (ctx) => {
    ctx.body = control.putNumber(String(ctx.params['phoneNumberId']), await bodyOf(ctx, NumberInput))
  })
  router.post('/numbers/:phoneNumberId/verify', async (ctx) => {
    ctx.body = await control.verifyWebhook(String(ctx.params['phoneNumberId']))
  })

  router.post('/inbound', async (ctx) => {
    const { id, timestamp } = control.inbound(await bodyOf(ctx, Inbound))
    ctx.body = { id, timestamp }
  })
  router.post('/echo', async (ctx) => void (ctx.body = control.echo(await bodyOf(ctx, Echo))))
  router.post('/open', async (ctx) => void (ctx.body = { read: control.open(await bodyOf(ctx, ThreadQuery)) }))

  router.get('/faults', (ctx) => void (ctx.body = { faults: control.faults() }))
  router.post('/faults', async (ctx) => {
    control.addFaults(...(await bodyOf(ctx, FaultOrder)))
    ctx.body = { faults: control.faults() }
  })
  router.delete('/faults', (ctx) => {
    control.clearFaults()
    ctx.body = { faults: [] }
  })

  router.put('/faults/:kind', async (ctx) => {
    const kind = kindIn(ctx)
    const body = await readJson(ctx.req)
    control.replaceFault(Fault.parse({ ...body, kind }))
    ctx.body = { faults: control.faults() }
  })
  router.delete('/faults/:kind', (ctx) => {
    control.clearFaults(kindIn(ctx))
    ctx.body = { faults: control.faults() }
  })

  router.get('/settings', (ctx) => void (ctx.body = control.settings()))
  router.put('/settings', async (ctx) => void (ctx.body = control.settings(await bodyOf(ctx, SettingsPatch))))

  router.get('/sends', async (ctx) => {
    const { count, waitMs, ...filter } = Filter.parse(ctx.query)
    const sends = count === undefined ? control.sends(filter) : await control.waitForSends({ ...filter, count }, waitMs)
    ctx.body = { sends, rejected: control.rejected(filter) }
  })
  router.get('/tally', (ctx) => void (ctx.body = { tally: control.tally() }))
  router.get('/thread', (ctx) => {
    const thread = control.thread(ThreadQuery.parse(ctx.query))
    if (!thread) throw new UnknownToSimulator('No such thread')
    ctx.body = thread
  })
  router.get('/threads', (ctx) => void (ctx.body = { threads: control.threads(ThreadsQuery.parse(ctx.query)) }))
  router.post('/customers', async (ctx) => void (ctx.body = control.putCustomer(await bodyOf(ctx, CustomerOrder))))
  router.get('/media/:id', (ctx) => giveFile(ctx, control.media(String(ctx.params['id']))))
  router.get('/events', (ctx) => stream(ctx))
  router.get('/log', (ctx) => void (ctx.body = { events: control.log(LogQuery.parse(ctx.query)) }))

  router.get('/webhooks', (ctx) => void (ctx.body = control.deliveries()))
  router.get('/webhooks/:deliveryId', (ctx) => void (ctx.body = control.posted(String(ctx.params['deliveryId']))))
  router.post(
    '/redeliver',
    async (ctx) => void (ctx.body = { known: control.redeliver(await bodyOf(ctx, Redelivery)) }),
  )
  router.get('/templates', (ctx) => {
    const { phoneNumberId } = TemplatesQuery.parse(ctx.query)
    ctx.body = { templates: control.templates(phoneNumberId) }
  })
  router.post(
    '/templates',
    async (ctx) => void (ctx.body = control.setTemplateStatus(await bodyOf(ctx, TemplateOrder))),
  )
  router.post('/clock', async (ctx) => {
    await control.advance((await bodyOf(ctx, ClockOrder)).advanceMs)
    ctx.body = { now: new Date(control.now()).toISOString() }
  })
  router.post('/reset', async (ctx) => {
    control.reset(await bodyOf(ctx, ResetOrder))
    ctx.body = { ok: true }
  })

  return { router, closeStreams: () => streams.forEach((close) => close()) }

  function stream(ctx: Context) {
    const { since, phoneNumberId, customer } = EventQuery.parse(ctx.query)
    const { res } = ctx
    ctx.respond = false
    res.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', connection: 'keep-alive' })
    res.write(': here\n\n')
    const tell = (event: LoggedEvent) => {
      if (phoneNumberId !== undefined && 'phoneNumberId' in event && event.phoneNumberId !== phoneNumberId) return
      if (customer !== undefined && (HOUSEKEEPING.has(event.type) || isOfAnother(event, customer))) return
      res.write(`id: ${event.seq}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
    }
    if (since !== undefined) control.eventsSince(since).forEach(tell)
    const unsubscribe = control.subscribe(tell)
    const beat = setInterval(() => res.write(': still here\n\n'), 15_000)
    const close = () => {
      unsubscribe()
      clearInterval(beat)
      streams.delete(close)
      res.end()
    }
    streams.add(close)
    res.on('close', close)
  }
}

function kindIn(ctx: { params: Record<string, string | undefined> }): FaultKind {
  const { kind = '' } = ctx.params
  if (isFaultKind(kind)) return kind
  throw new UnknownToSimulator(`No fault ${kind}`)
}

async function bodyOf<S extends z.ZodType>(ctx: Context, schema: S): Promise<z.output<S>> {
  const body = await readJson(ctx.req, 64 * 1024 * 1024)
  if (body) return schema.parse(body)
  throw new z.ZodError([{ code: 'custom', path: [], message: 'the body must be a JSON object', input: undefined }])
}
