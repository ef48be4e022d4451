import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { v7 as uuidv7 } from 'uuid'
import { firstNameOf } from '#domain/conversation/wording.ts'
import { fillPlaceholders, findBadPlaceholder } from '#domain/quick-reply/placeholders.ts'
import { MESSAGE_MOST } from '../../../incident/limits.ts'
import { MARKS, useOrder } from '../../../incident/use-order.ts'
import { Button } from '../../ui/button.tsx'
import { CountedTextarea } from '../../ui/counted-textarea.tsx'
import { Confirm } from './confirm.tsx'

type Props = { incidentId: string; reached: number; sample: string | null; me: string }

/** One message for all who can be written to: as one of them reads it, and asked once more before it goes out. */
export function MessageForm({ incidentId, reached, sample, me }: Props) {
  const { t, i18n } = useTranslation('incident')
  const marks = MARKS[i18n.language === 'id' ? 'id' : 'en']
  const { order, busy, errorOf, forget } = useOrder(incidentId)
  // Made once: pressed again, or after a crash, it is the same message.
  const [mailingId, setMailingId] = useState(() => uuidv7())
  const [body, setBody] = useState('')
  const [error, setError] = useState<string>()
  const [isAsking, setAsking] = useState(false)
  const who = firstNameOf(sample) ?? t('tell.sample')

  function ask() {
    const problem = body.trim() === '' ? 'empty' : findBadPlaceholder(body) === null ? null : 'placeholder'
    setError(problem === null ? undefined : t(`problems.${problem}`, marks))
    setAsking(problem === null && body.trim().length <= MESSAGE_MOST)
  }
  async function send() {
    const answer = await order({ do: 'write', mailingId, body })
    setAsking(false)
    if (!answer.ok) return
    setBody('')
    setMailingId(uuidv7())
  }

  return (
    <div className="grid gap-3">
      <CountedTextarea
        id="incident-message"
        label={t('tell.message')}
        hint={t('tell.messageHint', marks)}
        value={body}
        most={MESSAGE_MOST}
        rows={4}
        error={error ?? errorOf('body')}
        onChange={(next) => {
          setBody(next)
          setError(undefined)
          setAsking(false)
          forget()
        }}
      />
      {body.trim() === '' ? null : (
        <figure>
          <figcaption className="text-ink-2 mb-1 text-xs">{t('tell.preview', { who })}</figcaption>
          <p data-words className="bg-sunken rounded-md px-3 py-2 [overflow-wrap:anywhere] whitespace-pre-line">
            {fillPlaceholders(body.trim(), { customer: who, agent: me })}
          </p>
        </figure>
      )}
      <p className="text-ink-2 text-xs">{t('tell.floor')}</p>
      {isAsking ? (
        <Confirm
          title={t('tell.ask', { n: reached })}
          cancel={t('cancel')}
          confirm={t('tell.send', { n: reached })}
          busy={busy === 'write'}
          onCancel={() => setAsking(false)}
          onConfirm={() => void send()}
        >
          <p>{t('tell.askAbout')}</p>
        </Confirm>
      ) : (
        <Button look="primary" className="w-full sm:w-fit" onClick={ask}>
          {t('tell.send', { n: reached })}
        </Button>
      )}
    </div>
  )
}
