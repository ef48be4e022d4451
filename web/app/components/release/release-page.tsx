import { Link } from '@remix-run/react'
import { BookOpenText, FlaskConical } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ReleaseShown } from '../../release/contract.ts'
import { useFollow, useOrder } from '../../release/use-order.ts'
import { Panel } from '../intern/panel.tsx'
import { ReviewPart } from '../review/review-part.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState, Notice } from '../ui/states.tsx'
import { ProgressPanel } from './progress-panel.tsx'
import { SignPanel } from './sign-panel.tsx'
import { TestList } from './test-list.tsx'

/** The way to a release: make test conversations, have them played, read them, sign, go live. */
export function ReleasePage({ shown }: { shown: ReleaseShown }) {
  const { t } = useTranslation('release')
  useFollow(shown.run !== null)
  return (
    <ReviewPart
      title={t('title')}
      about={t('about')}
      aside={
        <Button asChild>
          <Link to="/review/release/process">
            <BookOpenText aria-hidden className="size-4" />
            {t('process')}
          </Link>
        </Button>
      }
    >
      {shown.tests.length === 0 ? (
        <Beginning shown={shown} />
      ) : (
        <>
          <div className="grid items-start gap-5 lg:grid-cols-2">
            <ProgressPanel shown={shown} />
            <SignPanel shown={shown} />
          </div>
          <TestList shown={shown} />
        </>
      )}
    </ReviewPart>
  )
}

function Beginning({ shown }: { shown: ReleaseShown }) {
  const { t } = useTranslation('release')
  const { order, busy, trouble } = useOrder()
  return (
    <>
      <Panel title={t('empty.panel')}>
        <EmptyState
          icon={FlaskConical}
          title={t('empty.title')}
          action={
            <Button look="primary" busy={busy === 'make'} onClick={() => void order({ do: 'make' })}>
              {t('make', { n: shown.unmade })}
            </Button>
          }
        >
          <p>{shown.knows === 0 ? t('empty.knowsNothing') : t('empty.about', { n: shown.knows })}</p>
        </EmptyState>
        {trouble === null ? null : <Notice tone="stop">{trouble}</Notice>}
      </Panel>
      <SignPanel shown={shown} />
    </>
  )
}
