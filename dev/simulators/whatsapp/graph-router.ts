import Router from '@koa/router'
import type { Context, Next } from 'koa'
import { metaError, unknownObject, type MetaError } from './errors.ts'
import type { MediaShelf } from './graph-media.ts'
import { historyRow } from './kapso.ts'
import { readJson } from './read-body.ts'
import type { Answer, Sending } from './sending.ts'
import type { Json, PhoneNumber } from './shapes.ts'
import type { Store } from './store.ts'
import type { Templates } from './templates.ts'

type Deps = { store: Store; sending: Sending; shelf: MediaShelf; templates: Templates }
type Door = 'meta' | 'kapso'

/** The Graph API as far as a messaging product uses it; behind Kapso's proxy the same with another key. */
export function createGraphRouter(prefix: string, door: Door, { store, sending, shelf, templates }: Deps): Router {
  const router = new Router({ prefix })

  router.post(
    '/:version/:id/messages',
    knownNumber(async (ctx, number) => {
      const body = await readJson(ctx.req)
      if (!body) refuse(ctx, metaError(100, { message: '(#100) The request body is not valid JSON.' }))
      else answer(ctx, body['status'] === 'read' ? sending.markRead(number, body) : await sending.send(number, body))
    }),
  )

  router.post(
    '/:version/:id/media',
    knownNumber(async (ctx, number) => {
      const result = await shelf.upload(number, ctx.req)
      if ('status' in result) refuse(ctx, result)
      else ctx.body = result
    }),
  )

  if (door === 'kapso') {
    router.get(
      '/:version/:id/messages',
      knownNumber((ctx, number) => history(ctx, number)),
    )
  }

  router.get(
    '/:version/:id/message_templates',
    knownAccount((ctx, wabaId) => {
      const { name, status, limit = '25', after = '0' } = ctx.query
      const all = templates
        .list(wabaId)
        .filter(
          (template) =>
            (name === undefined || template.name === name) && (status === undefined || template.status === status),
        )
      const from = Number(after) || 0
      const to = from + (Number(limit) || 25)
      const data = all.slice(from, to).map((template) => ({ ...template, wabaId: undefined }))
      ctx.body = {
        data,
        paging: {
          cursors: { before: String(from), after: String(to) },
          ...(to < all.length && { next: `${originOf(ctx)}${ctx.path}?after=${to}` }),
        },
      }
    }),
  )

  router.post(
    '/:version/:id/message_templates',
    knownAccount(async (ctx, wabaId) => {
      const result = templates.create(wabaId, (await readJson(ctx.req)) ?? {})
      if ('body' in result) refuse(ctx, result)
      else ctx.body = { id: result.id, status: result.status, category: result.category }
    }),
  )

  router.delete(
    '/:version/:id/message_templates',
    knownAccount((ctx, wabaId) => {
      const found = templates.remove(wabaId, String(ctx.query['name']))
      if (found) ctx.body = { success: true }
      else refuse(ctx, metaError(100, { details: 'The template to be deleted was not found' }))
    }),
  )

  router.get(
    '/:version/:id/phone_numbers',
    knownAccount((ctx, wabaId) => {
      ctx.body = { data: [...store.numbers.values()].filter((number) => number.wabaId === wabaId).map(numberFields) }
    }),
  )

  router.post(
    '/:version/:id/subscribed_apps',
    knownAccount((ctx) => void (ctx.body = { success: true })),
  )

  router.get(
    '/:version/:id',
    knownToken((ctx, id) => {
      const number = store.numbers.get(id)
      const media = shelf.find(id)
      if (number) ctx.body = numberFields(number)
      else if (media) ctx.body = shelf.describe(media, originOf(ctx))
      else refuse(ctx, unknownObject(id))
    }),
  )

  router.delete(
    '/:version/:id',
    knownToken((ctx, id) => {
      if (shelf.remove(id)) ctx.body = { success: true }
      else refuse(ctx, unknownObject(id))
    }),
  )

  if (door === 'meta') router.get('/media-files/:id', (ctx) => file(ctx, String(ctx.params['id'])))

  return router

  /** Runs with the number that the path names and the token opens. */
  function knownNumber(act: (ctx: Context, number: PhoneNumber) => Promise<void> | void) {
    return knownToken((ctx, id) => {
      const number = store.numbers.get(id)
      if (number) return act(ctx, number)
      refuse(ctx, unknownObject(id))
      return undefined
    })
  }

  function knownAccount(act: (ctx: Context, wabaId: string) => Promise<void> | void) {
    return knownToken((ctx, id) => {
      if ([...store.numbers.values()].some(({ wabaId }) => wabaId === id)) return act(ctx, id)
      refuse(ctx, unknownObject(id))
      return undefined
    })
  }

  function knownToken(act: (ctx: Context, id: string) => Promise<void> | void) {
    return async (ctx: Context & { params: Record<string, string | undefined> }, next: Next) => {
      const { version = '', id = '' } = ctx.params
      if (!/^v\d+\.\d+$/.test(version)) {
        await next()
        return
      }
      ctx.set('facebook-api-version', version)
      const owner = store.numbers.get(id) ?? ownerOf(id)
      if (mayPass(ctx, owner)) await act(ctx, id)
      else refuse(ctx, TOKEN_ERROR())
    }
  }

  function ownerOf(id: string): PhoneNumber | undefined {
    const media = store.media.get(id)
    if (media) return store.numbers.get(media.phoneNumberId)
    return [...store.numbers.values()].find(({ wabaId }) => wabaId === id)
  }

  function mayPass(ctx: Context, owner: PhoneNumber | undefined): boolean {
    const bearer = /^Bearer (.+)$/i.exec(ctx.get('authorization'))?.[1]
    const token = door === 'kapso' ? ctx.get('x-api-key') || bearer : bearer
    return Boolean(token) && (owner?.accessToken === undefined || owner.accessToken === token)
  }

  function refuse(ctx: Context, { status, body, code }: MetaError) {
    ctx.status = status
    // Kapso's own refusals are a plain text, Meta's come through as they are.
    ctx.body = door === 'kapso' && code === 190 ? { error: 'Invalid API key' } : body
  }

  function answer(ctx: Context, result: Answer) {
    if (result === 'cut') {
      ctx.respond = false
      ctx.req.socket.destroy()
      return
    }
    ctx.status = result.status
    ctx.body = result.body
  }

  function file(ctx: Context, id: string) {
    const media = shelf.open(id, typeof ctx.query['ext'] === 'string' ? ctx.query['ext'] : undefined)
    const owner = media && store.numbers.get(media.phoneNumberId)
    // Kapso's links open without a key, Meta's do not.
    if (owner?.format !== 'kapso' && !mayPass(ctx, owner)) refuse(ctx, TOKEN_ERROR())
    else if (media) {
      ctx.type = media.mimeType
      ctx.body = media.bytes
    } else ctx.status = 404
  }

  function history(ctx: Context, number: PhoneNumber) {
    const { direction, since, until, limit = '20', after = '0' } = ctx.query
    const from = Number(after) || 0
    const to = from + Math.min(Number(limit) || 20, 100)
    const earliest = typeof since === 'string' ? Date.parse(since) : -Infinity
    const latest = typeof until === 'string' ? Date.parse(until) : Infinity
    const rows = [...store.threads.values()]
      .filter((thread) => thread.phoneNumberId === number.phoneNumberId)
      .flatMap(({ messages, customer }) => messages.map((message) => ({ message, customer })))
      .filter(({ message }) => message.at >= earliest && message.at <= latest)
      .filter(({ message }) => direction === undefined || (direction === 'inbound') === (message.direction === 'in'))
      .sort((a, b) => b.message.at - a.message.at)
    ctx.body = {
      data: rows
        .slice(from, to)
        .map(({ message, customer }) => historyRow(message, customer, number, store.sends.get(message.id)?.statuses)),
      paging: { cursors: { before: from > 0 ? String(from) : null, after: to < rows.length ? String(to) : null } },
    }
  }
}

const TOKEN_ERROR = () =>
  metaError(190, { message: 'Error validating access token: the session is invalid or has expired.' })

const numberFields = ({ phoneNumberId, displayPhoneNumber, verifiedName }: PhoneNumber): Json => ({
  id: phoneNumberId,
  display_phone_number: displayPhoneNumber,
  verified_name: verifiedName,
  quality_rating: 'GREEN',
  code_verification_status: 'VERIFIED',
  platform_type: 'CLOUD_API',
  throughput: { level: 'STANDARD' },
})

const originOf = (ctx: Context) => `${ctx.protocol}://${ctx.host}`
