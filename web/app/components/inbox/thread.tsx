import { ArrowDown } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ThreadMessage } from '../../inbox/contract.ts'
import { beginsRun, byDay, foldReactions, type LocalMessage, type ShownItem } from '../../inbox/thread-state.ts'
import { useNow, useTimes } from '../../time/use-times.ts'
import { wibParts } from '../../time/wib.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/states.tsx'
import { Bubble } from './bubble.tsx'
import { AriSign } from './floor-mark.tsx'
import { QuietLine } from './quiet-line.tsx'

type Props = {
  items: readonly ShownItem[]
  older: { state: 'idle' | 'loading' | 'failed'; isMore: boolean; load: () => void }
  isTyping: boolean
  meName: string
  onReply: (message: ThreadMessage) => void
  onRetry: (message: LocalMessage) => void
  onDiscard: (message: LocalMessage) => void
  onRecall: (message: ThreadMessage) => Promise<void>
  onResend: (message: ThreadMessage) => Promise<void>
  onComplaint: (message: ThreadMessage) => void
}

const AT_END_PX = 80
const NONE: readonly string[] = []
const dayOf = (at: number) => wibParts(at).dayNumber

/** The conversation on its wall: by day, the newest at the bottom and in view while one is there. */
export function Thread({ items, older, isTyping, ...on }: Props) {
  const { t } = useTranslation('inbox')
  const now = useNow()
  const times = useTimes()
  const scroller = useRef<HTMLDivElement>(null)
  const isAtEnd = useRef(true)
  const [hasUnseen, setUnseen] = useState(false)
  const { rest, reactions } = foldReactions(items)
  const last = items.at(-1)
  const lastKey = last === undefined ? '' : `${last.type}:${last.id}`

  const toEnd = (behavior: ScrollBehavior) => {
    scroller.current?.scrollTo({ top: 0, behavior })
    setUnseen(false)
  }
  useEffect(() => {
    const isMine = last?.type === 'message' && last.author === 'staff' && 'local' in last
    if (isAtEnd.current || isMine) toEnd('auto')
    else setUnseen(true)
    // Only another last thing is news; what changes about it is not.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- see above
  }, [lastKey])

  return (
    <div className="wall relative min-h-0 flex-1">
      {/* Laid out from the end: it begins there, and older pieces move nothing. */}
      <div
        ref={scroller}
        role="log"
        aria-label={t('thread')}
        tabIndex={0}
        className="absolute inset-0 flex flex-col-reverse overflow-y-auto focus-visible:outline-offset-[-2px]"
        onScroll={({ currentTarget }) => {
          isAtEnd.current = -currentTarget.scrollTop < AT_END_PX
          if (isAtEnd.current) setUnseen(false)
        }}
      >
        <div className="flex flex-col px-4 pt-2 pb-3.5 md:px-10">
          <OlderPiece older={older} />
          {byDay(rest, dayOf).map((day) => (
            <section key={day.dayNumber} className="flex flex-col" aria-label={times.day(Date.parse(day.at), now)}>
              <h3 className="text-ink-2 sticky top-2 z-1 my-2 self-center rounded-sm bg-[var(--system)] px-2.5 py-0.5 text-xs font-medium shadow-[var(--shadow-bubble)]">
                {times.day(Date.parse(day.at), now)}
              </h3>
              {day.items.map((item, index) =>
                item.type === 'message' ? (
                  <Bubble
                    key={`m${item.id}`}
                    message={item}
                    reactions={reactions.get(item.id) ?? NONE}
                    isFirst={beginsRun(day.items[index - 1], item)}
                    now={now}
                    {...on}
                  />
                ) : (
                  <QuietLine key={`e${item.id}`} event={item} now={now} />
                ),
              )}
            </section>
          ))}
          {isTyping ? (
            <p role="status" className="bubble animate-appear" data-side="ours" data-by="bot" data-first="true">
              <AriSign name={t('ari')} />
              <span className="text-ink-2 block text-sm">{t('typing')}</span>
            </p>
          ) : null}
        </div>
      </div>
      {hasUnseen ? (
        <Button
          size="s"
          className="animate-appear shadow-card absolute bottom-3 left-1/2 -translate-x-1/2 rounded-full"
          onClick={() => toEnd('smooth')}
        >
          <ArrowDown aria-hidden className="size-3.5" />
          {t('newBelow')}
        </Button>
      ) : null}
    </div>
  )
}

/** Asks for the piece before by itself when its place comes into view. */
function OlderPiece({ older: { state, isMore, load } }: { older: Props['older'] }) {
  const { t } = useTranslation('inbox')
  const place = useRef<HTMLDivElement>(null)
  const latest = useRef(load)
  useEffect(() => {
    latest.current = load
  })
  useEffect(() => {
    if (!isMore || state !== 'idle' || place.current === null) return
    const watcher = new IntersectionObserver((seen) => {
      if (seen.some(({ isIntersecting }) => isIntersecting)) latest.current()
    })
    watcher.observe(place.current)
    return () => watcher.disconnect()
  }, [isMore, state])
  if (!isMore) return null
  return (
    <div ref={place} className="flex flex-col items-center gap-2 py-2">
      {state === 'failed' ? <Notice tone="stop">{t('olderFailed')}</Notice> : null}
      <Button size="s" busy={state === 'loading'} onClick={load}>
        {t('older')}
      </Button>
    </div>
  )
}
