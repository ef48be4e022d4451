import { readFileSync } from 'node:fs'
import { createRequire, stripTypeScriptTypes } from 'node:module'
import { dirname, join } from 'node:path'
import Router from '@koa/router'
import type { Context } from 'koa'

const HERE = import.meta.dirname
const FONT = 'files/inter-latin-wght-normal.woff2'

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
  ts: 'text/javascript; charset=utf-8',
}

// Nothing from elsewhere, nothing inline: what a message holds can be shown, never run.
const CONTENT_SECURITY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const HEADERS = {
  'content-security-policy': CONTENT_SECURITY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'cache-control': 'no-cache',
}

/** The page at /phone: its browser modules are the files in browser/, their types taken out. */
export function createPhoneRouter(): Router {
  const router = new Router({ prefix: '/phone' })
  const kept = new Map<string, string | Buffer>()

  router.get('/', (ctx) => {
    give(ctx, 'text/html; charset=utf-8', () => readFileSync(join(HERE, 'page/phone.html')))
  })
  router.get('/font/inter.woff2', (ctx) => give(ctx, TYPES['woff2'], () => readFileSync(fontFile())))
  router.get('/:folder/:name', (ctx) => {
    const { folder = '', name = '' } = ctx.params
    const type = TYPES[/^[a-z-]+\.(css|svg|ts)$/.exec(name)?.[1] ?? '']
    if (type === undefined || (folder !== 'page' && folder !== 'browser')) return
    const path = join(HERE, folder, name)
    give(ctx, type, () => (name.endsWith('.ts') ? scriptOf(path) : readFileSync(path)))
  })
  return router

  function give(ctx: Context, type: string | undefined, read: () => string | Buffer) {
    try {
      const body = kept.get(ctx.path) ?? read()
      kept.set(ctx.path, body)
      ctx.set(HEADERS)
      ctx.set('content-type', type ?? 'application/octet-stream')
      ctx.body = body
    } catch (error) {
      if (!isMissing(error)) throw error
    }
  }
}

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT'

const fontFile = () =>
  join(dirname(createRequire(import.meta.url).resolve('@fontsource-variable/inter/package.json')), FONT)

function scriptOf(path: string): string {
  const source = readFileSync(path, 'utf8')
  // Node says once that this function may still change; the version is pinned, so nobody needs to read that.
  const warnings = Object.getOwnPropertyDescriptor(process, 'emitWarning') ?? {}
  process.emitWarning = () => undefined
  try {
    return stripTypeScriptTypes(source)
  } finally {
    Object.defineProperty(process, 'emitWarning', warnings)
  }
}
