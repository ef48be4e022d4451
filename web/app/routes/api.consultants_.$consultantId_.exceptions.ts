import type { ActionFunctionArgs } from '@remix-run/node'
import { validate as isUuid } from 'uuid'
import { addException, findConsultant } from '#db/queries/consultants.ts'
import { exceptionForm } from '#schema/booking.ts'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { json, notFound, wrongMethod } from '../inbox/answer.server.ts'
import { fieldsOf } from '../inbox/orders.server.ts'
import { problemsIn } from '../knowledge/forms.ts'
import { isPast } from '../slots/orders.server.ts'

/** Adds days off, or extra hours on days. */
export async function action({ request, params: { consultantId = '' } }: ActionFunctionArgs) {
  const { tx, user, workspace } = await requireWorkspaceMembership(request, { role: 'admin' })
  const wrong = wrongMethod(request)
  if (wrong) return wrong
  if (!isUuid(consultantId)) return notFound()
  const fields = await fieldsOf(request)
  return tx(async (work) => {
    const consultant = await findConsultant(work, consultantId)
    if (!consultant) return notFound()
    const read = exceptionForm(consultant.durationMinutes).safeParse(fields)
    if (!read.success) return json({ errors: problemsIn(read.error) }, 400)
    if (isPast(read.data.lastDay, workspace)) return json({ errors: { lastDay: 'past' } }, 400)
    const order = { workspaceId: workspace.id, actor: user.id }
    return json({ id: await addException(work, { ...order, consultantId, form: read.data }) }, 201)
  })
}
