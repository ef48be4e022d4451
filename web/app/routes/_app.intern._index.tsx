import { redirect, type LoaderFunctionArgs } from '@remix-run/node'
import { requireWorkspaceMembership } from '../auth.server.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  await requireWorkspaceMembership(request)
  return redirect('/intern/persona')
}

/** Who may not come here is told so by a page, not by bare words. */
export default function Intern() {
  return null
}
