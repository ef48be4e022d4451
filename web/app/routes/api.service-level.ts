import type { ActionFunctionArgs } from '@remix-run/node'
import { SERVICE_LEVEL } from '#db/queries/service-level.ts'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { json, wrongMethod } from '../inbox/answer.server.ts'
import { fieldsOf } from '../inbox/orders.server.ts'
import { problemsIn } from '../knowledge/forms.ts'
import { changeRevised } from '../review/revised.server.ts'
import { ServiceLevelOrder } from '../review/service-level.server.ts'

/**
 * Sets how soon people answer. Whoever waits already waits by the clock that runs. 409: somebody else has changed it
 * meanwhile; what it is now.
 */
export async function action({ request }: ActionFunctionArgs) {
  const { tx, user, workspace } = await requireWorkspaceMembership(request, { role: 'admin' })
  const wrong = wrongMethod(request)
  if (wrong) return wrong
  const read = ServiceLevelOrder.safeParse(await fieldsOf(request))
  if (!read.success) return json({ errors: problemsIn(read.error) }, 400)
  const { revision, ...value } = read.data
  const order = { workspaceId: workspace.id, actor: user.id, value, revision }
  const answer = await tx((work) => changeRevised(work, SERVICE_LEVEL, order))
  return json(answer, answer.outcome === 'saved' ? 200 : 409)
}
