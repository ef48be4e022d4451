import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { BRAND } from '../brand.ts'
import { Problem } from '../components/pages/problem.tsx'
import { RulesPage } from '../components/review/rules/rules-page.tsx'
import { ServiceLevelPanel } from '../components/review/service-level-panel.tsx'
import '../i18n/with-intern.ts'
import { loadRules } from '../review/rules.server.ts'
import { loadServiceLevel } from '../review/service-level.server.ts'
import { useServiceLevel } from '../review/use-service-level.ts'

/** For every role: whoever reads drafts may know why they are held. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { tx, role } = await requireWorkspaceMembership(request)
  const mayEdit = role !== 'member'
  return tx(async (work) => {
    const [rules, serviceLevel] = await Promise.all([loadRules(work, mayEdit), loadServiceLevel(work)])
    return { rules, serviceLevel, mayEdit }
  })
}

export const meta: MetaFunction = () => [{ title: `Review · ${BRAND}` }]

export default function ReviewSettingsTab() {
  const { rules, serviceLevel, mayEdit } = useLoaderData<typeof loader>()
  const level = useServiceLevel(serviceLevel)
  return (
    <RulesPage page={rules} beside={level}>
      <ServiceLevelPanel revised={level} hasHours={serviceLevel.hasHours} mayEdit={mayEdit} />
    </RulesPage>
  )
}

export function ErrorBoundary() {
  return <Problem />
}
