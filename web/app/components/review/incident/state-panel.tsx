import { Link } from '@remix-run/react'
import { CirclePause, CirclePlay } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ShownIncident } from '../../../incident/contract.ts'
import { useNow } from '../../../time/use-times.ts'
import { useZoneTimes } from '../../../time/use-zone-times.ts'
import { Button } from '../../ui/button.tsx'
import { cn } from '../../ui/cn.ts'

type Props = { ariOn: boolean; incident: ShownIncident | null; unanswered: number }

/** Whether ARI answers, and who has customers' messages while it does not. */
export function StatePanel({ ariOn, incident, unanswered }: Props) {
  const { t } = useTranslation('incident')
  const times = useZoneTimes()
  const now = useNow()
  const Icon = ariOn ? CirclePlay : CirclePause
  const isStopped = incident !== null && !ariOn
  return (
    <section
      id="state"
      tabIndex={-1}
      aria-label={t(ariOn ? 'state.on' : 'state.off')}
      className={cn(
        'flex flex-wrap items-start gap-3 rounded-lg border p-4',
        isStopped ? 'border-stop/40 bg-stop-soft' : 'bg-surface border-line',
      )}
    >
      <Icon aria-hidden className={cn('mt-0.5 size-5 shrink-0', ariOn ? 'text-done' : 'text-stop')} />
      <div className="min-w-0 flex-1 basis-64">
        <p className="font-semibold">{t(ariOn ? 'state.on' : 'state.off')}</p>
        <p className="text-ink-2 mt-0.5">
          {t(ariOn ? 'state.onAbout' : isStopped ? 'state.stopped' : 'state.offAbout')}
        </p>
        {incident === null ? null : (
          <>
            <p data-words className="mt-2 font-medium [overflow-wrap:anywhere] whitespace-pre-line">
              {incident.reason}
            </p>
            <p className="text-ink-2 mt-0.5 text-xs">
              {t('state.openedBy', {
                name: incident.openedBy ?? t('somebody'),
                at: times.short(incident.openedAt, now),
              })}
            </p>
          </>
        )}
      </div>
      {isStopped ? (
        <div className="grid gap-2 sm:justify-items-end">
          <p className="font-medium tabular-nums" role="status">
            {unanswered > 0 ? t('state.unanswered', { n: unanswered }) : t('state.allAnswered')}
          </p>
          <Button asChild size="s">
            <Link to="/inbox">{t('state.toInbox')}</Link>
          </Button>
        </div>
      ) : null}
    </section>
  )
}
