import { useRevalidator } from '@remix-run/react'
import { OctagonX } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { postJson } from '../../../inbox/api.ts'
import { REASON_MOST } from '../../../incident/limits.ts'
import { Panel } from '../../intern/panel.tsx'
import { Button } from '../../ui/button.tsx'
import { CountedTextarea } from '../../ui/counted-textarea.tsx'
import { Notice } from '../../ui/states.tsx'
import { Confirm } from './confirm.tsx'

const EFFECTS = ['silent', 'drafts', 'people'] as const

/** One button that stops ARI everywhere; asked once more in place, with what it does. */
export function StopPanel({ ariOn, leads }: { ariOn: boolean; leads: boolean }) {
  const { t } = useTranslation('incident')
  const { revalidate } = useRevalidator()
  const [reason, setReason] = useState('')
  const [error, setError] = useState<string>()
  const [isAsking, setAsking] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const words = ariOn
    ? { title: t('stop.title'), button: t('stop.button'), confirm: t('stop.confirm') }
    : { title: t('stop.titleOff'), button: t('stop.buttonOff'), confirm: t('stop.confirmOff') }
  if (!leads)
    return (
      <Panel title={words.title}>
        <Notice tone="wait">{t('stop.notAllowed')}</Notice>
      </Panel>
    )

  function ask() {
    const isEmpty = reason.trim() === ''
    setError(isEmpty ? t('problems.empty') : undefined)
    setAsking(!isEmpty && reason.trim().length <= REASON_MOST)
  }
  async function stop() {
    setBusy(true)
    const answer = await postJson('/api/incidents', { reason })
    setBusy(false)
    setAsking(false)
    if (answer.ok) revalidate()
    else setError(t(answer.errors['reason'] === undefined ? 'failed' : `problems.${answer.errors['reason']}`))
  }

  return (
    <Panel title={words.title} about={t('stop.about')}>
      <CountedTextarea
        id="reason"
        label={t('stop.reason')}
        hint={t('stop.reasonHint')}
        value={reason}
        most={REASON_MOST}
        rows={2}
        error={error}
        onChange={(next) => {
          setReason(next)
          setError(undefined)
          setAsking(false)
        }}
      />
      {isAsking ? (
        <Confirm
          tone="stop"
          title={t('stop.ask')}
          cancel={t('cancel')}
          confirm={words.confirm}
          busy={isBusy}
          onCancel={() => setAsking(false)}
          onConfirm={() => void stop()}
        >
          <ul className="list-disc pl-4">
            {EFFECTS.map((effect) => (
              <li key={effect}>{t(`stop.does.${effect}`)}</li>
            ))}
          </ul>
        </Confirm>
      ) : (
        <Button look="danger" size="l" className="w-full sm:w-fit" onClick={ask}>
          <OctagonX aria-hidden className="size-5" />
          {words.button}
        </Button>
      )}
    </Panel>
  )
}
