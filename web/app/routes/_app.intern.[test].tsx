import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { BRAND } from '../brand.ts'
import { Problem } from '../components/pages/problem.tsx'
import { TrialPage } from '../components/trial/trial-page.tsx'
import { showTrial } from '../trial/trial.server.ts'

/** Members may try ARI too: nothing is changed by it. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { tx, user } = await requireWorkspaceMembership(request)
  return { trial: await tx((work) => showTrial(work, user.id)) }
}

export const meta: MetaFunction = () => [{ title: `Your Intern · Test · ${BRAND}` }]

export default function TestTab() {
  const { trial } = useLoaderData<typeof loader>()
  return <TrialPage loaded={trial} />
}

export function ErrorBoundary() {
  return <Problem />
}
