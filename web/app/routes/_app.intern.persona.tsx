import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { PersonaForm } from '../components/intern/persona-form.tsx'
import { TabPage } from '../components/intern/save-bar.tsx'
import { loadConfig } from '../intern/config.server.ts'
import { useDraft } from '../intern/use-draft.ts'

const SECTIONS = ['persona', 'guard', 'followUp', 'away'] as const

export async function loader({ request }: LoaderFunctionArgs) {
  const member = await requireWorkspaceMembership(request)
  return { page: await loadConfig(member), businessName: member.workspace.name }
}

export const meta: MetaFunction = () => [{ title: 'Persona · Your Intern · my21staff' }]

export default function PersonaTab() {
  const { page, businessName } = useLoaderData<typeof loader>()
  const draft = useDraft(page, SECTIONS)
  return (
    <TabPage draft={draft}>
      <PersonaForm draft={draft} businessName={businessName} />
    </TabPage>
  )
}
