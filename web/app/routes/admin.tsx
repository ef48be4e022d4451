import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { listWorkspaceOverviews } from '#db/queries/platform.ts'
import { requirePlatformAdmin } from '../auth.server.ts'
import { PlatformPage } from '../components/admin/platform-page.tsx'
import { WorkspaceList } from '../components/admin/workspace-list.tsx'
import { services } from '../services.server.ts'

const Key = z.object({ at: z.string().regex(/^[\d :.+-]{10,40}$/), id: z.uuid() })
const SEARCH_MAX = 200

export async function loader({ request }: LoaderFunctionArgs) {
  await requirePlatformAdmin(request)
  const { searchParams } = new URL(request.url)
  // Postgres keeps no zero characters, and looks for none.
  const search = (searchParams.get('q') ?? '').replaceAll('\0', '').trim().slice(0, SEARCH_MAX)
  const asked = Key.safeParse(Object.fromEntries(searchParams))
  const after = asked.success ? asked.data : null
  const { workspaces, next } = await listWorkspaceOverviews(services().database.platform, { search, after })
  return {
    search,
    after: after?.id ?? null,
    next,
    workspaces: workspaces.map(({ id, slug, name, people, channels, createdAt, liveAt, lastMessageAt }) => ({
      ...{ id, slug, name, people, channels },
      createdAt: createdAt.toISOString(),
      isLive: liveAt !== null,
      lastMessageAt: lastMessageAt?.toISOString() ?? null,
    })),
  }
}

export default function AdminPage() {
  const { t } = useTranslation('admin')
  const page = useLoaderData<typeof loader>()
  return (
    <PlatformPage title={t('title')}>
      {/* Another search is another list. */}
      <WorkspaceList key={page.search} {...page} />
    </PlatformPage>
  )
}
