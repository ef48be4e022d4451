import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { loadAnswers } from '../answers/answers.server.ts'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { BRAND } from '../brand.ts'
import { AnswersPage } from '../components/answers/answers-page.tsx'
import { Problem } from '../components/pages/problem.tsx'
import '../i18n/with-intern.ts'

/** What ARI said, day by day, and who has read it. For every role. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { tx, workspace } = await requireWorkspaceMembership(request)
  const { searchParams } = new URL(request.url)
  return tx((work) => loadAnswers(work, searchParams, { timeZone: workspace.timezone, nowMs: Date.now() }))
}

export const meta: MetaFunction = () => [{ title: `Review · ${BRAND}` }]

export default function Answers() {
  return <AnswersPage {...useLoaderData<typeof loader>()} />
}

export function ErrorBoundary() {
  return <Problem />
}
