import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { findAlertSettings, saveAlertSettings } from '#db/queries/alert-settings.ts'
import { bringForward } from '#db/queries/alert-lines.ts'
import { usualSettings, WINDOW_MS } from '#domain/alert/rules.ts'
import type { HowToTell } from '../alerts/contract.ts'
import { problemsIn, SettingsForm } from '../alerts/forms.ts'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { freshJson, json, wrongMethod } from '../inbox/answer.server.ts'
import { fieldsOf } from '../inbox/orders.server.ts'

/** How whoever asks wants to be told. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { tx, user, role, workspace } = await requireWorkspaceMembership(request)
  const settings = (await tx((work) => findAlertSettings(work, user.id))) ?? usualSettings(role)
  return freshJson(request, { settings, timeZone: workspace.timezone } satisfies HowToTell)
}

/** Everybody's own, and nobody else's. */
export async function action({ request }: ActionFunctionArgs) {
  const { tx, user } = await requireWorkspaceMembership(request)
  const wrong = wrongMethod(request)
  if (wrong) return wrong
  const read = SettingsForm.safeParse(await fieldsOf(request))
  if (!read.success) return json({ errors: problemsIn(read.error) }, 400)
  await tx(async (work) => {
    await saveAlertSettings(work, user.id, read.data)
    await bringForward(work, user.id, WINDOW_MS)
  })
  return json({ settings: read.data })
}
