import type { LoaderFunctionArgs } from '@remix-run/node'
import { Outlet, useLoaderData, useNavigation, useParams, type ShouldRevalidateFunctionArgs } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { ListPane } from '../components/inbox/list-pane.tsx'
import { Shortcuts } from '../components/inbox/shortcuts.tsx'
import { ThreadSkeleton } from '../components/inbox/thread-skeleton.tsx'
import { Problem } from '../components/pages/problem.tsx'
import { cn } from '../components/ui/cn.ts'
import { PanelBoundary } from '../components/ui/panel-boundary.tsx'
import { listQuestion, loadList } from '../inbox/list.server.ts'
import { NewsProvider } from '../inbox/use-news.tsx'
import { WaitingNews } from '../review/waiting-news.tsx'
import { services } from '../services.server.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  const { tx, user, workspace, role } = await requireWorkspaceMembership(request)
  const { filter, q } = listQuestion(request.url)
  const { demoMode, ports } = services().settings
  return {
    page: await tx((work) => loadList(work, { filter, q, after: null, userId: user.id })),
    filter,
    q,
    meId: user.id,
    maySwitchAri: role !== 'member',
    workspaceName: workspace.name,
    demoPhoneUrl: demoMode ? `http://localhost:${String(ports.simulator)}/phone` : null,
  }
}

/** The list renews itself; opening a conversation does not ask for it again. */
export function shouldRevalidate({ currentUrl, nextUrl, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) {
  const isOfInbox = currentUrl.pathname.startsWith('/inbox') && nextUrl.pathname.startsWith('/inbox')
  return isOfInbox ? currentUrl.search !== nextUrl.search : defaultShouldRevalidate
}

export default function InboxLayout() {
  const loaded = useLoaderData<typeof loader>()
  const { t } = useTranslation('inbox')
  const { contactId } = useParams()
  const navigation = useNavigation()
  const next = navigation.state === 'loading' ? /^\/inbox\/([^/]+)$/.exec(navigation.location.pathname)?.[1] : undefined
  const isOpening = next !== undefined && next !== contactId
  const isOpen = contactId !== undefined || isOpening
  return (
    <NewsProvider contactId={contactId}>
      <WaitingNews />
      <div className="flex min-h-0 flex-1">
        <div className={cn('min-h-0 w-full flex-col md:flex md:w-85 md:shrink-0', isOpen ? 'hidden' : 'flex')}>
          <PanelBoundary>
            <ListPane {...loaded} />
          </PanelBoundary>
        </div>
        <Shortcuts />
        <div className={cn('min-h-0 min-w-0 flex-1', isOpen ? 'flex' : 'hidden md:flex')}>
          {isOpening ? (
            <>
              {/* The list, which has the page's heading, is not shown beside it on a phone. */}
              <h1 className="sr-only md:hidden">{t('title')}</h1>
              <ThreadSkeleton />
            </>
          ) : (
            <Outlet />
          )}
        </div>
      </div>
    </NewsProvider>
  )
}

export function ErrorBoundary() {
  return <Problem />
}
