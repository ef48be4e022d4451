import { Check } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { INCIDENT_STEPS } from '#schema/incident.ts'
import type { ShownIncident, Telling } from '../../../incident/contract.ts'
import { cn } from '../../ui/cn.ts'

/** Where it is gone on with, how far it is, and a way there. */
export function Steps({ incident, telling }: { incident: ShownIncident; telling: Telling }) {
  const { t } = useTranslation('incident')
  const { total, done } = telling
  const ticked = INCIDENT_STEPS.filter((step) => incident.ticks[step] !== undefined).length
  const steps = [
    { name: 'stop', to: '#state', isDone: true, far: '' },
    { name: 'said', to: '#said', isDone: incident.marked > 0, far: String(incident.marked) },
    { name: 'tell', to: '#tell', isDone: total > 0 && done === total, far: `${String(done)}/${String(total)}` },
    {
      name: 'guard',
      to: '#guard',
      isDone: ticked === INCIDENT_STEPS.length,
      far: `${String(ticked)}/${String(INCIDENT_STEPS.length)}`,
    },
    { name: 'goOn', to: '#go-on', isDone: false, far: '' },
  ] as const
  return (
    <nav aria-label={t('steps.label')} className="-mx-1 overflow-x-auto px-1 py-0.5">
      <ol className="flex w-max gap-1.5">
        {steps.map(({ name, to, isDone, far }, at) => (
          <li key={name}>
            <a
              href={to}
              className="bg-surface border-line hover:bg-hover flex h-9 items-center gap-2 rounded-full border pr-3 pl-1.5 whitespace-nowrap pointer-coarse:h-11"
            >
              <span
                className={cn(
                  'grid size-6 place-items-center rounded-full text-xs font-semibold tabular-nums',
                  isDone ? 'bg-done-soft text-done' : 'bg-press text-ink-2',
                )}
              >
                {isDone ? <Check aria-hidden className="size-3.5" /> : at + 1}
              </span>
              <span className="font-medium">{t(`steps.${name}`)}</span>
              {far === '' ? null : <span className="text-ink-2 text-xs tabular-nums">{far}</span>}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  )
}
