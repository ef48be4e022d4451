import { Clock3, SendHorizontal, X, Zap } from 'lucide-react'
import { useEffect, useId, useImperativeHandle, useRef, useState, type Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { firstNameOf } from '#domain/conversation/wording.ts'
import { fillPlaceholders } from '#domain/quick-reply/placeholders.ts'
import type { LinkButton } from '#schema/quick-reply.ts'
import { PRESSED_BODY_MOST } from '#schema/whatsapp-limits.ts'
import type { ConversationRow, NewTemplateMessage, ThreadMessage } from '../../inbox/contract.ts'
import { keepDraft, keepDraftLink, readDraft, readDraftLink } from '../../inbox/drafts.ts'
import { TEXT_MOST } from '../../inbox/words.ts'
import type { TemplateAnswer } from '../../inbox/use-thread.ts'
import { useChooser } from '../../quick-replies/use-chooser.ts'
import { useNow } from '../../time/use-times.ts'
import { leftOf } from '../../time/wib.ts'
import { Button } from '../ui/button.tsx'
import { cn } from '../ui/cn.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { LinkChip } from './link-chip.tsx'
import { Preview } from './preview.tsx'
import { optionId, QuickReplyList } from './quick-reply-list.tsx'
import { titleOf } from '../../inbox/title.ts'
import { TemplatesInstead } from './templates-instead.tsx'

/** How many characters before the most that WhatsApp takes they are counted. */
const COUNTED = 596
const CLOSES_SOON_HOURS = 2

export type ComposerHandle = { focus: () => void; put: (text: string, link?: LinkButton) => void }

type Props = {
  conversation: Pick<ConversationRow, 'contactId' | 'name' | 'username' | 'phone' | 'floor' | 'floorUser'>
  me: { id: string; name: string }
  windowEndsAt: string | null
  quoted: ThreadMessage | null
  onUnquote: () => void
  onSend: (text: string, link: LinkButton | undefined) => void
  onSendTemplate: (message: NewTemplateMessage) => Promise<TemplateAnswer>
  handle: Ref<ComposerHandle>
}

/** Where a person writes to the customer. What is written is kept until it is sent. */
export function Composer(props: Props) {
  const { conversation, me, windowEndsAt, quoted, onUnquote, onSend, onSendTemplate, handle } = props
  const { t } = useTranslation('inbox')
  const { contactId, floor, floorUser } = conversation
  const [text, setText] = useState('')
  const [link, setLink] = useState<LinkButton | null>(null)
  const area = useRef<HTMLTextAreaElement>(null)
  const caret = useRef<number>(undefined)
  const about = useId()
  const listId = useId()
  const now = useNow()
  const isClosed = windowEndsAt === null || Date.parse(windowEndsAt) <= now
  const { length } = text.trim()
  const most = link === null ? TEXT_MOST : PRESSED_BODY_MOST
  const isTooLong = length > most

  useEffect(() => {
    setText(readDraft(contactId))
    setLink(readDraftLink(contactId))
  }, [contactId])
  useEffect(() => {
    const box = area.current
    if (box === null) return
    box.style.height = 'auto'
    box.style.height = `${String(Math.min(box.scrollHeight, 160))}px`
    if (caret.current !== undefined) box.setSelectionRange(caret.current, caret.current)
    caret.current = undefined
  }, [text, isClosed])
  const write = (words: string) => {
    setText(words)
    keepDraft(contactId, words)
  }
  const attach = (button: LinkButton | null) => {
    setLink(button)
    keepDraftLink(contactId, button)
  }
  const fill = (words: string) => fillPlaceholders(words, { customer: firstNameOf(conversation.name), agent: me.name })
  const chooser = useChooser(text, (reply, isTyped) => {
    const words = fill(reply.text)
    // By its button it goes in among what is written; what was typed to find it makes room for it.
    const [from, to] = isTyped ? [0, text.length] : [area.current?.selectionStart ?? 0, area.current?.selectionEnd ?? 0]
    const before = text.slice(0, from)
    const inserted = before === '' || /\s$/.test(before) ? before + words : `${before} ${words}`
    caret.current = inserted.length
    write(inserted + text.slice(to))
    if (isTyped || reply.link !== null) attach(reply.link)
    area.current?.focus()
  })
  useImperativeHandle(handle, () => ({
    focus: () => area.current?.focus(),
    put: (words, button) => {
      // What was written since is not overwritten.
      const written = readDraft(contactId)
      write(written === '' ? words : `${words}\n${written}`)
      if (button !== undefined) attach(button)
      area.current?.focus()
    },
  }))

  const canSend = length > 0 && !isTooLong
  const send = () => {
    if (!canSend) return
    onSend(text.trim(), link ?? undefined)
    write('')
    attach(null)
    area.current?.focus()
  }
  const who = titleOf(conversation) ?? t('customer')
  if (isClosed)
    return <TemplatesInstead contactId={contactId} who={who} isDraftKept={text.trim() !== ''} onSend={onSendTemplate} />
  const isMine = floor === 'person' && floorUser?.id === me.id
  return (
    <form
      aria-label={t('composeTo', { who })}
      className="bg-surface border-line shrink-0 border-t px-3 pt-2.5 pb-[max(10px,env(safe-area-inset-bottom))] md:px-4"
      onFocus={() => chooser.setFocused(true)}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) chooser.setFocused(false)
      }}
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
      <div className="bg-surface relative focus-within:shadow-[inset_0_0_0_1.5px_var(--accent),0_0_0_3px_var(--ring)] rounded-lg shadow-[inset_0_0_0_1px_var(--line-2)] transition-shadow">
        <QuickReplyList id={listId} chooser={chooser} fill={fill} />
        <textarea
          ref={area}
          rows={1}
          value={text}
          aria-label={t('composeTo', { who })}
          aria-describedby={about}
          aria-invalid={isTooLong}
          // A text of several lines may not be a combobox: it says the same by the rest of what one says.
          aria-autocomplete="list"
          aria-haspopup="listbox"
          aria-controls={chooser.active === undefined ? undefined : listId}
          aria-activedescendant={chooser.active === undefined ? undefined : optionId(listId, chooser.active)}
          placeholder={isMine ? t('placeholderMine', { who }) : t('placeholderTakes', { who })}
          onChange={(event) => write(event.target.value)}
          onKeyDown={(event) => {
            if (chooser.takesKey(event)) return
            const isPlainEnter = event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing
            // On a phone the key makes a new line, as in WhatsApp itself.
            if (!isPlainEnter || matchMedia('(pointer: coarse)').matches) return
            event.preventDefault()
            send()
          }}
          className="block max-h-40 min-h-10 w-full resize-none bg-transparent px-3 pt-2.5 text-base outline-none"
        />
        {link === null ? null : <LinkChip link={link} onRemove={() => attach(null)} />}
        <div className="flex items-center gap-1.5 p-1.5">
          <IconButton
            label={t('quick-replies:choose.open')}
            keyHint="/"
            aria-haspopup="listbox"
            aria-expanded={chooser.isOpen}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => {
              area.current?.focus()
              chooser.toggle()
            }}
          >
            <Zap aria-hidden className="size-4" />
          </IconButton>
          <div id={about} className="min-w-0 flex-1 text-xs">
            {length > most - COUNTED ? (
              <span className={cn('tabular-nums', isTooLong ? 'text-stop' : 'text-ink-3')} aria-live="polite">
                {isTooLong ? t('tooLong', { over: length - most, most }) : t('count', { length, most })}
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
