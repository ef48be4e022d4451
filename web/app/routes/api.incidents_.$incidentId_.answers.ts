import type { LoaderFunctionArgs } from '@remix-run/node'
import { validate as isUuid } from 'uuid'
import { requireWorkspaceMembership } from '../auth.server.ts'
import '../i18n/with-intern.ts'
import { notFound } from '../inbox/answer.server.ts'
import { exportAnswers } from '../incident/export.server.ts'
import { preferencesOf } from '../preferences.server.ts'

/** What ARI said to whom, as a file: all of the incident's period, or with `?marked` what is marked. */
export async function loader({ request, params: { incidentId = '' } }: LoaderFunctionArgs) {
  const member = await requireWorkspaceMembership(request, { role: 'admin' })
  if (!isUuid(incidentId)) return notFound()
  const markedOnly = new URL(request.url).searchParams.has('marked')
  const { language } = preferencesOf(request, member.user)
  return (await exportAnswers(member, { incidentId, markedOnly, language })) ?? notFound()
}
