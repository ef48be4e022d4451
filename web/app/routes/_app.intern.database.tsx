import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { countEntries } from '#db/queries/knowledge-entries.ts'
import { listSynonyms } from '#db/queries/knowledge-synonyms.ts'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { DatabasePage } from '../components/intern/database/database-page.tsx'
import { Problem } from '../components/pages/problem.tsx'
import { meaningOf } from '../knowledge/meaning.server.ts'
import { documentsOf, entriesFor } from '../knowledge/rows.server.ts'

/** What ARI may answer from: entries, documents, synonyms, and a box to try the search in. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { tx, role } = await requireWorkspaceMembership(request)
  const { searchParams } = new URL(request.url)
  return tx(async (work) => {
    const [page, counts, documents, synonyms, meaning] = await Promise.all([
      entriesFor(work, searchParams),
      countEntries(work),
      documentsOf(work),
      listSynonyms(work),
      meaningOf(work),
    ])
    return { page, counts, documents, synonyms, meaning, mayEdit: role !== 'member' }
  })
}

export default function DatabaseTab() {
  return <DatabasePage {...useLoaderData<typeof loader>()} />
}

export function ErrorBoundary() {
  return <Problem />
}
