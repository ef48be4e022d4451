import { data, redirect } from '@remix-run/node'
import type { WorkspaceTx } from '#db/connect.ts'
import { listMemberships, type Membership, type Role } from '#db/queries/people.ts'
import { createBetterAuth } from './better-auth.server.ts'
import { oncePerReading } from './once-per-reading.server.ts'
import { services, type Services } from './services.server.ts'

export type { Membership, Role }

export type SignedInUser = {
  id: string
  name: string
  email: string
  language: string | null
  theme: string
  mustChangePassword: boolean
  isPlatformAdmin: boolean
}
export type SignedIn = { user: SignedInUser; session: { id: string; activeWorkspaceId: string | null } }

/** What a page of a workspace works with. */
export type InWorkspace = SignedIn & {
  workspace: { id: string; slug: string; name: string; timezone: string }
  role: Role
  memberships: Membership[]
  /** Runs `work` in one transaction that sees this workspace and no other. */
  tx: <T>(work: (tx: WorkspaceTx) => Promise<T>) => Promise<T>
}

const RANK: Record<Role, number> = { member: 0, admin: 1, owner: 2 }

const made = new WeakMap<Services, ReturnType<typeof createBetterAuth>>()

/** better-auth on the services that are open. */
export function betterAuth(): ReturnType<typeof createBetterAuth> {
  const opened = services()
  const auth = made.get(opened) ?? createBetterAuth(opened)
  made.set(opened, auth)
  return auth
}

/** Who asks, or null. For pages that are shown to anybody. */
export async function findSignedIn(request: Request): Promise<SignedIn | null> {
  if (!request.headers.has('cookie')) return null
  const found = await oncePerReading('session', () => betterAuth().api.getSession({ headers: request.headers }))
  if (found === null) return null
  const { user, session } = found
  return {
    user: {
      id: user.id,
      name: user.name,
      email: user.email,
      language: user.language ?? null,
      theme: user.theme ?? 'system',
      mustChangePassword: user.mustChangePassword ?? false,
      isPlatformAdmin: user.isPlatformAdmin ?? false,
    },
    session: { id: session.id, activeWorkspaceId: session.activeWorkspaceId ?? null },
  }
}

/** Whoever is signed in, also with a one-time password. Only for what they need to get a password of their own. */
export async function requireSignedIn(request: Request): Promise<SignedIn> {
  const signedIn = await findSignedIn(request)
  if (signedIn !== null) return signedIn
  if (isForProgram(request)) throw refusal(request, 401, { problem: 'signed-out' })
  throw redirect(`/sign-in?next=${encodeURIComponent(wayBack(request))}`)
}

/** Whoever is signed in with a password of their own. */
export async function requireUser(request: Request): Promise<SignedIn> {
  const signedIn = await requireSignedIn(request)
  if (!signedIn.user.mustChangePassword) return signedIn
  if (isForProgram(request)) throw refusal(request, 403, { problem: 'password-change-needed' })
  throw redirect('/change-password')
}

/**
 * The one guard of everything that belongs to a workspace: the person, the workspace that is open in their session,
 * and their role in it. `role` is the least that is needed. A request may wish for another of the person's own
 * workspaces in `X-Workspace-ID`; the header opens nothing else.
 */
export async function requireWorkspaceMembership(request: Request, needs: { role?: Role } = {}): Promise<InWorkspace> {
  const signedIn = await requireUser(request)
  const { database } = services()
  const memberships = await oncePerReading('memberships', () => listMemberships(database.platform, signedIn.user.id))
  const { activeWorkspaceId } = signedIn.session
  const wished = request.headers.get('x-workspace-id')
  if (wished !== null && !memberships.some((own) => isNamed(own, wished)))
    throw refusal(request, 403, { problem: 'not-allowed' })
  const active =
    memberships.find((own) => (wished === null ? own.workspaceId === activeWorkspaceId : isNamed(own, wished))) ??
    memberships[0]
  if (active === undefined) throw refusal(request, 403, { problem: 'no-workspace', email: signedIn.user.email })
  const { workspaceId: id, slug, name, timezone, role } = active
  if (RANK[role] < RANK[needs.role ?? 'member']) throw refusal(request, 403, { problem: 'not-allowed' })
  return {
    ...signedIn,
    workspace: { id, slug, name, timezone },
    role,
    memberships,
    tx: (work) => database.inWorkspace(id, work),
  }
}

function isNamed({ workspaceId, slug }: Membership, name: string): boolean {
  return workspaceId === name.toLowerCase() || slug === name
}

/** People who run the platform. To everybody else there is nothing here. */
export async function requirePlatformAdmin(request: Request): Promise<SignedIn> {
  const signedIn = await requireUser(request)
  if (!signedIn.user.isPlatformAdmin) throw refusal(request, 403, { problem: 'not-allowed' })
  return signedIn
}

/** A path of ours to go on to, or the start page: never an address of somebody else. */
export function safeNext(next: unknown): string {
  return typeof next === 'string' && /^\/(?![/\\])[^\s\\]*$/.test(next) ? next : '/start'
}

/** A page shows what it is thrown; a program gets it as it stands. */
function refusal(request: Request, status: number, problem: { problem: string; email?: string }) {
  const init = { status, headers: { 'Cache-Control': 'no-store' } }
  return isForProgram(request) ? Response.json(problem, init) : data(problem, init)
}

/** Scripts and event streams are told by status; people are led to a page. */
function isForProgram(request: Request): boolean {
  return new URL(request.url).pathname.startsWith('/api/')
}

function wayBack(request: Request): string {
  const { pathname, search } = new URL(request.url)
  if (request.method === 'GET') return pathname + search
  const referer = URL.parse(request.headers.get('referer') ?? '')
  return referer === null ? '/start' : referer.pathname + referer.search
}
