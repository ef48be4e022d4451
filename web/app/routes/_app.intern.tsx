import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Outlet, useLoaderData, useLocation, useRevalidator } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { listVersions, readPublished, readWorkingCopy } from '#db/queries/ari-config.ts'
import { isAriOn } from '#db/queries/workspace-floor.ts'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { AriSwitch } from '../components/inbox/ari-switch.tsx'
import { DraftBar } from '../components/intern/draft-bar.tsx'
import { InternTabs } from '../components/intern/tabs.tsx'
import { VersionLink } from '../components/intern/version-link.tsx'
import '../i18n/with-intern.ts'

/** Around the tabs of Your Intern: what ARI goes by now, and whether somebody has changed something since. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { tx, role } = await requireWorkspaceMembership(request)
  return tx(async (work) => {
    const [published, copy, ariOn, [newest]] = await Promise.all([
      readPublished(work),
      readWorkingCopy(work),
      isAriOn(work),
      listVersions(work, { limit: 1 }),
    ])
    return {
      mayEdit: role !== 'member',
      ariOn,
      botName: published.config.persona.botName,
      version: published.version,
      publishedAt: newest?.publishedAt.toISOString() ?? null,
      revision: copy?.revision ?? 0,
      unpublished: copy ? { by: copy.changedBy, at: copy.changedAt.toISOString() } : null,
    }
  })
}

export const meta: MetaFunction = () => [{ title: 'Your Intern · my21staff' }]

export default function InternLayout() {
  const { mayEdit, ariOn, botName, version, publishedAt, revision, unpublished } = useLoaderData<typeof loader>()
  const { t } = useTranslation('intern')
  const { revalidate } = useRevalidator()
  const { pathname, hash } = useLocation()
  const content = useRef<HTMLDivElement>(null)
  // A tab begins at its top, or at the field that the address names.
  useEffect(() => {
    if (hash === '') content.current?.scrollTo(0, 0)
    // eslint-disable-next-line react-hooks/exhaustive-deps -- leaving a field's name behind moves nothing
  }, [pathname])
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <header className="bg-surface border-line border-b">
        <div className="flex h-14 items-center gap-3 px-4 md:px-6">
          <h1 className="text-md min-w-0 flex-1 truncate font-semibold">
            {t('title')}
            <span className="text-ink-3 ml-2 font-normal">{botName}</span>
          </h1>
          <VersionLink version={version} publishedAt={publishedAt} />
          <AriSwitch isOn={ariOn} mayChange={mayEdit} onChanged={revalidate} />
        </div>
        <InternTabs />
      </header>
      {unpublished === null ? null : (
        <DraftBar
          changed={unpublished}
          seen={{ basedOn: version, revision }}
          mayEdit={mayEdit}
          onDiscarded={revalidate}
        />
      )}
      {/* Where every field is disabled, nothing else in it can be reached by key, and it must scroll by key. */}
      <div ref={content} tabIndex={mayEdit ? undefined : 0} className="relative min-h-0 flex-1 overflow-y-auto">
        <Outlet />
      </div>
    </div>
  )
}
