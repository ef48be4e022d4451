import type { LoaderFunctionArgs } from '@remix-run/node'
import { validate as isUuid } from 'uuid'
import { requireWorkspaceMembership } from '../auth.server.ts'
import '../i18n/with-intern.ts'
import { notFound } from '../inbox/answer.server.ts'
import { exportTrail } from '../incident/export.server.ts'
import { preferencesOf } from '../preferences.server.ts'

/** Who did what about an incident, as a file. */
export async function loader({ request, params: { incidentId = '' } }: LoaderFunctionArgs) {
  const member = await requireWorkspaceMembership(request, { role: 'admin' })
  if (!isUuid(incidentId)) return notFound()
  const { language } = preferencesOf(request, member.user)
  return (await exportTrail(member, { incidentId, language })) ?? notFound()
}
