import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'

/** Why something cannot be chosen yet: what goes out unread waits for the release. */
export function AfterRelease() {
  const { t } = useTranslation('rules')
  return (
    <span className="text-wait mt-1 block text-xs font-medium">
      {t('afterRelease')}{' '}
      <Link to="/review/release" className="text-accent underline underline-offset-4">
        {t('toRelease')}
      </Link>
    </span>
  )
}
