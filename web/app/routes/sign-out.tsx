import { redirect, redirectDocument, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { betterAuth, requireSignedIn } from '../auth.server.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  await requireSignedIn(request)
  return redirect('/start')
}

export async function action({ request }: ActionFunctionArgs) {
  await requireSignedIn(request)
  const { headers } = await betterAuth().api.signOut({ headers: request.headers, returnHeaders: true })
  return redirectDocument('/sign-in', { headers })
}
