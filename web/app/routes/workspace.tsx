import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { openWorkspace } from '#db/queries/people.ts'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { services } from '../services.server.ts'

const SwitchForm = z.object({ workspaceId: z.uuid() })

export async function loader({ request }: LoaderFunctionArgs) {
  await requireWorkspaceMembership(request)
  return redirect('/start')
}

/** Opens another of the person's workspaces in this session. */
export async function action({ request }: ActionFunctionArgs) {
  const { user, session } = await requireWorkspaceMembership(request)
  const form = SwitchForm.safeParse(Object.fromEntries(await request.formData()))
  const wish = { sessionId: session.id, userId: user.id, workspaceId: form.data?.workspaceId ?? '' }
  const isOpen = form.success && (await openWorkspace(services().database.platform, wish))
  if (!isOpen) throw data({ problem: 'not-allowed' }, { status: 403 })
  return redirect('/start')
}

/** What is refused here is shown as a page. */
export default function Workspace() {
  return null
}
