import { data, redirect, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { listMemberships } from '#db/queries/people.ts'
import { requireUser } from '../auth.server.ts'
import { NoWorkspace } from '../components/pages/no-workspace.tsx'
import { services } from '../services.server.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  const { user } = await requireUser(request)
  const memberships = await listMemberships(services().database.platform, user.id)
  if (memberships.length > 0) throw redirect('/start')
  return data({ email: user.email }, { status: 403 })
}

export default function NoWorkspacePage() {
  return <NoWorkspace email={useLoaderData<typeof loader>().email} />
}
