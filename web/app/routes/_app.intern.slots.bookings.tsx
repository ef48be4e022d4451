import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { agendaFor } from '../bookings/agenda.server.ts'
import { BRAND } from '../brand.ts'
import { AgendaPage } from '../components/bookings/agenda-page.tsx'
import { Problem } from '../components/pages/problem.tsx'
import { NewsProvider } from '../inbox/use-news.tsx'

/** The consultations that were booked, to be seen, moved and cancelled. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { tx } = await requireWorkspaceMembership(request)
  const { searchParams } = new URL(request.url)
  return tx((work) => agendaFor(work, searchParams, new Date()))
}

export const meta: MetaFunction = () => [{ title: `Slots · Your Intern · ${BRAND}` }]

export default function BookingsHalf() {
  const loaded = useLoaderData<typeof loader>()
  return (
    <NewsProvider contactId={undefined}>
      <AgendaPage {...loaded} />
    </NewsProvider>
  )
}

export function ErrorBoundary() {
  return <Problem />
}
