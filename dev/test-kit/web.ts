import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { v7 as uuidv7 } from 'uuid'
import { hashPassword } from '#clients/secrets/password.ts'
import { connect, type Database } from '#db/connect.ts'
import { freePort } from '../services/ports.ts'
import { buildWebOnce } from '../services/web-build.ts'
import { KEEP_COMPILED } from './compiled.ts'

const ROOT = join(import.meta.dirname, '../..')

export const PASSWORD = 'a password of this test'
export const SESSION_SECRET = 'w7Zr2VtYq8LkPf4Nc6Xb1Mj9Hs5Gd3Ta'

export type Web = Awaited<ReturnType<typeof startWeb>>
export type Asking = {
  cookie?: string
  form?: Record<string, string>
  json?: unknown
  headers?: Record<string, string>
  signal?: AbortSignal
}
type WebOptions = { databaseUrl: string; settings?: Record<string, string> }

/** The pages as they are served in production, as a process of their own, on a database that is given. */
export async function startWeb({ databaseUrl, settings = {} }: WebOptions) {
  await buildWebOnce()
  const port = await freePort()
  const base = `http://127.0.0.1:${String(port)}`
  const env: NodeJS.ProcessEnv = {
    ...KEEP_COMPILED,
    PATH: process.env['PATH'],
    NODE_ENV: 'test',
    DATABASE_URL: databaseUrl,
    WEB_PORT: String(port),
    APP_URL: base,
    ENCRYPTION_KEY: Buffer.alloc(32, 3).toString('base64'),
    SESSION_SECRET,
    // All tests come from one address.
    PUBLIC_REQUESTS_PER_MINUTE: '100000',
    ...settings,
  }
  const child = spawn(process.execPath, ['web/main.ts'], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const lines: string[] = []
  const ready = Promise.withResolvers<undefined>()
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line)
      if (line.includes('"web_ready"')) ready.resolve(undefined)
    })
  }
  child.once('exit', () => ready.reject(new Error(`The web ended:\n${lines.slice(-20).join('\n')}`)))
  await ready.promise

  /** As a browser asks: a form, or JSON, is posted from a page of ours, and redirects are shown, not followed. */
  async function ask(path: string, { cookie, form, json, headers = {}, signal }: Asking = {}): Promise<Response> {
    const body = form === undefined ? json !== undefined && JSON.stringify(json) : new URLSearchParams(form)
    return fetch(base + path, {
      redirect: 'manual',
      method: body === false ? 'GET' : 'POST',
      headers: {
        accept: 'text/html',
        'accept-language': 'en',
        ...(cookie !== undefined && { cookie }),
        ...(body !== false && { origin: base, 'sec-fetch-site': 'same-origin' }),
        ...(json !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== false && { body }),
      ...(signal && { signal }),
    })
  }

  return {
    base,
    databaseUrl,
    lines,
    ask,
    /** Signs in and gives the cookie to send from then on. */
    async signIn(email: string, password = PASSWORD): Promise<string> {
      const answer = await ask('/sign-in', { form: { email, password } })
      if (answer.status !== 302) throw new Error(`Signing in as ${email}: ${String(answer.status)}`)
      return cookieOf(answer)
    },
    async stop(): Promise<void> {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

export function cookieOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.replace(/;.*/s, ''))
    .join('; ')
}

type Wish = { role?: 'owner' | 'admin' | 'member'; workspaceId?: string; mustChange?: boolean; platformAdmin?: boolean }

/** A person who can sign in with PASSWORD; in a workspace when one is given. */
export async function givenPerson({ platform }: Database, wish: Wish = {}): Promise<{ id: string; email: string }> {
  const { role = 'member', workspaceId, mustChange = false, platformAdmin = false } = wish
  const id = uuidv7()
  const email = `${randomBytes(6).toString('hex')}@example.com`
  await platform
    .insertInto('users')
    .values({
      id,
      email,
      name: `Person ${email.slice(0, 4)}`,
      must_change_password: mustChange,
      is_platform_admin: platformAdmin,
    })
    .execute()
  await platform
    .insertInto('accounts')
    .values({
      id: uuidv7(),
      user_id: id,
      provider_id: 'credential',
      account_id: id,
      password: await hashPassword(PASSWORD),
    })
    .execute()
  if (workspaceId !== undefined)
    await platform
      .insertInto('memberships')
      .values({ id: uuidv7(), workspace_id: workspaceId, user_id: id, role })
      .execute()
  return { id, email }
}

export async function givenOrganisation({ platform }: Database, name: string): Promise<string> {
  const id = uuidv7()
  await platform
    .insertInto('workspaces')
    .values({ id, slug: `w-${id}`, name })
    .execute()
  return id
}

export const openDatabase = (url: string): Database => connect(url, { max: 3 })

export type BuiltRoute = { id: string; path: string; hasLoader: boolean; hasAction: boolean }

/** Every address that the built pages answer, from the list that the build itself writes. */
export async function builtRoutes(): Promise<BuiltRoute[]> {
  await buildWebOnce()
  const folder = join(ROOT, 'web/build/client/assets')
  const file = readdirSync(folder).find((name) => name.startsWith('manifest-')) ?? ''
  const text = readFileSync(join(folder, file), 'utf8')
  const { routes } = JSON.parse(text.replace(/^window\.__remixManifest=/, '').replace(/;\s*$/, '')) as {
    routes: Record<
      string,
      { id: string; parentId?: string; path?: string; index?: boolean; hasLoader: boolean; hasAction: boolean }
    >
  }
  const pathOf = (id: string | undefined): string => {
    const route = id === undefined ? undefined : routes[id]
    return route === undefined ? '' : `${pathOf(route.parentId)}${route.path ? `/${route.path}` : ''}`
  }
  // Layouts have no address of their own.
  return Object.values(routes)
    .filter(({ path, index }) => index === true || (path !== undefined && path !== ''))
    .map(({ id, hasLoader, hasAction }) => ({
      id,
      path: pathOf(id).replaceAll('//', '/') || '/',
      hasLoader,
      hasAction,
    }))
}
