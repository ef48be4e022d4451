import { useNavigate } from '@remix-run/react'
import { Copy, Inbox, Trash2 } from 'lucide-react'
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { toast } from 'sonner'
import { keepDraft, readDraft } from '../../inbox/drafts.ts'
import type { Words } from '../../review/kept-words.ts'
import type { DraftMode } from '../../review/use-draft.ts'
import { Button } from '../ui/button.tsx'
import { CONTROL } from '../ui/field.tsx'
import { cn } from '../ui/cn.ts'

type Props = {
  words: Words
  contactId: string
  /** Which of the forms was open when the draft went. */
  wrote: DraftMode
  onDrop: () => void
}

/**
 * What was written about a draft that waits no more. Whoever was still typing goes on doing so in here, where it does
 * nothing: elsewhere their letters would be keys.
 */
export function GoneWords({ words: { text, reason, body }, contactId, wrote, onDrop }: Props) {
  const { t } = useTranslation('review')
  const navigate = useNavigate()
  /** Where a person writes to the customer, below what stands there already. */
  function writeInInbox(words: string) {
    const before = readDraft(contactId)
    keepDraft(contactId, before === '' ? words : `${before}\n${words}`)
    onDrop()
    navigate(`/inbox/${contactId}`)
  }
  return (
    <div className="mt-4 grid gap-3 text-left">
      {text === null ? null : (
        <Part
          label={t('yourWords')}
          words={reason === '' ? text : `${text}\n\n${t('reason')}: ${reason}`}
          isTyped={wrote === 'edit'}
          copied={text}
        >
          <Button size="s" look="quiet" onClick={() => writeInInbox(text)}>
            <Inbox aria-hidden className="size-3.5" />
            {t('useInInbox')}
          </Button>
        </Part>
      )}
      {body.trim() === '' ? null : (
        <Part label={t('yourGuidance')} words={body} isTyped={wrote === 'again'} copied={body} />
      )}
      <Button size="s" look="quiet" className="justify-self-end" onClick={onDrop}>
        <Trash2 aria-hidden className="size-3.5" />
        {t('discard')}
      </Button>
    </div>
  )
}

type PartProps = { label: string; words: string; copied: string; isTyped: boolean; children?: ReactNode }

function Part({ label, words, copied, isTyped, children }: PartProps) {
  const { t } = useTranslation('review')
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    if (isTyped) field.current?.focus({ preventScroll: true })
  }, [isTyped])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') field.current?.blur()
  }
  return (
    <div className="bg-sunken min-w-0 rounded-sm p-3">
      <p className="text-ink-2 text-xs font-medium">{label}</p>
      <textarea
        ref={field}
        readOnly
        data-words
        aria-label={label}
        value={words}
        rows={3}
        onKeyDown={onKeyDown}
        className={cn(CONTROL, 'mt-1 field-sizing-content max-h-60 resize-none py-1.5 text-sm')}
      />
      <div className="-mx-2 -mb-1.5 flex flex-wrap justify-end">
        {children}
        <Button
          size="s"
          look="quiet"
          onClick={() => void navigator.clipboard.writeText(copied).then(() => toast(t('copied')))}
        >
          <Copy aria-hidden className="size-3.5" />
          {t('copy')}
        </Button>
      </div>
    </div>
  )
}
