import { data, redirect, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import {
  isRouteErrorResponse,
  Link,
  useLoaderData,
  useRouteError,
  type ShouldRevalidateFunctionArgs,
} from '@remix-run/react'
import { MessageCircleX } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { BRAND } from '../brand.ts'
import { ConversationPage } from '../components/inbox/conversation-page.tsx'
import { Button } from '../components/ui/button.tsx'
import { EmptyState } from '../components/ui/states.tsx'
import { loadConversation } from '../inbox/conversation.server.ts'
import { titleOf } from '../inbox/title.ts'

export const handle = { fillsPhone: true }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { tx, user } = await requireWorkspaceMembership(request)
  const open = await tx((work) => loadConversation(work, params['contactId']))
  if (open === null) throw data({ problem: 'not-found' }, { status: 404 })
  // Merged into another contact since the link was made.
  const { contactId } = open.conversation
  if (contactId !== params['contactId']) throw redirect(`/inbox/${contactId}${new URL(request.url).search}`)
  return { open, me: { id: user.id, name: user.name } }
}

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: [loaded && titleOf(loaded.open.conversation), BRAND].filter(Boolean).join(' · ') },
]

/** Searching the list does not ask for the thread again: it renews itself. */
export function shouldRevalidate({ currentParams, nextParams, formMethod }: ShouldRevalidateFunctionArgs) {
  return formMethod !== undefined || currentParams['contactId'] !== nextParams['contactId']
}

export default function OpenPage() {
  const { open, me } = useLoaderData<typeof loader>()
  return <ConversationPage key={open.conversation.contactId} loaded={open} me={me} />
}

/** The list stays; only the conversation's place says what is wrong. */
export function ErrorBoundary() {
  const { t } = useTranslation('inbox')
  const { t: common } = useTranslation('common')
  const error = useRouteError()
  const isGone = isRouteErrorResponse(error) && error.status === 404
  return (
    <div role="alert" className="bg-surface grid flex-1 place-items-center">
      <EmptyState
        icon={MessageCircleX}
        title={isGone ? t('gone') : common('errors.failed.title')}
        action={
          <Button asChild>
            <Link to={isGone ? '/inbox' : ''} reloadDocument={!isGone}>
              {isGone ? t('backToList') : common('retry')}
            </Link>
          </Button>
        }
      >
        <p>{isGone ? t('goneAbout') : common('errors.failed.text')}</p>
      </EmptyState>
    </div>
  )
}
