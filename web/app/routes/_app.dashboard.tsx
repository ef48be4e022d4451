import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { countTags, listTagged } from '#db/queries/tags.ts'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { BRAND } from '../brand.ts'
import { TagCounts } from '../components/dashboard/tag-counts.tsx'
import { Problem } from '../components/pages/problem.tsx'
import { i18nFor } from '../i18n/i18n.ts'
import { preferencesOf } from '../preferences.server.ts'

/** How the workspace's customers stand, by tag; with a tag in the address, who carries it. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { tx, user } = await requireWorkspaceMembership(request)
  const tag = new URL(request.url).searchParams.get('tag')
  const title = i18nFor(preferencesOf(request, user).language).t('dashboard:title')
  return tx(async (work) => {
    const [tags, tagged] = await Promise.all([countTags(work), tag === null ? [] : listTagged(work, tag)])
    return { title, tags, tag, tagged: tagged.map(({ at, ...contact }) => ({ ...contact, at: at.toISOString() })) }
  })
}

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: [loaded?.title, BRAND].filter(Boolean).join(' · ') },
]

export default function Dashboard() {
  return <TagCounts {...useLoaderData<typeof loader>()} />
}

export function ErrorBoundary() {
  return <Problem />
}
