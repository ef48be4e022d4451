import { Clock3, SendHorizontal, X } from 'lucide-react'
import { useEffect, useId, useImperativeHandle, useRef, useState, type Ref } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationRow, NewTemplateMessage, ThreadMessage } from '../../inbox/contract.ts'
import { keepDraft, readDraft } from '../../inbox/drafts.ts'
import { TEXT_MOST } from '../../inbox/forms.ts'
import type { TemplateAnswer } from '../../inbox/use-thread.ts'
import { useNow } from '../../time/use-times.ts'
import { leftOf } from '../../time/wib.ts'
import { Button } from '../ui/button.tsx'
import { cn } from '../ui/cn.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { Preview } from './preview.tsx'
import { titleOf } from '../../inbox/title.ts'
import { TemplatesInstead } from './templates-instead.tsx'

const COUNT_FROM = 3500
const CLOSES_SOON_HOURS = 2

export type ComposerHandle = { focus: () => void; put: (text: string) => void }

type Props = {
  conversation: Pick<ConversationRow, 'contactId' | 'name' | 'username' | 'phone' | 'floor' | 'floorUser'>
  meId: string
  windowEndsAt: string | null
  quoted: ThreadMessage | null
  onUnquote: () => void
  onSend: (text: string) => void
  onSendTemplate: (message: NewTemplateMessage) => Promise<TemplateAnswer>
  handle: Ref<ComposerHandle>
}

/** Where a person writes to the customer. What is written is kept until it is sent. */
export function Composer(props: Props) {
  const { conversation, meId, windowEndsAt, quoted, onUnquote, onSend, onSendTemplate, handle } = props
  const { t } = useTranslation('inbox')
  const { contactId, floor, floorUser } = conversation
  const [text, setText] = useState('')
  const area = useRef<HTMLTextAreaElement>(null)
  const about = useId()
  const now = useNow()
  const isClosed = windowEndsAt === null || Date.parse(windowEndsAt) <= now
  const { length } = text.trim()
  const isTooLong = length > TEXT_MOST

  useEffect(() => setText(readDraft(contactId)), [contactId])
  useEffect(() => {
    const box = area.current
    if (box === null) return
    box.style.height = 'auto'
    box.style.height = `${String(Math.min(box.scrollHeight, 160))}px`
  }, [text, isClosed])
  const write = (words: string) => {
    setText(words)
    keepDraft(contactId, words)
  }
  useImperativeHandle(handle, () => ({
    focus: () => area.current?.focus(),
    put: (words) => {
      // What was written since is not overwritten.
      const written = readDraft(contactId)
      write(written === '' ? words : `${words}\n${written}`)
      area.current?.focus()
    },
  }))

  const canSend = length > 0 && !isTooLong
  const send = () => {
    if (!canSend) return
    onSend(text.trim())
    write('')
    area.current?.focus()
  }
  const who = titleOf(conversation) ?? t('customer')
  if (isClosed)
    return <TemplatesInstead contactId={contactId} who={who} isDraftKept={text.trim() !== ''} onSend={onSendTemplate} />
  const isMine = floor === 'person' && floorUser?.id === meId
  return (
    <form
      aria-label={t('composeTo', { who })}
      className="bg-surface border-line shrink-0 border-t px-3 pt-2.5 pb-[max(10px,env(safe-area-inset-bottom))] md:px-4"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      {quoted === null ? null : (
        <div className="bg-hover mb-2 flex items-center gap-2 rounded-sm border-l-3 border-[var(--accent)] py-1 pr-1 pl-2.5 text-xs">
          <span className="flex min-w-0 flex-1 items-center gap-1">
            <span className="shrink-0 font-semibold">
              {t('replyTo', { who: quoted.author === 'customer' ? who : quoted.author === 'bot' ? t('ari') : t('us') })}
            </span>
            <Preview kind={quoted.kind} body={quoted.body} />
          </span>
          <IconButton size="s" label={t('unquote')} onClick={onUnquote}>
            <X aria-hidden className="size-3.5" />
          </IconButton>
        </div>
      )}
      <div className="bg-surface focus-within:shadow-[inset_0_0_0_1.5px_var(--accent),0_0_0_3px_var(--ring)] rounded-lg shadow-[inset_0_0_0_1px_var(--line-2)] transition-shadow">
        <textarea
          ref={area}
          rows={1}
          value={text}
          aria-label={t('composeTo', { who })}
          aria-describedby={about}
          aria-invalid={isTooLong}
          placeholder={isMine ? t('placeholderMine', { who }) : t('placeholderTakes', { who })}
          onChange={(event) => write(event.target.value)}
          onKeyDown={(event) => {
            const isPlainEnter = event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing
            // On a phone the key makes a new line, as in WhatsApp itself.
            if (!isPlainEnter || matchMedia('(pointer: coarse)').matches) return
            event.preventDefault()
            send()
          }}
          className="block max-h-40 min-h-10 w-full resize-none bg-transparent px-3 pt-2.5 text-base outline-none"
        />
        <div className="flex items-center gap-2 py-1.5 pr-1.5 pl-3">
          <div id={about} className="min-w-0 flex-1 text-xs">
            {length > COUNT_FROM ? (
              <span className={cn('tabular-nums', isTooLong ? 'text-stop' : 'text-ink-3')} aria-live="polite">
                {isTooLong
                  ? t('tooLong', { over: length - TEXT_MOST, most: TEXT_MOST })
                  : t('count', { length, most: TEXT_MOST })}
              </span>
            ) : (
              <WindowLeft until={Date.parse(windowEndsAt)} now={now} />
            )}
          </div>
          <Button type="submit" look="primary" disabled={!canSend}>
            {t('send')}
            <SendHorizontal aria-hidden className="size-4 pointer-fine:hidden" />
            <Kbd inverse>{'↵'}</Kbd>
          </Button>
        </div>
      </div>
    </form>
  )
}

function WindowLeft({ until, now }: { until: number; now: number }) {
  const { t } = useTranslation('inbox')
  const { hours, minutes } = leftOf(until, now)
  return (
    <span
      title={t('windowAbout')}
      className={cn('flex items-center gap-1', hours < CLOSES_SOON_HOURS ? 'text-wait' : 'text-ink-3')}
    >
      <Clock3 aria-hidden className="size-3.5 shrink-0" />
      <span className="truncate tabular-nums">{t('windowLeft', { hours, minutes })}</span>
    </span>
  )
}

/** Where the composer will be, while no conversation is open. */
export function ClosedComposer() {
  const { t } = useTranslation('inbox')
  return (
    <form aria-label={t('compose')} className="bg-surface border-line shrink-0 border-t px-4 py-3">
      <textarea
        rows={1}
        disabled
        aria-label={t('compose')}
        placeholder={t('chooseToWrite')}
        className="block min-h-10 w-full resize-none rounded-lg bg-transparent px-3 pt-2.5 text-base shadow-[inset_0_0_0_1px_var(--line-2)]"
      />
    </form>
  )
}
