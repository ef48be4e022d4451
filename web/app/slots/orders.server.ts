import { findConsultant, isNameTaken, saveConsultant } from '#db/queries/consultants.ts'
import { dateOf, localTime } from '#domain/booking/zones.ts'
import { ConsultantForm } from '#schema/booking.ts'
import type { InWorkspace } from '../auth.server.ts'
import { json, notFound } from '../inbox/answer.server.ts'
import { fieldsOf } from '../inbox/orders.server.ts'
import { problemsIn } from '../knowledge/forms.ts'

type Order = { member: Pick<InWorkspace, 'tx' | 'user' | 'workspace'>; id: string | null }

/** Saves the consultant that was posted, new (`id` null) or changed; else what is wrong, beside its field. */
export async function saveForm(request: Request, { member: { tx, user, workspace }, id }: Order): Promise<Response> {
  const read = ConsultantForm.safeParse(await fieldsOf(request))
  if (!read.success) return json({ errors: problemsIn(read.error) }, 400)
  const order = { workspaceId: workspace.id, actor: user.id, id, form: read.data }
  try {
    return await tx(async (work) => {
      if (id !== null && !(await findConsultant(work, id))) return notFound()
      const saved = await saveConsultant(work, order)
      return saved === null ? nameTaken() : json({ id: saved }, id === null ? 201 : 200)
    })
  } catch (error) {
    if (isNameTaken(error)) return nameTaken()
    throw error
  }
}

function nameTaken(): Response {
  return json({ errors: { name: 'taken' } }, 409)
}

/** Whether a day is over where the business is. */
export function isPast(day: string, { timezone }: { timezone: string }): boolean {
  return day < dateOf(localTime(Date.now(), timezone).day)
}
