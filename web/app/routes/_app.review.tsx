import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Outlet, useLoaderData, useNavigation, useParams, type ShouldRevalidateFunctionArgs } from '@remix-run/react'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { BRAND } from '../brand.ts'
import { Problem } from '../components/pages/problem.tsx'
import { ReviewLayout } from '../components/review/review-layout.tsx'
import '../i18n/with-intern.ts'
import { NewsProvider } from '../inbox/use-news.tsx'
import { loadQueue } from '../review/queue.server.ts'

/** For every role: whoever reads drafts need not be more than a member. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { tx, user, workspace } = await requireWorkspaceMembership(request)
  const me = { id: user.id, name: user.name, workspaceId: workspace.id }
  return { queue: await tx((work) => loadQueue(work)), me }
}

export const meta: MetaFunction = () => [{ title: `Review · ${BRAND}` }]

/** The list renews itself; opening a draft does not ask for it again. */
export function shouldRevalidate({ currentUrl, nextUrl, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) {
  const isOfReview = [currentUrl, nextUrl].every(({ pathname }) => pathname.startsWith('/review'))
  return isOfReview ? false : defaultShouldRevalidate
}

export default function ReviewArea() {
  const { queue, me } = useLoaderData<typeof loader>()
  const { draftId } = useParams()
  const navigation = useNavigation()
  const next =
    navigation.state === 'loading' ? /^\/review\/([^/]+)$/.exec(navigation.location.pathname)?.[1] : undefined
  return (
    <NewsProvider contactId={undefined}>
      <ReviewLayout queue={queue} me={me} openId={next ?? draftId} isOpening={next !== undefined && next !== draftId}>
        {(worklist) => <Outlet context={worklist} />}
      </ReviewLayout>
    </NewsProvider>
  )
}

export function ErrorBoundary() {
  return <Problem />
}
