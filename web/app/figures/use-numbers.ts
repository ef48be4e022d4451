import { useTranslation } from 'react-i18next'
import type { FigureUnit } from '#domain/review/figure-value.ts'

const MINUTE = 60
const HOUR = 60 * MINUTE
/** What there is no number for. */
export const NONE = '–'

/** Figures as people of this language write them. */
export function useNumbers() {
  const { t, i18n } = useTranslation('figures')
  const whole = new Intl.NumberFormat(i18n.language)
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 1 })

  function seconds(value: number): string {
    const all = Math.round(value)
    if (all < MINUTE) return t('seconds', { n: all })
    if (all < HOUR && all % MINUTE === 0) return t('minutesOnly', { n: all / MINUTE })
    if (all < HOUR) return t('minutes', { n: Math.floor(all / MINUTE), seconds: all % MINUTE })
    return t('hours', { n: whole.format(Math.floor(all / HOUR)), minutes: Math.floor((all % HOUR) / MINUTE) })
  }

  return {
    count: (value: number) => whole.format(value),
    seconds: (value: number | null) => (value === null ? NONE : seconds(value)),
    share: (value: number | null) => (value === null ? NONE : percent.format(value)),
    in(unit: FigureUnit, value: number | null): string {
      if (value === null) return NONE
      if (unit === 'share') return percent.format(value)
      return unit === 'seconds' ? seconds(value) : whole.format(value)
    },
  }
}
