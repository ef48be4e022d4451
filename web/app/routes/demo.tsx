import { data, redirect } from '@remix-run/node'
import { services } from '../services.server.ts'

/** The way into a demo: its people stand on the sign-in page. Elsewhere there is no such page. */
export const loader = () => {
  if (!services().settings.demoMode) throw data(null, { status: 404 })
  return redirect('/sign-in')
}

export default function Demo() {
  return null
}
