import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { listWorkspaceOverviews } from '#db/queries/people.ts'
import { requirePlatformAdmin } from '../auth.server.ts'
import { services } from '../services.server.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  await requirePlatformAdmin(request)
  return { workspaces: await listWorkspaceOverviews(services().database.platform) }
}

export default function AdminPage() {
  const { t } = useTranslation('admin')
  const { workspaces } = useLoaderData<typeof loader>()
  return (
    <main className="mx-auto max-w-3xl px-4 py-10">
      <h1 className="text-xl font-semibold">{t('title')}</h1>
      {workspaces.length === 0 ? <p className="text-ink-3 mt-6">{t('empty')}</p> : null}
      <ul className="mt-6 space-y-2">
        {workspaces.map(({ id, name, slug, people, liveAt }) => (
          <li key={id} className="bg-surface border-line flex items-center gap-4 rounded-xl border p-4">
            <div className="min-w-0 flex-1">
              <p className="truncate font-medium">{name}</p>
              <p className="text-ink-3 truncate text-xs">{slug}</p>
            </div>
            <p className="text-ink-2 text-sm">{t('people', { count: people })}</p>
            <p className={liveAt === null ? 'text-ink-3 text-sm' : 'text-done text-sm'}>
              {liveAt === null ? t('notLive') : t('live')}
            </p>
          </li>
        ))}
      </ul>
    </main>
  )
}
