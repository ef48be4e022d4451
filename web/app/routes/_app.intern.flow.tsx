import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { FlowPage } from '../components/intern/flow/flow-page.tsx'
import { TabPage } from '../components/intern/save-bar.tsx'
import { Problem } from '../components/pages/problem.tsx'
import { loadConfig } from '../intern/config.server.ts'
import { useDraft } from '../intern/use-draft.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  const member = await requireWorkspaceMembership(request)
  return loadConfig(member)
}

export const meta: MetaFunction = () => [{ title: 'Flow · Your Intern · my21staff' }]

export default function FlowTab() {
  const draft = useDraft(useLoaderData<typeof loader>(), ['flow'])
  return (
    <TabPage draft={draft}>
      <FlowPage draft={draft} />
    </TabPage>
  )
}

export function ErrorBoundary() {
  return <Problem />
}
