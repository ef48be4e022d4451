import { redirect, type LoaderFunctionArgs } from '@remix-run/node'
import { listMemberships } from '#db/queries/people.ts'
import { requireUser } from '../auth.server.ts'
import { services } from '../services.server.ts'

/** Where signing in leads: to the inbox, or to what there is for somebody without a workspace. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { user } = await requireUser(request)
  const memberships = await listMemberships(services().database.platform, user.id)
  if (memberships.length > 0) return redirect('/inbox')
  return redirect(user.isPlatformAdmin ? '/admin' : '/no-workspace')
}
