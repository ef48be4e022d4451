import { useNavigate } from '@remix-run/react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { INCIDENT_STEPS } from '#schema/incident.ts'
import type { GoingOn, ShownIncident, Telling } from '../../../incident/contract.ts'
import { NOTE_MOST } from '../../../incident/limits.ts'
import { useOrder } from '../../../incident/use-order.ts'
import { Panel } from '../../intern/panel.tsx'
import { Button } from '../../ui/button.tsx'
import { CountedTextarea } from '../../ui/counted-textarea.tsx'
import { Notice } from '../../ui/states.tsx'
import { Confirm } from './confirm.tsx'

type Props = { incident: ShownIncident; leads: boolean; telling: Telling; goingOn: GoingOn }

/** The end of it: ARI answers again, and people read every answer for the first days anew. */
export function GoOnPanel({ incident, leads, telling, goingOn }: Props) {
  const { t } = useTranslation('incident')
  const navigate = useNavigate()
  const { order, busy, errors, errorOf, forget } = useOrder(incident.id)
  const [note, setNote] = useState('')
  const [error, setError] = useState<string>()
  const [isAsking, setAsking] = useState(false)
  const open = telling.free + telling.closed + telling.failed + telling.unwritten
  const { isLive, readsAlways, days, daysBefore, endsSendingItself } = goingOn
  const about = isLive ? t(readsAlways ? 'goOn.aboutAlways' : 'goOn.about', { days }) : t('goOn.aboutNotLive')
  const unticked = INCIDENT_STEPS.filter((step) => incident.ticks[step] === undefined).length
  if (!leads)
    return (
      <Panel id="go-on" title={t('goOn.title')} about={about}>
        <Notice>{t('goOn.notAllowed')}</Notice>
      </Panel>
    )

  function ask() {
    const isEmpty = note.trim() === ''
    setError(isEmpty ? t('problems.empty') : undefined)
    setAsking(!isEmpty && note.trim().length <= NOTE_MOST)
  }
  async function goOn() {
    const { ok } = await order({ do: 'goOn', note, isConfirmed: open > 0 || errors['isConfirmed'] !== undefined })
    if (ok) navigate(`/review/incident?incident=${incident.id}`)
  }

  return (
    <Panel id="go-on" title={t('goOn.title')} about={about}>
      <CountedTextarea
        id="go-on-note"
        label={t('goOn.note')}
        hint={t('goOn.noteHint')}
        value={note}
        most={NOTE_MOST}
        rows={2}
        error={error ?? errorOf('note')}
        onChange={(next) => {
          setNote(next)
          setError(undefined)
          setAsking(false)
          forget()
        }}
      />
      {isAsking ? (
        <Confirm
          title={t('goOn.ask')}
          cancel={t('cancel')}
          confirm={t(open > 0 ? 'goOn.anyway' : 'goOn.confirm')}
          busy={busy === 'goOn'}
          onCancel={() => setAsking(false)}
          onConfirm={() => void goOn()}
        >
          <p>{t('goOn.askAbout')}</p>
          {endsSendingItself ? <p>{t('goOn.endsSendingItself')}</p> : null}
          {daysBefore === null ? null : <p>{t('goOn.days', { days, daysBefore })}</p>}
          {open > 0 ? <Notice tone="wait">{t('goOn.uncontacted', { n: open })}</Notice> : null}
          {unticked > 0 ? <Notice tone="wait">{t('goOn.unticked', { n: unticked })}</Notice> : null}
        </Confirm>
      ) : (
        <Button look="primary" className="w-full sm:w-fit" onClick={ask}>
          {t('goOn.button')}
        </Button>
      )}
    </Panel>
  )
}
