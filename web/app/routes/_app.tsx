import type { LoaderFunctionArgs } from '@remix-run/node'
import { Outlet, useLoaderData, type ShouldRevalidateFunctionArgs } from '@remix-run/react'
import { countHeldDrafts } from '#db/queries/review-queue.ts'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { Problem } from '../components/pages/problem.tsx'
import { Shell } from '../components/shell/shell.tsx'
import { preferencesOf } from '../preferences.server.ts'
import { services } from '../services.server.ts'
import { isStepWithin } from '../step-within.ts'
import { NowContext } from '../time/use-times.ts'

/** Around every page of a workspace. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { tx, user, workspace, role, memberships } = await requireWorkspaceMembership(request)
  return {
    user: { id: user.id, name: user.name, email: user.email, isPlatformAdmin: user.isPlatformAdmin },
    workspace,
    role,
    workspaces: memberships.map(({ workspaceId: id, name }) => ({ id, name })),
    ...preferencesOf(request, user),
    demoMode: services().settings.demoMode,
    waiting: await tx((work) => countHeldDrafts(work)),
    now: Date.now(),
  }
}

/**
 * Going from one draft or conversation to another asks for that one alone, and where it fails, that one alone says so. The
 * count of waiting drafts renews itself; language, theme and workspace are chosen with a whole new page.
 */
export function shouldRevalidate(args: ShouldRevalidateFunctionArgs) {
  return isStepWithin(args) ? false : args.defaultShouldRevalidate
}

export default function AppLayout() {
  const { now, ...around } = useLoaderData<typeof loader>()
  return (
    <NowContext.Provider value={now}>
      <Shell {...around}>
        <Outlet />
      </Shell>
    </NowContext.Provider>
  )
}

export function ErrorBoundary() {
  return <Problem />
}
