import type { LoaderFunctionArgs } from '@remix-run/node'
import { Outlet } from '@remix-run/react'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { Problem } from '../components/pages/problem.tsx'
import { SlotsNav } from '../components/slots/slots-nav.tsx'

/** Around the two halves of the Slots tab: when consultants can be booked, and what was booked. */
export async function loader({ request }: LoaderFunctionArgs) {
  await requireWorkspaceMembership(request)
  return null
}

export default function SlotsLayout() {
  return (
    <div className="mx-auto w-full max-w-290 p-4 md:p-6">
      <SlotsNav />
      <Outlet />
    </div>
  )
}

export function ErrorBoundary() {
  return <Problem />
}
