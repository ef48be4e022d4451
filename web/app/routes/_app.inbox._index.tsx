import type { LoaderFunctionArgs } from '@remix-run/node'
import { useNavigate, useNavigation, useRouteLoaderData, useSearchParams } from '@remix-run/react'
import { MessagesSquare } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { ClosedComposer } from '../components/inbox/composer.tsx'
import { EmptyState } from '../components/ui/states.tsx'
import type { loader as inbox } from './_app.inbox.tsx'

/** Guarded for itself: what is around it may be asked for apart. */
export async function loader({ request }: LoaderFunctionArgs) {
  await requireWorkspaceMembership(request)
  return null
}

/** No conversation is open. Where there is room for one beside the list, the first opens by itself. */
export default function NoConversation() {
  const { t } = useTranslation('inbox')
  const navigate = useNavigate()
  const navigation = useNavigation()
  const [params] = useSearchParams()
  const first = useRouteLoaderData<typeof inbox>('routes/_app.inbox')?.page.rows[0]?.contactId
  useEffect(() => {
    // Somebody who searches or filters is looking for one, and who is on their way wants to be elsewhere: it is not chosen
    // for them.
    const isFree = params.size === 0 && navigation.state === 'idle'
    if (first === undefined || !isFree || !matchMedia('(min-width: 820px)').matches) return
    navigate(`/inbox/${first}`, { replace: true })
    // Only on arrival: later the list changes without taking anybody anywhere.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- see above
  }, [])
  return (
    <section aria-label={t('noneOpen')} className="flex min-h-0 flex-1 flex-col">
      <div className="wall grid flex-1 place-items-center">
        <div className="bg-surface/80 relative rounded-lg">
          <EmptyState icon={MessagesSquare} title={t('noneOpen')}>
            <p>{t('noneOpenAbout')}</p>
          </EmptyState>
        </div>
      </div>
      <ClosedComposer />
    </section>
  )
}
