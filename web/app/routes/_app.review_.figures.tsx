import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { BRAND } from '../brand.ts'
import { FiguresPage } from '../components/figures/figures-page.tsx'
import { NotForMembers } from '../components/figures/not-for-members.tsx'
import { Problem } from '../components/pages/problem.tsx'
import { frameOf, loadNumbers } from '../figures/figures.server.ts'
import '../i18n/with-intern.ts'
import { soonOrLater } from '../soon.server.ts'

/** How ARI does. For admins and owners; members are told so. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { tx, workspace, role } = await requireWorkspaceMembership(request)
  if (role === 'member') return data({ page: null }, { status: 403 })
  const { searchParams } = new URL(request.url)
  const frame = frameOf(searchParams, { timeZone: workspace.timezone, nowMs: Date.now() })
  const { result: numbers } = await soonOrLater(loadNumbers(tx, frame, workspace.timezone))
  return { page: { frame, numbers } }
}

export const meta: MetaFunction = () => [{ title: `Review · ${BRAND}` }]

export default function Figures() {
  const { page } = useLoaderData<typeof loader>()
  return page === null ? <NotForMembers /> : <FiguresPage {...page} />
}

export function ErrorBoundary() {
  return <Problem />
}
