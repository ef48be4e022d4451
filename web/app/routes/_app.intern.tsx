import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Outlet, useLoaderData, useRevalidator } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { readPublished, readWorkingCopy } from '#db/queries/ari-config.ts'
import { isAriOn } from '#db/queries/workspace-floor.ts'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { AriSwitch } from '../components/inbox/ari-switch.tsx'
import { InternTabs } from '../components/intern/tabs.tsx'
import { Problem } from '../components/pages/problem.tsx'

/** Around the tabs of Your Intern: what ARI goes by now, and whether somebody has changed something since. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { tx, role } = await requireWorkspaceMembership(request)
  return tx(async (work) => {
    const [published, copy, ariOn] = await Promise.all([readPublished(work), readWorkingCopy(work), isAriOn(work)])
    return {
      mayEdit: role !== 'member',
      ariOn,
      botName: published.config.persona.botName,
      version: published.version,
      unpublished: copy ? { by: copy.changedBy, at: copy.changedAt.toISOString() } : null,
    }
  })
}

export const meta: MetaFunction = () => [{ title: 'Your Intern · my21staff' }]

export default function InternLayout() {
  const { mayEdit, ariOn, botName } = useLoaderData<typeof loader>()
  const { t } = useTranslation('intern')
  const { revalidate } = useRevalidator()
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <header className="bg-surface border-line border-b">
        <div className="flex h-14 items-center gap-3 px-4 md:px-6">
          <h1 className="text-md min-w-0 flex-1 truncate font-semibold">
            {t('title')}
            <span className="text-ink-3 ml-2 font-normal">{botName}</span>
          </h1>
          <AriSwitch isOn={ariOn} mayChange={mayEdit} onChanged={revalidate} />
        </div>
        <InternTabs />
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <Outlet />
      </div>
    </div>
  )
}

export function ErrorBoundary() {
  return <Problem />
}
