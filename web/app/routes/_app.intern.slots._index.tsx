import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { BRAND } from '../brand.ts'
import { Problem } from '../components/pages/problem.tsx'
import { SlotsPage } from '../components/slots/slots-page.tsx'
import { slotsFor } from '../slots/page.server.ts'

/** Who advises and when, and what follows from it: the times that ARI offers. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { tx, role, workspace } = await requireWorkspaceMembership(request)
  return tx((work) => slotsFor(work, { mayEdit: role !== 'member', timeZone: workspace.timezone }))
}

export const meta: MetaFunction = () => [{ title: `Slots · Your Intern · ${BRAND}` }]

export default function SlotsTab() {
  return <SlotsPage page={useLoaderData<typeof loader>()} />
}

export function ErrorBoundary() {
  return <Problem />
}
