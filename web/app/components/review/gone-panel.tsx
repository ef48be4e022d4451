import { Link } from '@remix-run/react'
import { CircleCheck, CirclePause, MessageCircle, UserRound, type LucideIcon } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { createAsker } from '../../inbox/api.ts'
import { useNews, usePollWhenLost } from '../../inbox/use-news.tsx'
import type { Gone, HeldAnswer } from '../../review/contract.ts'
import { isNothing } from '../../review/kept-words.ts'
import type { DraftMode } from '../../review/use-draft.ts'
import type { Worklist } from '../../review/use-worklist.ts'
import { useGoneWords } from '../../review/use-gone-words.ts'
import { Button } from '../ui/button.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { EmptyState } from '../ui/states.tsx'
import { AriSign } from '../inbox/floor-mark.tsx'
import { GoneWords } from './gone-words.tsx'

const ICONS: Record<Gone['why'], LucideIcon> = {
  decided: CircleCheck,
  sent: CircleCheck,
  off: CirclePause,
  people: UserRound,
  written: MessageCircle,
}

type Props = {
  gone: Gone
  /** It was looked at again. */
  onGone: (gone: Gone) => void
  draftId: string
  worklist: Worklist
  /** What was being done with it when it went. */
  wrote: DraftMode
}

/** The draft waits no more: why, and on to the one that takes its place. */
export function GonePanel({ gone, onGone, draftId, worklist, wrote }: Props) {
  const { t } = useTranslation('review')
  const goneWords = useGoneWords()
  const { why, verdict, by, contactId, anew } = gone
  const words = worklist.words.of(draftId)
  const hasWords = !isNothing(words)
  const title = verdict === 'again' && by === worklist.me.name ? t('gone.ownAgain') : goneWords(gone)
  const isRewritten = why === 'written' || verdict === 'again'
  const fresh = worklist.drafts.find((draft) => draft.contactId === contactId && draft.draftId !== draftId)?.draftId
  /** Whoever was writing is not taken away from it. */
  const isFollowed = isRewritten && wrote === 'read' && worklist.words.isRead && !hasWords
  const isOver = isRewritten && fresh === undefined && anew !== 'writing'
  useEffect(() => {
    if (isFollowed && fresh !== undefined) worklist.openInstead(fresh)
    // Once for each new draft, whatever else of the worklist changes.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- see above
  }, [isFollowed, fresh])
  useAskAgain(isRewritten && fresh === undefined, draftId, onGone)
  const place = useRef<HTMLElement>(null)
  useEffect(() => {
    if (document.activeElement === document.body) place.current?.focus({ preventScroll: true })
  }, [])

  const about = () => {
    if (isOver) return anew === 'answered' ? 'answered' : 'nothing'
    if (!isRewritten) return why === 'sent' ? 'decided' : why
    if (!isFollowed) return fresh === undefined ? 'writtenBeside' : 'waitsBeside'
    return verdict === 'again' ? 'again' : 'written'
  }

  return (
    <section
      ref={place}
      tabIndex={-1}
      role="status"
      aria-label={title}
      className="bg-bg grid min-h-0 flex-1 place-items-center overflow-y-auto outline-none"
    >
      <EmptyState
        icon={ICONS[why]}
        title={title}
        action={
          <div className="flex flex-wrap justify-center gap-2">
            {fresh !== undefined && !isFollowed ? (
              <Button look="primary" onClick={() => worklist.open(fresh)}>
                {t('seeNew')}
              </Button>
            ) : null}
            {why === 'people' || why === 'off' || isOver ? (
              <Button asChild>
                <Link to={`/inbox/${contactId}`}>{t('openInInbox')}</Link>
              </Button>
            ) : null}
            <Button asChild className="md:hidden">
              <Link to="/review">{t('backToList')}</Link>
            </Button>
            <Button onClick={() => worklist.goOn(draftId)}>
              {t('next')}
              <Kbd>J</Kbd>
            </Button>
          </div>
        }
      >
        <p>{t(`goneAbout.${about()}`)}</p>
        {isRewritten && fresh === undefined && !isOver ? (
          <div className="mt-3 flex justify-center">
            <p className="bubble text-left" data-side="ours" data-by="bot">
              <AriSign name={t('inbox:ari')} />
              <span className="text-ink-2 block animate-skeleton text-sm">{t('writing')}</span>
            </p>
          </div>
        ) : null}
        {hasWords ? (
          <GoneWords words={words} contactId={contactId} wrote={wrote} onDrop={() => worklist.words.drop(draftId)} />
        ) : null}
      </EmptyState>
    </section>
  )
}

const GATHER_MS = 300

/** Asks again what became of it whenever something happened, as long as its place is not taken. */
function useAskAgain(isOn: boolean, draftId: string, onGone: (gone: Gone) => void): void {
  const [ask] = useState(() => createAsker<HeldAnswer>())
  const isLeft = useRef(false)
  const gathering = useRef<ReturnType<typeof setTimeout>>(undefined)
  const again = () => {
    if (!isOn) return
    void ask(`/api/review/${draftId}`).then((answer) => {
      if (!isLeft.current && answer !== 'unchanged' && answer.ok && answer.data.outcome === 'gone') onGone(answer.data)
    })
  }
  useEffect(() => {
    isLeft.current = false
    return () => {
      isLeft.current = true
      clearTimeout(gathering.current)
    }
  }, [])
  useNews((news) => {
    if (news.kind !== 'list' && news.kind !== 'opened') return
    clearTimeout(gathering.current)
    gathering.current = setTimeout(again, GATHER_MS)
  })
  usePollWhenLost(again)
}
