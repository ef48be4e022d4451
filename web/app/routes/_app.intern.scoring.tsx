import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { TabPage } from '../components/intern/save-bar.tsx'
import { ScoringForm } from '../components/intern/scoring-form.tsx'
import { loadConfig } from '../intern/config.server.ts'
import { useDraft } from '../intern/use-draft.ts'

const SECTIONS = ['scoring'] as const

export async function loader({ request }: LoaderFunctionArgs) {
  const member = await requireWorkspaceMembership(request)
  return loadConfig(member)
}

export const meta: MetaFunction = () => [{ title: 'Scoring · Your Intern · my21staff' }]

export default function ScoringTab() {
  const draft = useDraft(useLoaderData<typeof loader>(), SECTIONS)
  return (
    <TabPage draft={draft}>
      <ScoringForm draft={draft} />
    </TabPage>
  )
}
