import type { ActionFunctionArgs } from '@remix-run/node'
import { switchMeaning, tryVectorsAgain } from '#db/queries/knowledge-meaning.ts'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { json, notFound, wrongMethod } from '../inbox/answer.server.ts'
import { fieldsOf } from '../inbox/orders.server.ts'
import { MeaningOrderForm, problemsIn } from '../knowledge/forms.ts'
import { meaningOf } from '../knowledge/meaning.server.ts'
import { services } from '../services.server.ts'

/** Has ARI search by meaning too, or by words alone; or has the endpoint that failed asked again at once. */
export async function action({ request }: ActionFunctionArgs) {
  const { tx, user, workspace } = await requireWorkspaceMembership(request, { role: 'admin' })
  const wrong = wrongMethod(request)
  if (wrong) return wrong
  if (services().embeddings === undefined) return notFound()
  const read = MeaningOrderForm.safeParse(await fieldsOf(request))
  if (!read.success) return json({ errors: problemsIn(read.error) }, 400)
  const { order } = read.data
  const by = { userId: user.id, workspaceId: workspace.id }
  return json(
    await tx(async (work) => {
      await (order === 'tryAgain' ? tryVectorsAgain(work) : switchMeaning(work, order === 'turnOn', by))
      return meaningOf(work)
    }),
  )
}
