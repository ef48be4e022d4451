import { useTranslation } from 'react-i18next'

/** How long before a consultation it must be booked: in the largest unit that says it in whole numbers. */
export function useNotice() {
  const { t } = useTranslation('slots')
  return (minutes: number): string => {
    if (minutes === 0) return t('consultants.noNotice')
    if (minutes % 1440 === 0) return t('notice.days', { n: minutes / 1440 })
    return minutes % 60 === 0 ? t('notice.hours', { n: minutes / 60 }) : t('notice.minutes', { n: minutes })
  }
}
