import type { Context } from 'koa'
import type { Media } from './shapes.ts'

/** A file as it is, or the part that a player asks for; nothing in it may run, whatever somebody has uploaded. */
export function giveFile(ctx: Context, { mimeType, bytes }: Media) {
  ctx.set({
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'accept-ranges': 'bytes',
  })
  ctx.type = mimeType
  // Without parts a browser cannot tell how long a sound is.
  const [, first = '', last = ''] = /^bytes=(\d+)-(\d*)$/.exec(ctx.get('range')) ?? []
  if (first === '') {
    ctx.body = bytes
    return
  }
  const from = Number(first)
  const to = Math.min(last === '' ? Infinity : Number(last), bytes.length - 1)
  if (from > to) {
    ctx.status = 416
    ctx.set('content-range', `bytes */${bytes.length}`)
    return
  }
  ctx.status = 206
  ctx.set('content-range', `bytes ${from}-${to}/${bytes.length}`)
  ctx.body = bytes.subarray(from, to + 1)
}
