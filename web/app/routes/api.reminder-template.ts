import type { ActionFunctionArgs } from '@remix-run/node'
import { setReminderTemplate } from '#db/queries/reminder-template.ts'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { json, wrongMethod } from '../inbox/answer.server.ts'
import { fieldsOf } from '../inbox/orders.server.ts'
import { problemsIn } from '../knowledge/forms.ts'
import { ReminderTemplateForm } from '../slots/forms.ts'
import { listReminderChoices } from '../slots/reminder.server.ts'

/** Chooses what reminds of a consultation outside of the 24-hour window. */
export async function action({ request }: ActionFunctionArgs) {
  const { tx, user, workspace } = await requireWorkspaceMembership(request, { role: 'admin' })
  const wrong = wrongMethod(request)
  if (wrong) return wrong
  const read = ReminderTemplateForm.safeParse(await fieldsOf(request))
  if (!read.success) return json({ errors: problemsIn(read.error) }, 400)
  const { template } = read.data
  return tx(async (work) => {
    if (template !== null && !(await listReminderChoices(work)).some(({ name }) => name === template))
      return json({ errors: { template: 'not_usable' } }, 400)
    await setReminderTemplate(work, { workspaceId: workspace.id, actor: user.id, template })
    return json({ outcome: 'saved' })
  })
}
