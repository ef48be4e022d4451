import type { ActionFunctionArgs } from '@remix-run/node'
import { saveHoliday } from '#db/queries/consultants.ts'
import { HolidayForm } from '#schema/booking.ts'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { json, wrongMethod } from '../inbox/answer.server.ts'
import { fieldsOf } from '../inbox/orders.server.ts'
import { problemsIn } from '../knowledge/forms.ts'
import { isPast } from '../slots/orders.server.ts'

/** Adds a holiday, or names it anew. */
export async function action({ request }: ActionFunctionArgs) {
  const { tx, user, workspace } = await requireWorkspaceMembership(request, { role: 'admin' })
  const wrong = wrongMethod(request)
  if (wrong) return wrong
  const read = HolidayForm.safeParse(await fieldsOf(request))
  if (!read.success) return json({ errors: problemsIn(read.error) }, 400)
  if (isPast(read.data.day, workspace)) return json({ errors: { day: 'past' } }, 400)
  await tx((work) => saveHoliday(work, { workspaceId: workspace.id, actor: user.id, form: read.data }))
  return json({ outcome: 'saved' })
}
