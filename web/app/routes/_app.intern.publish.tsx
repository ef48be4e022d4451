import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { readPublished } from '#db/queries/ari-config.ts'
import { problemsOf } from '#domain/ari-config/problems.ts'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { PublishPage } from '../components/intern/publish-page.tsx'
import { readConfig } from '../intern/config.server.ts'
import { versionLike } from '../intern/orders.server.ts'

/** What would change, and what stands in its way. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { tx, role } = await requireWorkspaceMembership(request)
  return tx(async (work) => {
    const [published, draft] = await Promise.all([readPublished(work), readConfig(work)])
    return {
      mayEdit: role !== 'member',
      before: published.config,
      after: draft.config,
      seen: { basedOn: draft.version, revision: draft.revision },
      problems: problemsOf(draft.config),
      same: await versionLike(work, draft.config),
    }
  })
}

export const meta: MetaFunction = () => [{ title: 'Your Intern · my21staff' }]

export default function Publish() {
  return <PublishPage {...useLoaderData<typeof loader>()} />
}
