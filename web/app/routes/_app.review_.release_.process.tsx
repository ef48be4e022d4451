import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { BRAND } from '../brand.ts'
import { Problem } from '../components/pages/problem.tsx'
import { ProcessPage } from '../components/release/process-page.tsx'
import '../i18n/with-intern.ts'

/** How answers are reviewed, before the release and after it: for everybody who reads. */
export async function loader({ request }: LoaderFunctionArgs) {
  await requireWorkspaceMembership(request)
  return null
}

export const meta: MetaFunction = () => [{ title: `Review · ${BRAND}` }]

export default function Process() {
  return <ProcessPage />
}

export function ErrorBoundary() {
  return <Problem />
}
