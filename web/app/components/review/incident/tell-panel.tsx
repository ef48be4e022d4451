import { useNavigation, useSearchParams } from '@remix-run/react'
import { Users } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ShownCustomer, ShownIncident, Telling } from '../../../incident/contract.ts'
import { CUSTOMERS_MORE } from '../../../incident/limits.ts'
import { isToBeWritten } from '../../../incident/told.ts'
import { useOrder } from '../../../incident/use-order.ts'
import { Panel } from '../../intern/panel.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState, Notice } from '../../ui/states.tsx'
import { CustomerRow } from './customer-row.tsx'
import { MessageForm } from './message-form.tsx'

type Props = {
  incident: ShownIncident
  isOver: boolean
  leads: boolean
  customers: readonly ShownCustomer[]
  telling: Telling
  me: string
}

/** Who got a wrong answer, and how far telling them is. */
export function TellPanel({ incident, isOver, leads, customers, telling, me }: Props) {
  const { t } = useTranslation('incident')
  const { done, total } = telling
  const progress = total === 0 ? null : t('tell.progress', { done, total })
  return (
    <Panel
      id="tell"
      title={t('tell.title')}
      about={isOver ? undefined : t('tell.about')}
      aside={<span className="text-ink-2 text-xs tabular-nums">{progress}</span>}
    >
      {total === 0 ? (
        <EmptyState icon={Users} title={t('tell.none')}>
          {t('tell.noneAbout')}
        </EmptyState>
      ) : (
        <>
          <progress
            className="h-1.5 w-full overflow-hidden rounded-full [&::-moz-progress-bar]:bg-done [&::-webkit-progress-bar]:bg-press [&::-webkit-progress-value]:bg-done"
            aria-label={progress ?? ''}
            value={done}
            max={total}
          />
          <State incidentId={incident.id} telling={telling} mayResume={leads} />
          {isOver ? null : <Writing {...{ incident, leads, customers, telling, me }} />}
          <ul className="border-line divide-line divide-y overflow-hidden rounded-md border">
            {customers.map((customer) => (
              <CustomerRow key={customer.contactId} incidentId={incident.id} customer={customer} isOver={isOver} />
            ))}
          </ul>
          {total > customers.length ? <MoreCustomers shown={customers.length} total={total} /> : null}
        </>
      )}
    </Panel>
  )
}

/** The next ones of a long list, below those that are there. */
function MoreCustomers({ shown, total }: { shown: number; total: number }) {
  const { t } = useTranslation('incident')
  const [params, setParams] = useSearchParams()
  const { state, location } = useNavigation()
  const next = String(shown + CUSTOMERS_MORE)
  const isOnItsWay = state === 'loading' && new URLSearchParams(location.search).get('customers') === next
  function show() {
    const wished = new URLSearchParams(params)
    wished.set('customers', next)
    setParams(wished, { preventScrollReset: true, replace: true })
  }
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button busy={isOnItsWay} onClick={show}>
        {t('tell.more', { n: Math.min(total - shown, CUSTOMERS_MORE) })}
      </Button>
      <p className="text-ink-2 text-xs tabular-nums">{t('tell.shown', { shown, total })}</p>
    </div>
  )
}

function State({ incidentId, telling, mayResume }: { incidentId: string; telling: Telling; mayResume: boolean }) {
  const { t } = useTranslation('incident')
  const { order, busy } = useOrder(incidentId)
  const { free, closed, unwritten, queued, failed } = telling
  const onTheirWay = unwritten + queued
  return (
    <div className="grid gap-2" role="status">
      {free + closed > 0 ? <p>{t('tell.split', { n: free + closed, free, closed })}</p> : null}
      {onTheirWay > 0 ? (
        <div className="flex flex-wrap items-center gap-3">
          <p className="tabular-nums">{t('tell.sending', { n: onTheirWay })}</p>
          {mayResume && unwritten > 0 ? (
            <Button size="s" busy={busy === 'resume'} onClick={() => void order({ do: 'resume' })}>
              {t('tell.resume')}
            </Button>
          ) : null}
        </div>
      ) : null}
      {failed > 0 ? <Notice tone="stop">{t('tell.failures', { n: failed })}</Notice> : null}
    </div>
  )
}

function Writing({ incident, leads, customers, telling, me }: Omit<Props, 'isOver'>) {
  const { t } = useTranslation('incident')
  if (!leads) return <Notice>{t('tell.onlyLeaders')}</Notice>
  if (telling.free === 0) return telling.closed > 0 ? <Notice>{t('tell.nobody')}</Notice> : null
  const first = customers.find((one) => isToBeWritten(one) && one.windowOpen)
  return <MessageForm incidentId={incident.id} reached={telling.free} sample={first?.name ?? null} me={me} />
}
