import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { BRAND } from '../brand.ts'
import { Problem } from '../components/pages/problem.tsx'
import { ReleasePage } from '../components/release/release-page.tsx'
import '../i18n/with-intern.ts'
import { showRelease } from '../release/release.server.ts'

/** For every role: whoever reads test conversations need not be more than a member. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { tx, role } = await requireWorkspaceMembership(request)
  return tx((work) => showRelease(work, role))
}

export const meta: MetaFunction = () => [{ title: `Review · ${BRAND}` }]

export default function Release() {
  return <ReleasePage shown={useLoaderData<typeof loader>()} />
}

export function ErrorBoundary() {
  return <Problem />
}
