import { Flag } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NewComplaint, ThreadMessage } from '../../inbox/contract.ts'
import { COMPLAINT_MOST } from '../../inbox/words.ts'
import { useTimes } from '../../time/use-times.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Textarea } from '../ui/field.tsx'

/** Whether a customer can have read it, and ARI wrote it. */
export function canBeWrong({ author, status }: ThreadMessage): boolean {
  return author === 'bot' && ['sent', 'delivered', 'read'].includes(status)
}

/** Under a message that a customer says is wrong; pressed, it tells who wrote that down, and why. */
export function ComplaintMark({ onOpen }: { onOpen: () => void }) {
  const { t } = useTranslation('complaint')
  return (
    <button
      type="button"
      className="text-wait clear-both flex items-center gap-1 pt-1 text-xs font-medium hover:underline pointer-coarse:min-h-8"
      onClick={onOpen}
    >
      <Flag aria-hidden className="size-3.5 shrink-0" />
      {t('mark')}
    </button>
  )
}

type Props = {
  /** Null: closed. */
  message: ThreadMessage | null
  onClose: () => void
  /** True once it is kept. */
  onSave: (message: ThreadMessage, complaint: NewComplaint) => Promise<boolean>
}

/** What the customer says is wrong, in a few words if there is time for them; or that it was no complaint. */
export function ComplaintDialog({ message, onClose, onSave }: Props) {
  const { t } = useTranslation(['complaint', 'inbox'])
  const times = useTimes()
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState<'save' | 'takeBack' | null>(null)
  const known = message?.complaint
  useEffect(() => setNote(known?.note ?? ''), [message?.id, known?.note])
  const over = note.trim().length - COMPLAINT_MOST
  const error = over > 0 ? t('tooLong', { over, most: COMPLAINT_MOST }) : undefined

  async function save(which: 'save' | 'takeBack') {
    if (message === null || (which === 'save' && error !== undefined)) return
    const text = note.trim()
    setBusy(which)
    const isKept = await onSave(
      message,
      which === 'takeBack' ? { order: 'takeBack' } : { order: 'make', ...(text !== '' && { note: text }) },
    )
    setBusy(null)
    if (isKept) onClose()
  }

  return (
    <Dialog
      open={message !== null}
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={t('title')}
      description={
        known === undefined
          ? t('about')
          : t('knownBy', { who: known.by ?? t('inbox:staff'), at: times.full(Date.parse(known.at)) })
      }
      actions={
        <>
          {known === undefined ? (
            <Button onClick={onClose}>{t('cancel')}</Button>
          ) : (
            <Button busy={busy === 'takeBack'} disabled={busy !== null} onClick={() => void save('takeBack')}>
              {t('takeBack')}
            </Button>
          )}
          <Button look="primary" busy={busy === 'save'} disabled={busy !== null} onClick={() => void save('save')}>
            {t(known === undefined ? 'save' : 'saveNote')}
          </Button>
        </>
      }
    >
      <blockquote className="border-ari bg-hover text-ink-2 mb-3 line-clamp-4 rounded-[7px] border-l-3 px-2.5 py-1.5 text-sm whitespace-pre-line">
        {message?.body}
      </blockquote>
      <Textarea
        label={t('note')}
        hint={t('noteHint')}
        error={error}
        value={note}
        rows={3}
        onChange={(event) => setNote(event.target.value)}
      />
    </Dialog>
  )
}
