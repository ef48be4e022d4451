import Router from '@koa/router'
import type { Context, Next } from 'koa'
import { z } from 'zod'
import { createPayloadCodec, PayloadNotOpened, type PayloadKey } from '#clients/temporal/codec.ts'
import { readRawBody } from './webhooks/raw-body.ts'
import { isSecret } from './webhooks/signature.ts'

export type TemporalCodecDeps = {
  keys: readonly PayloadKey[]
  /** What Temporal's pages must show to read payloads. */
  secret?: string | undefined
  /** Where those pages are served from: no other page may ask from a browser. */
  uiOrigin: string
}

const bytes = z.base64().transform((text) => Buffer.from(text, 'base64'))
const Body = z.object({
  payloads: z
    .array(z.object({ metadata: z.record(z.string(), bytes).default({}), data: bytes.default(Buffer.alloc(0)) }))
    .default([]),
})

/**
 * What Temporal's pages ask to show encrypted payloads in clear, in the form of its codec servers. Without keys, or
 * without a secret that guards them, it is not there.
 */
export function temporalCodec({ keys, secret, uiOrigin }: TemporalCodecDeps): Router {
  const router = new Router({ prefix: '/api/temporal-codec' })
  const [first, ...older] = keys
  if (!first || !secret) return router
  const codec = createPayloadCodec([first, ...older])

  router.use(async (ctx: Context, next: Next) => {
    ctx.vary('Origin')
    if (ctx.get('origin') === uiOrigin) ctx.set('Access-Control-Allow-Origin', uiOrigin)
    await next()
  })
  router.options(['/encode', '/decode'], (ctx) => {
    ctx.set({
      'Access-Control-Allow-Methods': 'POST',
      'Access-Control-Allow-Headers': 'authorization, content-type, x-namespace',
      'Access-Control-Max-Age': '600',
    })
    ctx.status = 204
  })
  for (const turn of ['encode', 'decode'] as const)
    router.post(`/${turn}`, async (ctx) => {
      if (!isSecret(/^Bearer (.+)$/.exec(ctx.get('authorization'))?.[1], secret)) ctx.throw(401, 'Not for you')
      const body = Body.safeParse(readJson(await readRawBody(ctx.req)))
      if (!body.success) return ctx.throw(400, 'Not a list of payloads')
      try {
        const payloads = await codec[turn](body.data.payloads)
        ctx.body = {
          payloads: payloads.map(({ metadata, data }) => ({ metadata: written(metadata), data: text(data) })),
        }
      } catch (error) {
        if (!(error instanceof PayloadNotOpened)) throw error
        ctx.throw(400, error.message)
      }
    })
  return router
}

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString())
  } catch {
    return undefined
  }
}

const text = (value: Uint8Array | null | undefined): string => Buffer.from(value ?? []).toString('base64')
const written = (metadata: Record<string, Uint8Array> | null | undefined): Record<string, string> =>
  Object.fromEntries(Object.entries(metadata ?? {}).map(([name, value]) => [name, text(value)]))
