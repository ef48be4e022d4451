import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { BRAND } from '../brand.ts'
import { Problem } from '../components/pages/problem.tsx'
import { IncidentPage } from '../components/review/incident/incident-page.tsx'
import '../i18n/with-intern.ts'
import { loadIncidentPage } from '../incident/page.server.ts'

/** ARI said something wrong: stop it, see whom it told what, tell them, and go on under full review. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { tx, user, workspace, role } = await requireWorkspaceMembership(request)
  const { searchParams } = new URL(request.url)
  const page = await tx((work) => loadIncidentPage(work, searchParams, workspace.timezone))
  if (page === null) throw new Response('No such incident', { status: 404 })
  return { ...page, leads: role !== 'member', me: user.name }
}

export const meta: MetaFunction = () => [{ title: `Review · ${BRAND}` }]

export default function IncidentRoute() {
  return <IncidentPage {...useLoaderData<typeof loader>()} />
}

export function ErrorBoundary() {
  return <Problem />
}
