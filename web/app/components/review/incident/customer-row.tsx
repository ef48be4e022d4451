import { Link } from '@remix-run/react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ShownCustomer, ToldState } from '../../../incident/contract.ts'
import { TOLD_MOST } from '../../../incident/limits.ts'
import { isToBeWritten, mayBeNoted } from '../../../incident/told.ts'
import { useOrder } from '../../../incident/use-order.ts'
import { Pill } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Input } from '../../ui/field.tsx'

type Tone = 'plain' | 'accent' | 'wait' | 'stop' | 'done'
const TONES: Record<ToldState, Tone> = {
  none: 'wait',
  waiting: 'plain',
  queued: 'plain',
  sent: 'accent',
  delivered: 'done',
  read: 'done',
  failed: 'stop',
  recalled: 'wait',
  by_hand: 'done',
}

type Props = { incidentId: string; customer: ShownCustomer; isOver: boolean }

/** One customer who got a wrong answer: whether they were told, and how. */
export function CustomerRow({ incidentId, customer, isOver }: Props) {
  const { t } = useTranslation('incident')
  const { order, busy } = useOrder(incidentId)
  const [isNoting, setNoting] = useState(false)
  const { contactId, phone, answers, windowOpen, state, note, by } = customer
  const who = customer.who ?? t('nameless')
  return (
    <li data-customer={contactId} className="grid gap-2 px-3 py-2.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <div className="min-w-0 flex-1 basis-44">
          <p data-words className="truncate font-semibold">
            {who}
          </p>
          <p className="text-ink-2 text-xs tabular-nums">
            {phone === null ? '' : `${phone} · `}
            {t('tell.answers', { n: answers })}
          </p>
        </div>
        <span className="flex flex-wrap gap-1.5">
          <Pill tone={TONES[state]}>{t(`tell.states.${state}`)}</Pill>
          {isToBeWritten(customer) && !windowOpen ? <Pill>{t('tell.template')}</Pill> : null}
        </span>
        <span className="flex flex-wrap gap-1.5">
          {!isOver && mayBeNoted(customer) && !isNoting ? (
            <Button size="s" aria-label={t('tell.byHandOf', { who })} onClick={() => setNoting(true)}>
              {t('tell.byHand')}
            </Button>
          ) : null}
          {!isOver && state === 'by_hand' ? (
            <Button
              size="s"
              look="quiet"
              aria-label={t('tell.takeBackOf', { who })}
              busy={busy === 'told'}
              onClick={() => void order({ do: 'told', contactId, note: '', on: false })}
            >
              {t('tell.takeBack')}
            </Button>
          ) : null}
          <Button asChild size="s">
            <Link to={`/inbox/${contactId}`} aria-label={t('tell.openConversation', { who })}>
              {t('tell.openShort')}
            </Link>
          </Button>
        </span>
      </div>
      {state === 'by_hand' && note !== null ? (
        <p data-words className="text-ink-2 text-xs [overflow-wrap:anywhere]">
          {t('tell.notedBy', { name: by ?? t('somebody'), note })}
        </p>
      ) : null}
      {isNoting ? <ByHand {...{ incidentId, contactId }} onClose={() => setNoting(false)} /> : null}
    </li>
  )
}

function ByHand({ incidentId, contactId, onClose }: { incidentId: string; contactId: string; onClose: () => void }) {
  const { t } = useTranslation('incident')
  const { order, busy, errorOf, forget } = useOrder(incidentId)
  const [note, setNote] = useState('')
  async function save() {
    const { ok } = await order({ do: 'told', contactId, note, on: true })
    if (ok) onClose()
  }
  return (
    <form
      className="flex flex-wrap items-start gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
      onKeyDown={({ key }) => {
        if (key === 'Escape') onClose()
      }}
    >
      <div className="min-w-0 flex-1 basis-56">
        <Input
          autoFocus
          label={t('tell.byHandHow')}
          hint={t('tell.byHandHint')}
          value={note}
          maxLength={TOLD_MOST}
          error={errorOf('note')}
          onChange={({ target }) => {
            setNote(target.value)
            forget()
          }}
        />
      </div>
      <span className="mt-5 flex gap-2">
        <Button type="submit" look="primary" busy={busy === 'told'}>
          {t('save')}
        </Button>
        <Button onClick={onClose}>{t('cancel')}</Button>
      </span>
    </form>
  )
}
