import { randomBytes } from 'node:crypto'
import { PassThrough } from 'node:stream'
import { createReadableStreamFromReadable, type EntryContext, type HandleErrorFunction } from '@remix-run/node'
import { RemixServer } from '@remix-run/react'
import { isbot } from 'isbot'
import { renderToPipeableStream } from 'react-dom/server'
import { contentPolicy } from './content-policy.ts'
import { LANGUAGES, loadLanguage } from './i18n/i18n.ts'
import { NonceContext } from './nonce.ts'
import { services } from './services.server.ts'

export { openServices } from './services.server.ts'

/** How long parts of a page that come later may take: a year of figures on a machine that has much else to do. */
export const streamTimeout = 30_000

await Promise.all(LANGUAGES.map(loadLanguage))

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  context: EntryContext,
): Promise<Response> {
  const nonce = randomBytes(16).toString('base64')
  const { settings, log } = services()
  headers.set('Content-Type', 'text/html; charset=utf-8')
  headers.set('Content-Security-Policy', contentPolicy(nonce, settings, import.meta.env.DEV))
  // A page shows what one person may see; nothing between us and them keeps it.
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store')

  return new Promise((resolve, reject) => {
    let hasBegun = false
    const whole = isbot(request.headers.get('user-agent') ?? '')
    const { pipe, abort } = renderToPipeableStream(
      <NonceContext.Provider value={nonce}>
        <RemixServer context={context} url={request.url} abortDelay={streamTimeout} nonce={nonce} />
      </NonceContext.Provider>,
      {
        nonce,
        [whole ? 'onAllReady' : 'onShellReady']() {
          hasBegun = true
          const body = new PassThrough()
          resolve(new Response(createReadableStreamFromReadable(body), { headers, status }))
          pipe(body)
        },
        onShellError: reject,
        onError(error: unknown) {
          // Before the page has begun, the rejection above tells it.
          if (hasBegun) log.error({ err: error }, 'A part of a page could not be shown')
        },
      },
    )
    setTimeout(abort, streamTimeout + 1_000).unref()
  })
}

export const handleError: HandleErrorFunction = (error, { request }) => {
  if (request.signal.aborted) return
  const requestId = request.headers.get('x-request-id')
  services().log.error({ err: error, requestId, path: new URL(request.url).pathname }, 'A page failed')
}
