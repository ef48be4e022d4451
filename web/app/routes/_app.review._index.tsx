import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { NoDraft } from '../components/review/no-draft.tsx'

/** Guarded for itself: what is around it may be asked for apart. */
export async function loader({ request }: LoaderFunctionArgs) {
  await requireWorkspaceMembership(request)
  return null
}

/** Nothing of it is needed where the list is here already: the last decision leads here also without a network. */
export const clientLoader = () => null

export default function NoDraftOpen() {
  return <NoDraft />
}
