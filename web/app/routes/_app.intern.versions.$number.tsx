import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { listVersions, readPublished, readVersion } from '#db/queries/ari-config.ts'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { VersionPage } from '../components/intern/version-page.tsx'
import { readConfig } from '../intern/config.server.ts'

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { tx, role } = await requireWorkspaceMembership(request)
  const number = /^[1-9]\d{0,8}$/.test(params['number'] ?? '') ? Number(params['number']) : 0
  return tx(async (work) => {
    const [version, [about], published, draft] = await Promise.all([
      readVersion(work, number),
      listVersions(work, { before: number + 1, limit: 1 }),
      readPublished(work),
      readConfig(work),
    ])
    if (number === 0 || version === undefined || about?.number !== number) throw data(null, { status: 404 })
    return {
      mayEdit: role !== 'member',
      version: { ...about, publishedAt: about.publishedAt.toISOString() },
      config: version.config,
      live: published,
      seen: { basedOn: draft.version, revision: draft.revision },
    }
  })
}

export const meta: MetaFunction = ({ params }) => [
  { title: `Version ${params['number'] ?? ''} · Your Intern · my21staff` },
]

export default function Version() {
  return <VersionPage {...useLoaderData<typeof loader>()} />
}
