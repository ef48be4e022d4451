import { Link } from '@remix-run/react'
import { ArrowLeft } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { IncidentPage as Loaded } from '../../../incident/contract.ts'
import { useNow } from '../../../time/use-times.ts'
import { useZoneTimes } from '../../../time/use-zone-times.ts'
import { Panel } from '../../intern/panel.tsx'
import { Button } from '../../ui/button.tsx'
import { ReviewPart } from '../review-part.tsx'
import { GoOnPanel } from './go-on-panel.tsx'
import { GuardrailsPanel } from './guardrails-panel.tsx'
import { PastPanel } from './past-panel.tsx'
import { SaidPanel } from './said-panel.tsx'
import { StatePanel } from './state-panel.tsx'
import { Steps } from './steps.tsx'
import { StopPanel } from './stop-panel.tsx'
import { TellPanel } from './tell-panel.tsx'
import { TrailPanel } from './trail-panel.tsx'
import { useRenewal } from './use-renewal.ts'

type Props = Loaded & {
  /** May stop ARI, write to many and turn it on again. */
  leads: boolean
  /** The name that messages are written in. */
  me: string
}

/** ARI said something wrong: from stopping it to going on, step by step; later, how it was. */
export function IncidentPage({ shown, past, ariOn, unanswered, leads, me }: Props) {
  const { t } = useTranslation('incident')
  useRenewal(shown !== null && shown.telling.unwritten + shown.telling.queued > 0)
  if (shown === null)
    return (
      <ReviewPart title={t('title')} about={t('about')}>
        <StatePanel ariOn={ariOn} incident={null} unanswered={unanswered} />
        <StopPanel ariOn={ariOn} leads={leads} />
        <PastPanel past={past} />
      </ReviewPart>
    )
  const { incident, answers, customers, telling, trail, goingOn } = shown
  const isOver = incident.closedAt !== null
  const of = { incident, isOver, leads }
  return (
    <ReviewPart title={t('title')} about={t('about')}>
      {isOver ? (
        <Over incident={incident} />
      ) : (
        <>
          <StatePanel {...{ ariOn, incident, unanswered }} />
          <Steps incident={incident} telling={telling} />
        </>
      )}
      <SaidPanel {...of} answers={answers} />
      <TellPanel {...of} customers={customers} telling={telling} me={me} />
      <GuardrailsPanel {...of} />
      {isOver ? null : <GoOnPanel {...{ incident, leads, telling, goingOn }} />}
      <TrailPanel {...of} trail={trail} />
      <PastPanel past={past.filter(({ id }) => id !== incident.id)} />
    </ReviewPart>
  )
}

function Over({ incident }: { incident: NonNullable<Loaded['shown']>['incident'] }) {
  const { t } = useTranslation('incident')
  const times = useZoneTimes()
  const now = useNow()
  const when = (at: string) => times.short(at, now)
  return (
    <Panel
      title={t('over.title')}
      aside={
        <Button asChild size="s">
          <Link to="/review/incident">
            <ArrowLeft aria-hidden className="size-3.5" />
            {t('over.back')}
          </Link>
        </Button>
      }
    >
      <dl className="grid gap-x-4 gap-y-2 sm:grid-cols-[8rem_minmax(0,1fr)]">
        <dt className="text-ink-2">{t('state.reason')}</dt>
        <dd data-words className="[overflow-wrap:anywhere] whitespace-pre-line">
          {incident.reason}
        </dd>
        <dt className="text-ink-2">{t('over.note')}</dt>
        <dd data-words className="[overflow-wrap:anywhere] whitespace-pre-line">
          {incident.note}
        </dd>
      </dl>
      <p className="text-ink-2 text-xs">
        {t('state.openedBy', { name: incident.openedBy ?? t('somebody'), at: when(incident.openedAt) })}
        <br />
        {t('state.closedBy', { name: incident.closedBy ?? t('somebody'), at: when(incident.closedAt ?? '') })}
      </p>
    </Panel>
  )
}
