import { Link } from '@remix-run/react'
import { ArrowUpRight } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { INCIDENT_STEPS, type IncidentStep } from '#schema/incident.ts'
import type { ShownIncident } from '../../../incident/contract.ts'
import { NOTE_MOST } from '../../../incident/limits.ts'
import { useOrder } from '../../../incident/use-order.ts'
import { useNow } from '../../../time/use-times.ts'
import { useZoneTimes } from '../../../time/use-zone-times.ts'
import { Panel } from '../../intern/panel.tsx'
import { Button } from '../../ui/button.tsx'
import { CountedTextarea } from '../../ui/counted-textarea.tsx'
import { Tick } from './tick.tsx'

const PLACES: Record<IncidentStep, string> = {
  guard: '/intern/persona#guard.hedges',
  knowledge: '/intern/database',
  proposals: '/review/learning',
  tried: '/intern/test',
}

/** Where to change what led to it, ticked off by whoever did; and what they write down. */
export function GuardrailsPanel({ incident, isOver }: { incident: ShownIncident; isOver: boolean }) {
  const { t } = useTranslation('incident')
  const times = useZoneTimes()
  const now = useNow()
  const { order } = useOrder(incident.id)
  const done = INCIDENT_STEPS.filter((step) => incident.ticks[step] !== undefined).length
  return (
    <Panel
      id="guard"
      title={t('guard.title')}
      about={isOver ? undefined : t('guard.about')}
      aside={
        <span className="text-ink-2 text-xs tabular-nums">
          {t('guard.progress', { done, of: INCIDENT_STEPS.length })}
        </span>
      }
    >
      <ul className="divide-line -my-2 grid divide-y">
        {INCIDENT_STEPS.map((step) => {
          const tick = incident.ticks[step]
          const name = t(`guard.steps.${step}`)
          return (
            <li key={step} className="flex items-start gap-3 py-2.5">
              <label className="flex min-h-8 min-w-0 flex-1 gap-3 pointer-coarse:min-h-11">
                <Tick
                  className="accent-accent mt-0.5"
                  checked={tick !== undefined}
                  disabled={isOver}
                  onChange={async (on) => (await order({ do: 'tick', step, on })).ok}
                />
                <span className="min-w-0">
                  <span className="block font-medium">{name}</span>
                  <span className="text-ink-2 block text-xs">{t(`guard.stepsAbout.${step}`)}</span>
                  {tick === undefined ? null : (
                    <span className="text-done mt-0.5 block text-xs">
                      {t('guard.tickedBy', {
                        name: tick.by ?? t('somebody'),
                        at: times.short(tick.at, now),
                      })}
                    </span>
                  )}
                </span>
              </label>
              <Button asChild size="s">
                <Link to={PLACES[step]} aria-label={t('guard.goTo', { what: name })}>
                  {t('guard.go')}
                  <ArrowUpRight aria-hidden className="size-3.5" />
                </Link>
              </Button>
            </li>
          )
        })}
      </ul>
      {isOver ? null : <NoteForm incidentId={incident.id} />}
    </Panel>
  )
}

function NoteForm({ incidentId }: { incidentId: string }) {
  const { t } = useTranslation('incident')
  const { order, busy, errorOf, forget } = useOrder(incidentId)
  const [body, setBody] = useState('')
  async function add() {
    const { ok } = await order({ do: 'note', body })
    if (ok) setBody('')
  }
  return (
    <form
      className="border-line grid gap-2 border-t pt-4"
      onSubmit={(event) => {
        event.preventDefault()
        void add()
      }}
    >
      <CountedTextarea
        id="incident-note"
        label={t('guard.note')}
        hint={t('guard.noteHint')}
        value={body}
        most={NOTE_MOST}
        rows={2}
        error={errorOf('body')}
        onChange={(next) => {
          setBody(next)
          forget()
        }}
      />
      <Button type="submit" className="w-fit" busy={busy === 'note'}>
        {t('guard.addNote')}
      </Button>
    </form>
  )
}
