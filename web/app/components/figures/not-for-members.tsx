import { Link } from '@remix-run/react'
import { ChartColumn } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { ReviewPart } from '../review/review-part.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/states.tsx'

/** Why a member sees no figures, and what they can read instead. */
export function NotForMembers() {
  const { t } = useTranslation('figures')
  return (
    <ReviewPart title={t('title')}>
      <EmptyState
        icon={ChartColumn}
        title={t('notAllowed')}
        action={
          <Button asChild>
            <Link to="/review/answers">{t('toAnswers')}</Link>
          </Button>
        }
      >
        <p>{t('notAllowedAbout')}</p>
      </EmptyState>
    </ReviewPart>
  )
}
