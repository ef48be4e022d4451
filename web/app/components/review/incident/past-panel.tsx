import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { PastIncident } from '../../../incident/contract.ts'
import { useNow } from '../../../time/use-times.ts'
import { useZoneTimes } from '../../../time/use-zone-times.ts'
import { Panel } from '../../intern/panel.tsx'

/** Incidents that are over, each with its list and its trail. */
export function PastPanel({ past }: { past: readonly PastIncident[] }) {
  const { t } = useTranslation('incident')
  const times = useZoneTimes()
  const now = useNow()
  return (
    <Panel title={t('past.title')}>
      {past.length === 0 ? <p className="text-ink-2">{t('past.none')}</p> : null}
      <ul className="divide-line -my-2 grid divide-y empty:hidden">
        {past.map(({ id, reason, openedAt, marked }) => (
          <li key={id}>
            <Link
              to={`/review/incident?incident=${id}`}
              className="hover:bg-hover -mx-2 flex flex-wrap items-baseline gap-x-3 gap-y-0.5 rounded-sm px-2 py-2.5"
            >
              <span className="text-ink-2 shrink-0 text-xs tabular-nums">{times.short(openedAt, now)}</span>
              <span data-words className="min-w-0 flex-1 basis-52 truncate font-medium">
                {reason}
              </span>
              <span className="text-ink-2 shrink-0 text-xs tabular-nums">{t('past.marked', { n: marked })}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
