import { data, type LoaderFunctionArgs } from '@remix-run/node'
import {
  isRouteErrorResponse,
  Link,
  useLoaderData,
  useRevalidator,
  useRouteError,
  type ClientLoaderFunctionArgs,
} from '@remix-run/react'
import { CircleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod/mini'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { DraftPage } from '../components/review/draft-page.tsx'
import { Button } from '../components/ui/button.tsx'
import { EmptyState } from '../components/ui/states.tsx'
import { takeAhead } from '../review/ahead.ts'
import { loadHeldOrGone } from '../review/queue.server.ts'

export const handle = { fillsPhone: true }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { tx } = await requireWorkspaceMembership(request)
  const draftId = z.uuid().safeParse(params['draftId'])
  const answer = draftId.success ? await tx((work) => loadHeldOrGone(work, draftId.data)) : null
  if (answer === null || !draftId.success) throw data({ problem: 'not-found' }, { status: 404 })
  return { draftId: draftId.data, answer }
}

/** The next one is mostly here already. */
export async function clientLoader({ params, serverLoader }: ClientLoaderFunctionArgs) {
  const { draftId = '' } = params
  const answer = await takeAhead(draftId)
  return answer === null ? serverLoader<typeof loader>() : { draftId, answer }
}

export default function OpenDraft() {
  const { draftId, answer } = useLoaderData<typeof loader>()
  return <DraftPage key={draftId} draftId={draftId} loaded={answer} />
}

/** The list stays; only the draft's place says what is wrong. */
export function ErrorBoundary() {
  const { t } = useTranslation('review')
  const { t: common } = useTranslation('common')
  const error = useRouteError()
  const { revalidate, state } = useRevalidator()
  const isUnknown = isRouteErrorResponse(error) && error.status === 404
  return (
    <div role="alert" className="bg-bg grid flex-1 place-items-center">
      <h1 className="sr-only md:hidden">{t('title')}</h1>
      <EmptyState
        icon={CircleAlert}
        title={isUnknown ? common('errors.notFound.title') : t('problem')}
        action={
          isUnknown ? (
            <Button asChild>
              <Link to="/review">{t('backToList')}</Link>
            </Button>
          ) : (
            <span className="flex flex-wrap justify-center gap-2">
              <Button busy={state === 'loading'} onClick={revalidate}>
                {common('tryAgain')}
              </Button>
              <Button asChild className="md:hidden">
                <Link to="/review">{t('backToList')}</Link>
              </Button>
            </span>
          )
        }
      >
        <p>{isUnknown ? common('errors.notFound.text') : t('problemAbout')}</p>
      </EmptyState>
    </div>
  )
}
