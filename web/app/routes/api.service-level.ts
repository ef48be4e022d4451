import type { ActionFunctionArgs } from '@remix-run/node'
import { setServiceLevel } from '#db/queries/service-level.ts'
import { ServiceLevel } from '#schema/service-level.ts'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { json, wrongMethod } from '../inbox/answer.server.ts'
import { fieldsOf } from '../inbox/orders.server.ts'
import { problemsIn } from '../knowledge/forms.ts'

/** Sets how soon people answer. Whoever waits already waits by the clock that runs. */
export async function action({ request }: ActionFunctionArgs) {
  const { tx, user, workspace } = await requireWorkspaceMembership(request, { role: 'admin' })
  const wrong = wrongMethod(request)
  if (wrong) return wrong
  const read = ServiceLevel.safeParse(await fieldsOf(request))
  if (!read.success) return json({ errors: problemsIn(read.error) }, 400)
  await tx((work) => setServiceLevel(work, { workspaceId: workspace.id, actor: user.id, level: read.data }))
  return json({ outcome: 'saved' })
}
