import { Download } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ShownIncident, ShownTrail } from '../../../incident/contract.ts'
import { trailWords } from '../../../incident/trail-words.ts'
import { useNow } from '../../../time/use-times.ts'
import { useZoneTimes } from '../../../time/use-zone-times.ts'
import { Panel } from '../../intern/panel.tsx'
import { Button } from '../../ui/button.tsx'

type Props = { incident: ShownIncident; leads: boolean; trail: readonly ShownTrail[] }

/** Who did what about it, from the audit log. */
export function TrailPanel({ incident, leads, trail }: Props) {
  const { t } = useTranslation('incident')
  const times = useZoneTimes()
  const now = useNow()
  return (
    <Panel
      title={t('trailTitle')}
      about={t('trailAbout')}
      aside={
        leads ? (
          <Button asChild size="s">
            <a href={`/api/incidents/${incident.id}/trail`} download>
              <Download aria-hidden className="size-3.5" />
              {t('trailExport')}
            </a>
          </Button>
        ) : null
      }
    >
      <ol className="grid gap-2.5" data-trail>
        {trail.map(({ id, at, by, action, detail, customer, words }) => (
          <li key={id} className="grid gap-x-3 gap-y-0.5 sm:grid-cols-[9.5rem_minmax(0,1fr)]">
            <time dateTime={at} className="text-ink-2 text-xs leading-5 tabular-nums" title={times.full(at, now)}>
              {times.short(at, now)}
            </time>
            <p className="min-w-0 [overflow-wrap:anywhere]">
              <span data-words className="font-medium">
                {by ?? t('somebody')}
              </span>{' '}
              {trailWords(t, { action, detail }, (moment) => times.short(moment, now))}
              {customer === null ? null : (
                <span data-words className="text-ink-2">
                  {' '}
                  · {customer}
                </span>
              )}
              {words === null ? null : (
                <span data-words className="text-ink-2 border-line-2 mt-1 block border-l-2 pl-2.5 whitespace-pre-line">
                  {words}
                </span>
              )}
            </p>
          </li>
        ))}
      </ol>
    </Panel>
  )
}
