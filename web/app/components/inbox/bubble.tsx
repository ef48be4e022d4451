import { CornerUpLeft, Flag, RotateCw, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ThreadMessage } from '../../inbox/contract.ts'
import { isLocal, type LocalMessage } from '../../inbox/thread-state.ts'
import { useTimes } from '../../time/use-times.ts'
import { Button } from '../ui/button.tsx'
import { cn } from '../ui/cn.ts'
import { canBeWrong, ComplaintMark } from './complaint.tsx'
import { Failure } from './failure.tsx'
import { AriSign } from './floor-mark.tsx'
import { MessageContent } from './message-content.tsx'
import { Preview } from './preview.tsx'
import { ReleaseLine } from './release-line.tsx'
import { Ticks } from './ticks.tsx'

type Props = {
  message: ThreadMessage | LocalMessage
  /** Emoji that were put on it. */
  reactions?: readonly string[]
  /** The first of a run has the tail and says who wrote. */
  isFirst: boolean
  now: number
  meName: string
  onReply: (message: ThreadMessage) => void
  onRetry: (message: LocalMessage) => void
  onDiscard: (message: LocalMessage) => void
  onRecall: (message: ThreadMessage) => Promise<void>
  /** Sends again what failed. */
  onResend: (message: ThreadMessage) => Promise<void>
  /** A customer says that it is wrong. */
  onComplaint: (message: ThreadMessage) => void
}

/** What no person of ours wrote here. */
const FROM = { phone: 'fromPhone', system: 'automatic' } as const

/** One message, on the side and in the colour of who wrote it. */
export function Bubble({
  message,
  reactions = [],
  isFirst,
  now,
  meName,
  onReply,
  onRetry,
  onDiscard,
  onRecall,
  onResend,
  onComplaint,
}: Props) {
  const { t } = useTranslation('inbox')
  const times = useTimes()
  const { id, author, authorName, status, failure, replyTo, inLine = false } = message
  const isOurs = author !== 'customer'
  const local = isLocal(message) ? message : null
  const at = Date.parse(message.at)
  return (
    <div
      id={`m-${id}`}
      data-message={id}
      data-author={author}
      tabIndex={-1}
      className={cn(
        'group flex items-end gap-1 outline-none',
        isOurs ? 'flex-row-reverse' : 'flex-row',
        reactions.length > 0 && 'mb-3',
      )}
    >
      <div className="bubble" data-side={isOurs ? 'ours' : 'theirs'} data-by={author} data-first={isFirst}>
        {isOurs && isFirst ? (
          <p className="mb-0.5">
            {author === 'bot' ? (
              <AriSign name={t('ari')} />
            ) : (
              <span className="text-accent text-2xs font-semibold">
                {author === 'phone' || author === 'system'
                  ? t(FROM[author])
                  : authorName === meName
                    ? t('you')
                    : (authorName ?? t('staff'))}
              </span>
            )}
          </p>
        ) : null}
        {isOurs ? null : <span className="sr-only">{t('customerWrote')}</span>}
        {replyTo === null ? null : (
          <a
            href={`#m-${replyTo.id}`}
            className={cn(
              'bg-hover text-ink-2 mb-1 block overflow-hidden rounded-[7px] border-l-3 px-2 py-1 text-xs',
              replyTo.author === 'bot'
                ? 'border-ari'
                : replyTo.author === 'customer'
                  ? 'border-ink-3'
                  : 'border-accent',
            )}
          >
            <span className="block font-semibold">
              {replyTo.author === 'bot' ? t('ari') : replyTo.author === 'customer' ? t('customer') : t('us')}
            </span>
            <span className="flex items-center gap-1">
              <Preview kind={replyTo.kind} body={replyTo.body} />
            </span>
          </a>
        )}
        <MessageContent message={message} />
        <span className="bubble-meta">
          <time dateTime={message.at} title={times.full(at)}>
            {`${times.clock(at)} · ${times.ago(at, now)}`}
          </time>
          {isOurs ? <Ticks status={local?.local === 'unsent' ? 'failed' : status} /> : null}
        </span>
        {reactions.length === 0 ? null : (
          <span
            role="img"
            aria-label={t('reacted', { emoji: reactions.join(' ') })}
            className="bg-surface border-line absolute right-2 -bottom-3 z-1 rounded-full border px-1.5 text-xs leading-5"
          >
            {reactions.join('')}
          </span>
        )}
        {local !== null || status !== 'queued' || message.releaseAt === undefined ? null : (
          <ReleaseLine releaseAt={message.releaseAt} onRecall={() => onRecall(message)} />
        )}
        {message.complaint === undefined ? null : <ComplaintMark onOpen={() => onComplaint(message)} />}
        {status === 'queued' && inLine ? <p className="text-ink-2 clear-both pt-1 text-xs">{t('inLine')}</p> : null}
        {status === 'failed' ? <Failure failure={failure} onResend={() => onResend(message)} /> : null}
        {local?.local === 'unsent' ? (
          <div role="alert" className="clear-both flex flex-wrap items-center gap-2 pt-1.5 text-xs">
            <span className="text-stop">{t('unsent')}</span>
            <Button size="s" onClick={() => onRetry(local)}>
              <RotateCw aria-hidden className="size-3.5" />
              {t('sendAgain')}
            </Button>
            <Button size="s" look="quiet" onClick={() => onDiscard(local)}>
              <Trash2 aria-hidden className="size-3.5" />
              {t('discard')}
            </Button>
          </div>
        ) : null}
      </div>
      {local === null ? (
        <span
          className={cn(
            'opacity-0 transition-opacity group-focus-within:opacity-100 group-hover:opacity-100',
            // A thumb shows it by touching the message.
            'pointer-coarse:invisible pointer-coarse:group-focus-within:visible',
            'flex',
          )}
        >
          {/* One in every message: a tooltip of its own for each would be felt. */}
          <Button
            size="s"
            look="quiet"
            square
            aria-label={t('reply')}
            title={t('reply')}
            onClick={() => onReply(message)}
          >
            <CornerUpLeft aria-hidden className="size-3.5" />
          </Button>
          {canBeWrong(message) && message.complaint === undefined ? (
            <Button
              size="s"
              look="quiet"
              square
              aria-label={t('complaint:make')}
              title={t('complaint:make')}
              onClick={() => onComplaint(message)}
            >
              <Flag aria-hidden className="size-3.5" />
            </Button>
          ) : null}
        </span>
      ) : null}
    </div>
  )
}
