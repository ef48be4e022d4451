import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { BRAND } from '../brand.ts'
import { Problem } from '../components/pages/problem.tsx'
import { QuickRepliesPage } from '../components/quick-replies/quick-replies-page.tsx'
import { i18nFor } from '../i18n/i18n.ts'
import { preferencesOf } from '../preferences.server.ts'
import { quickRepliesOf } from '../quick-replies/answers.server.ts'

/** What staff write again and again: everybody uses it, owners and admins edit it. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { tx, role, user } = await requireWorkspaceMembership(request)
  const title = i18nFor(preferencesOf(request, user).language).t('quick-replies:title')
  return { title, replies: await tx(quickRepliesOf), mayEdit: role !== 'member', agent: user.name }
}

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: [loaded?.title, BRAND].filter(Boolean).join(' · ') },
]

export default function QuickReplies() {
  return <QuickRepliesPage {...useLoaderData<typeof loader>()} />
}

export function ErrorBoundary() {
  return <Problem />
}
