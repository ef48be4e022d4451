import type { TFunction } from 'i18next'
import type { TrailDetail } from './contract.ts'

/**
 * What somebody did about an incident, as its trail and the file of it say: with the step, the period, and what going on
 * made of the rules of review. `when` writes a moment.
 */
export function trailWords(
  t: TFunction<'incident'>,
  { action, detail }: { action: string; detail: TrailDetail },
  when: (at: string) => string,
): string {
  const done = t(`trail.${action.replace('incident.', '')}`, { ...detail })
  const { step, from, to, isLive, endsSendingItself, days, daysBefore } = detail
  if (step !== undefined) return `${done}: ${t(`guard.steps.${step}`)}`
  if (from !== undefined && to !== undefined) return `${done}: ${when(from)} – ${when(to)}`
  return [
    done,
    isLive === false && t('trail.notLive'),
    endsSendingItself && t('trail.readsAll'),
    days !== undefined && t('trail.days', { days, daysBefore }),
  ]
    .filter((part) => typeof part === 'string')
    .join('; ')
}
