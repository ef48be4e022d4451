import { randomUUID } from 'node:crypto'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream as NodeReadableStream } from 'node:stream/web'
import { createRequestHandler, type ServerBuild } from '@remix-run/node'
import type { Log } from '#clients/log/log.ts'
import type { Assets } from './assets.ts'
import { asOneReading } from '../app/once-per-reading.server.ts'
import { clientIp } from './client-ip.ts'
import type { PublicLimit } from './public-limit.ts'
import { isFromOurPages } from './same-origin.ts'

type Options = {
  /** The built pages, or in development a way to the newest. */
  build: ServerBuild | (() => Promise<ServerBuild>)
  mode: 'production' | 'development'
  appUrl: string
  /** Tells browsers to come by https only. */
  strictTransport: boolean
  log: Log
  assets: Assets
  isHealthy: () => Promise<boolean>
  publicLimit: PublicLimit
}

export type Listener = {
  listen: RequestListener
  /** Ends answers that would go on by themselves. */
  abortAll: () => void
}

const BAD_REQUEST: [number, string] = [400, 'Bad request']
const BODY_MAX_BYTES = 20 * 1024 * 1024

/** Answers requests: files, /healthz, pages. Every answer carries the security headers and the request's id. */
export function createListener(options: Options): Listener {
  const { appUrl, log, assets, isHealthy, publicLimit, strictTransport } = options
  const appOrigin = new URL(appUrl).origin
  const pages = createRequestHandler(options.build, options.mode)
  const open = new Set<AbortController>()

  async function answer(request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void> {
    const url = URL.parse(appOrigin + (request.url ?? '/'))
    if (url !== null && (await assets(request, response, url.pathname))) return
    const without = await answerWithoutPage(request, url)
    if (without !== undefined || url === null) {
      plain(response, ...(without ?? BAD_REQUEST))
      return
    }
    const waitSeconds = await publicLimit({
      pathname: url.pathname,
      cookie: request.headers.cookie,
      address: addressOf(request),
      // Where the count cannot be kept, the page says itself that the database is away.
    }).catch(() => 0)
    if (waitSeconds > 0) {
      response.setHeader('Retry-After', String(waitSeconds))
      plain(response, 429, tooMany(waitSeconds))
      return
    }

    const controller = new AbortController()
    open.add(controller)
    response.once('close', () => {
      open.delete(controller)
      controller.abort()
    })
    const asked = toRequest(request, url, requestId, controller.signal)
    // An event stream asks again and again whether it may go on.
    const isReading = asked.method === 'GET' && !url.pathname.startsWith('/api/')
    const page = await (isReading ? asOneReading(() => pages(asked)) : pages(asked))
    for (const [name, value] of page.headers) if (name !== 'set-cookie') response.setHeader(name, value)
    const cookies = page.headers.getSetCookie()
    if (cookies.length > 0) response.setHeader('Set-Cookie', cookies)
    response.writeHead(page.status)
    if (page.body === null || request.method === 'HEAD') response.end()
    // No faster than the other side reads: event streams go on for hours. Node's type and the browser's are one thing.
    else await pipeline(Readable.fromWeb(page.body as NodeReadableStream), response)
  }

  async function answerWithoutPage(request: IncomingMessage, url: URL | null): Promise<[number, string] | undefined> {
    if (url === null || request.url?.startsWith('/') !== true) return BAD_REQUEST
    if (url.pathname === '/healthz') return (await isHealthy()) ? [200, 'ok'] : [503, 'database down']
    if (!isFromOurPages(request.method ?? '', request.headers, appOrigin))
      return [403, 'This request did not come from a page of ours.']
    if (request.headers['transfer-encoding'] !== undefined) return [411, 'Length required']
    return Number(request.headers['content-length'] ?? 0) > BODY_MAX_BYTES ? [413, 'Too large'] : undefined
  }

  return {
    abortAll: () => {
      for (const controller of open) controller.abort()
    },
    listen: (request, response) => {
      const startedAt = performance.now()
      const given = request.headers['x-request-id']
      const requestId = typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : randomUUID()
      for (const [name, value] of Object.entries(securityHeaders(strictTransport))) response.setHeader(name, value)
      response.setHeader('X-Request-Id', requestId)
      response.once('close', () => {
        // The path without its query: that may hold what people searched for, or a link's secret.
        const path = (request.url ?? '').replace(/[?#].*/s, '')
        if (path === '/healthz' || path.startsWith('/assets/')) return
        const ms = Math.round(performance.now() - startedAt)
        log.info({ requestId, method: request.method, path, status: response.statusCode, ms }, 'Request')
      })
      answer(request, response, requestId).catch((error: unknown) => {
        if (response.destroyed) return
        log.error({ err: error, requestId }, 'A request failed')
        if (response.headersSent) response.destroy()
        else plain(response, 500, 'Internal error')
      })
    },
  }
}

function securityHeaders(strictTransport: boolean): Record<string, string> {
  return {
    'X-Frame-Options': 'DENY',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), payment=(), usb=()',
    ...(strictTransport && { 'Strict-Transport-Security': 'max-age=31536000; includeSubDomains' }),
  }
}

function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' })
  response.end(`${text}\n`)
}

function addressOf(request: IncomingMessage): string {
  return clientIp(request.socket.remoteAddress, request.headers['x-forwarded-for'])
}

/** Before a page, and so before its language, is known. */
function tooMany(seconds: number): string {
  return `Terlalu banyak permintaan. Coba lagi dalam ${seconds} detik.\nToo many requests. Try again in ${seconds} seconds.`
}

function toRequest(request: IncomingMessage, url: URL, requestId: string, signal: AbortSignal): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers))
    for (const one of [value ?? []].flat()) headers.append(name, one)
  headers.set('x-request-id', requestId)
  headers.set('x-client-ip', addressOf(request))
  // Remix compares the origin with these; ours has been compared with the deployment's own address, which a proxy
  // in between need not name.
  headers.delete('x-forwarded-host')
  if (headers.get('origin') === url.origin) headers.set('host', url.host)
  const { method = 'GET' } = request
  if (method === 'GET' || method === 'HEAD') return new Request(url, { method, headers, signal })
  // Two descriptions of the one ReadableStream: Node's and the browser's.
  const body = Readable.toWeb(request) as unknown as BodyInit
  return new Request(url, { method, headers, signal, body, duplex: 'half' })
}
