import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { listVersions, readPublished } from '#db/queries/ari-config.ts'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { VersionList } from '../components/intern/version-list.tsx'

const PAGE = 30

export async function loader({ request }: LoaderFunctionArgs) {
  const { tx } = await requireWorkspaceMembership(request)
  const before = /^[1-9]\d{0,8}$/.exec(new URL(request.url).searchParams.get('before') ?? '')?.[0]
  return tx(async (work) => {
    const [published, found] = await Promise.all([
      readPublished(work),
      listVersions(work, { limit: PAGE + 1, ...(before !== undefined && { before: Number(before) }) }),
    ])
    const versions = found.slice(0, PAGE)
    return {
      live: published.version,
      versions: versions.map(({ publishedAt, ...version }) => ({ ...version, publishedAt: publishedAt.toISOString() })),
      isFirst: before === undefined,
      older: found.length > PAGE ? (versions.at(-1)?.number ?? null) : null,
    }
  })
}

export const meta: MetaFunction = () => [{ title: 'Your Intern · my21staff' }]

export default function Versions() {
  return <VersionList {...useLoaderData<typeof loader>()} />
}
