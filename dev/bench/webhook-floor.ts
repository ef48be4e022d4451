import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { buffer } from 'node:stream/consumers'
import Koa from 'koa'
import pg from 'pg'

// The least that a webhook can do, a process of its own as ours is: the same signature, one insert, an answer.

const { FLOOR_DATABASE: connectionString = '', FLOOR_SECRET: secret = '' } = process.env

const pool = new pg.Pool({ connectionString, max: 20 })
const app = new Koa()
app.use(async (ctx) => {
  const body = await buffer(ctx.req)
  const given = Buffer.from(ctx.get('x-hub-signature-256').slice('sha256='.length), 'hex')
  const wanted = createHmac('sha256', secret).update(body).digest()
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) ctx.throw(401)
  await pool.query('insert into floor_events (id, body) values ($1, $2)', [randomUUID(), body.toString('utf8')])
  ctx.type = 'application/json'
  ctx.body = '{"ok":true}'
})
const server = app.listen(0, '127.0.0.1')
server.keepAliveTimeout = 65_000
await once(server, 'listening')
const address = server.address()
process.stdout.write(`${JSON.stringify({ port: typeof address === 'object' ? address?.port : 0 })}\n`)
