import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { BRAND } from '../brand.ts'
import { Problem } from '../components/pages/problem.tsx'
import { ReaderPage } from '../components/release/reader-page.tsx'
import '../i18n/with-intern.ts'
import { showTest } from '../release/tests.server.ts'

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { tx, role } = await requireWorkspaceMembership(request)
  const testId = z.uuid().safeParse(params['testId'])
  const shown = testId.success ? await tx((work) => showTest(work, testId.data, role)) : null
  if (shown === null) throw data({ problem: 'not-found' }, { status: 404 })
  return shown
}

export const meta: MetaFunction = () => [{ title: `Review · ${BRAND}` }]

export default function ReadTest() {
  const shown = useLoaderData<typeof loader>()
  return <ReaderPage key={`${shown.id} ${shown.play?.id ?? ''}`} shown={shown} />
}

export function ErrorBoundary() {
  return <Problem />
}
