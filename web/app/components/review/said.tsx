import { useTranslation } from 'react-i18next'
import type { ThreadItem, ThreadMessage } from '../../inbox/contract.ts'
import { beginsRun, foldReactions } from '../../inbox/thread-state.ts'
import { useNow, useTimes } from '../../time/use-times.ts'
import { AriSign } from '../inbox/floor-mark.tsx'
import { MessageContent } from '../inbox/message-content.tsx'
import { QuietLine } from '../inbox/quiet-line.tsx'
import { Ticks } from '../inbox/ticks.tsx'

/** The end of the conversation as it was when the draft was made: to be read, not to be answered. */
export function Said({ items }: { items: readonly ThreadItem[] }) {
  const { t } = useTranslation('review')
  const now = useNow()
  const { rest } = foldReactions(items)
  return (
    <div className="wall border-line shrink-0 border-b">
      {/* Laid out from the end: what the customer said last is in view. */}
      <div
        role="log"
        aria-label={t('thread')}
        tabIndex={0}
        className="relative flex max-h-[32dvh] flex-col-reverse overflow-y-auto focus-visible:outline-offset-[-2px] md:max-h-[38dvh]"
      >
        <div className="flex flex-col px-4 pt-2 pb-3.5 md:px-5">
          {rest.map((item, index) =>
            item.type === 'message' ? (
              <SaidBubble key={`m${item.id}`} message={item} isFirst={beginsRun(rest[index - 1], item)} now={now} />
            ) : (
              <QuietLine key={`e${item.id}`} event={item} now={now} />
            ),
          )}
        </div>
      </div>
    </div>
  )
}

function SaidBubble({ message, isFirst, now }: { message: ThreadMessage; isFirst: boolean; now: number }) {
  const { t } = useTranslation('inbox')
  const times = useTimes()
  const { author, authorName, status } = message
  const isOurs = author !== 'customer'
  const at = Date.parse(message.at)
  return (
    <div className="bubble" data-side={isOurs ? 'ours' : 'theirs'} data-by={author} data-first={isFirst}>
      {isOurs && isFirst ? (
        <p className="mb-0.5">
          {author === 'bot' ? (
            <AriSign name={t('ari')} />
          ) : (
            <span className="text-accent text-2xs font-semibold">
              {author === 'phone' ? t('fromPhone') : (authorName ?? t('staff'))}
            </span>
          )}
        </p>
      ) : null}
      {isOurs ? null : <span className="sr-only">{t('customerWrote')}</span>}
      <MessageContent message={message} />
      <span className="bubble-meta">
        <time dateTime={message.at} title={times.full(at)}>
          {`${times.clock(at)} · ${times.ago(at, now)}`}
        </time>
        {isOurs ? <Ticks status={status} /> : null}
      </span>
    </div>
  )
}
