import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod/mini'
import { loadAnswer } from '../answers/answers.server.ts'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { BRAND } from '../brand.ts'
import { AnswerPage } from '../components/answers/answer-page.tsx'
import { Problem } from '../components/pages/problem.tsx'
import '../i18n/with-intern.ts'

/** One answer of ARI's, to be read; its neighbours are those of the list that the address names. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { tx, workspace } = await requireWorkspaceMembership(request)
  const messageId = z.uuid().safeParse(params['messageId'])
  const around = { params: new URL(request.url).searchParams, timeZone: workspace.timezone, nowMs: Date.now() }
  const open = messageId.success ? await tx((work) => loadAnswer(work, messageId.data, around)) : null
  if (open === null) throw data({ problem: 'not-found' }, { status: 404 })
  return open
}

export const meta: MetaFunction = () => [{ title: `Review · ${BRAND}` }]

export default function Answer() {
  const open = useLoaderData<typeof loader>()
  return <AnswerPage key={open.answer.id} open={open} />
}

export function ErrorBoundary() {
  return <Problem />
}
