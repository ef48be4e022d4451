import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { BRAND } from '../brand.ts'
import { BehindPage } from '../components/figures/behind-page.tsx'
import { NotForMembers } from '../components/figures/not-for-members.tsx'
import { Problem } from '../components/pages/problem.tsx'
import { loadBehind } from '../figures/figures.server.ts'
import '../i18n/with-intern.ts'

/** The list behind a figure: as the figures, for admins and owners. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { tx, workspace, role } = await requireWorkspaceMembership(request)
  if (role === 'member') return data({ page: null }, { status: 403 })
  const { searchParams } = new URL(request.url)
  const around = { timeZone: workspace.timezone, nowMs: Date.now() }
  const page = await tx((work) => loadBehind(work, searchParams, around))
  if (page === null) throw data({ problem: 'not-found' }, { status: 404 })
  return { page }
}

export const meta: MetaFunction = () => [{ title: `Review · ${BRAND}` }]

export default function Behind() {
  const { page } = useLoaderData<typeof loader>()
  return page === null ? <NotForMembers /> : <BehindPage {...page} />
}

export function ErrorBoundary() {
  return <Problem />
}
