import { isRouteErrorResponse, useRouteError, useRouteLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { CentredPage } from './centred-page.tsx'
import { NoWorkspace } from './no-workspace.tsx'

type Known = 'notFound' | 'notAllowed' | 'crossSite' | 'unavailable' | 'failed'

/** What went wrong, said plainly, with a way on. For the error boundary of a route. */
export function Problem() {
  const error = useRouteError()
  const { t } = useTranslation('common')
  const root = useRouteLoaderData<{ requestId?: string }>('root')
  const detail = detailOf(error)
  if (detail.problem === 'no-workspace') return <NoWorkspace email={detail.email} />
  const known = kindOf(error)
  return (
    <CentredPage title={t(`errors.${known}.title`)}>
      <p className="text-ink-2">{t(`errors.${known}.text`)}</p>
      <div className="mt-6 flex gap-2">
        <Button asChild size="l" look="primary" className="flex-1">
          <a href="">{t('retry')}</a>
        </Button>
        <Button asChild size="l" className="flex-1">
          <a href="/">{t('home')}</a>
        </Button>
      </div>
      {known === 'failed' && root?.requestId ? (
        <p className="text-ink-3 mt-6 text-xs">{t('errors.reference', { requestId: root.requestId })}</p>
      ) : null}
    </CentredPage>
  )
}

function kindOf(error: unknown): Known {
  if (!isRouteErrorResponse(error)) return 'failed'
  if (error.status === 404 || error.status === 405) return 'notFound'
  if (error.status === 403) return 'notAllowed'
  return error.status === 503 ? 'unavailable' : 'failed'
}

function detailOf(error: unknown): { problem?: string; email?: string } {
  if (!isRouteErrorResponse(error)) return {}
  const given: unknown = error.data
  if (typeof given !== 'object' || given === null) return {}
  return {
    ...('problem' in given && typeof given.problem === 'string' && { problem: given.problem }),
    ...('email' in given && typeof given.email === 'string' && { email: given.email }),
  }
}
