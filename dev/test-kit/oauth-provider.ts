import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'

export type Provider = 'google' | 'github'
/** Who is signed in at the provider, and whether they allow our sign-in. */
export type Visitor = { subject: string; email: string; name: string; isVerified?: boolean; allows?: boolean }
export type OauthStub = Awaited<ReturnType<typeof startOauthStub>>

type Grant = { visitor: Visitor; clientId: string; redirectUri: string; challenge: string | null }

const CLIENTS: Record<Provider, { id: string; secret: string }> = {
  google: { id: 'google-client', secret: 'google-secret-of-this-test' },
  github: { id: 'github-client', secret: 'github-secret-of-this-test' },
}

/** A provider that speaks as Google and as GitHub do: authorize, code, token, who it is. Codes are good once. */
export async function startOauthStub() {
  const grants = new Map<string, Grant>()
  const tokens = new Map<string, Visitor>()
  const visiting: { one: Visitor | undefined } = { one: undefined }

  function authorize(query: URLSearchParams): string {
    const back = new URL(query.get('redirect_uri') ?? '')
    back.searchParams.set('state', query.get('state') ?? '')
    const { one: visitor } = visiting
    if (visitor === undefined || visitor.allows === false) {
      back.searchParams.set('error', 'access_denied')
      return back.href
    }
    const code = randomBytes(12).toString('hex')
    const [clientId, challenge] = [query.get('client_id') ?? '', query.get('code_challenge')]
    grants.set(code, { visitor, clientId, redirectUri: query.get('redirect_uri') ?? '', challenge })
    back.searchParams.set('code', code)
    return back.href
  }

  function exchange(form: URLSearchParams): object {
    const code = form.get('code') ?? ''
    const grant = grants.get(code)
    grants.delete(code)
    const client = Object.values(CLIENTS).find(({ id }) => id === form.get('client_id'))
    const verifier = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    const isGood =
      grant !== undefined &&
      client !== undefined &&
      client.id === grant.clientId &&
      client.secret === form.get('client_secret') &&
      grant.redirectUri === form.get('redirect_uri') &&
      (grant.challenge === null || grant.challenge === verifier)
    if (!isGood) return { error: 'bad_verification_code' }
    const token = randomBytes(12).toString('hex')
    tokens.set(token, grant.visitor)
    const { subject: sub, email, name, isVerified = true } = grant.visitor
    const claims = { iss: 'https://accounts.google.com', aud: client.id, sub, email, name, email_verified: isVerified }
    return { access_token: token, token_type: 'bearer', expires_in: 3600, id_token: idToken(claims) }
  }

  function answer(path: string, request: IncomingMessage): object | undefined {
    const visitor = tokens.get((request.headers.authorization ?? '').replace(/^Bearer /i, ''))
    if (visitor === undefined) return undefined
    const { subject, email, name, isVerified = true } = visitor
    if (path === '/api.github.com/user') return { id: Number(subject), login: 'somebody', name, email: null }
    if (path === '/api.github.com/user/emails') return [{ email, primary: true, verified: isVerified }]
    return undefined
  }

  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://stub')
    const json = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (['/accounts.google.com/o/oauth2/v2/auth', '/github.com/login/oauth/authorize'].includes(pathname))
      response.writeHead(302, { location: authorize(searchParams) }).end()
    else if (['/oauth2.googleapis.com/token', '/github.com/login/oauth/access_token'].includes(pathname))
      void text(request).then((body) => {
        const given = exchange(new URLSearchParams(body))
        // GitHub says 200 to everything.
        json('error' in given && pathname.startsWith('/oauth2.') ? 400 : 200, given)
      })
    else {
      const found = answer(pathname, request)
      json(found === undefined ? 404 : 200, found ?? {})
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const base = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`

  return {
    /** Settings of a web program that knows both providers and meets them here. */
    settings: {
      GOOGLE_CLIENT_ID: CLIENTS.google.id,
      GOOGLE_CLIENT_SECRET: CLIENTS.google.secret,
      GITHUB_CLIENT_ID: CLIENTS.github.id,
      GITHUB_CLIENT_SECRET: CLIENTS.github.secret,
      STUB_OAUTH: base,
      NODE_OPTIONS: `--import=${pathToFileURL(`${import.meta.dirname}/oauth-preload.mjs`).href}`,
    },
    /** As the browser of `visitor` goes to the provider and is sent back; resolves to where. */
    async visit(authorizeUrl: string, visitor: Visitor): Promise<string> {
      visiting.one = visitor
      const { host, pathname, search } = new URL(authorizeUrl)
      const sent = await fetch(`${base}/${host}${pathname}${search}`, { redirect: 'manual' })
      return sent.headers.get('location') ?? ''
    },
    async stop(): Promise<void> {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** As Google writes it. Over the wire straight from Google nobody checks the signature. */
function idToken(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'RS256', kid: 'stub' })}.${part(claims)}.c2lnbmVk`
}
