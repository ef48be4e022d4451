import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { BRAND } from '../brand.ts'
import { Problem } from '../components/pages/problem.tsx'
import { ProposalsPage } from '../components/review/proposals-page.tsx'
import '../i18n/with-intern.ts'
import { proposalsFor } from '../review/learning.server.ts'

/** What reviewers taught ARI, for an admin to take over; everybody reads it. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { tx, role } = await requireWorkspaceMembership(request)
  const { searchParams } = new URL(request.url)
  return { page: await tx((work) => proposalsFor(work, searchParams)), mayDecide: role !== 'member' }
}

export const meta: MetaFunction = () => [{ title: `Review · ${BRAND}` }]

export default function LearningPart() {
  return <ProposalsPage {...useLoaderData<typeof loader>()} />
}

export function ErrorBoundary() {
  return <Problem />
}
