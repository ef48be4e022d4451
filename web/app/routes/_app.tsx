import type { LoaderFunctionArgs } from '@remix-run/node'
import { Outlet, useLoaderData } from '@remix-run/react'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { Problem } from '../components/pages/problem.tsx'
import { Shell } from '../components/shell/shell.tsx'
import { preferencesOf } from '../preferences.server.ts'

/** Around every page of a workspace. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { user, workspace, role, memberships } = await requireWorkspaceMembership(request)
  return {
    user: { id: user.id, name: user.name, email: user.email, isPlatformAdmin: user.isPlatformAdmin },
    workspace,
    role,
    workspaces: memberships.map(({ workspaceId: id, name }) => ({ id, name })),
    ...preferencesOf(request, user),
  }
}

export default function AppLayout() {
  return (
    <Shell {...useLoaderData<typeof loader>()}>
      <Outlet />
    </Shell>
  )
}

export function ErrorBoundary() {
  return <Problem />
}
