import { Link, useNavigate } from '@remix-run/react'
import { CircleCheck, CirclePause, Copy, Inbox, MessageCircle, UserRound, type LucideIcon } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { toast } from 'sonner'
import { keepDraft, readDraft } from '../../inbox/drafts.ts'
import type { Gone } from '../../review/contract.ts'
import type { Worklist } from '../../review/use-worklist.ts'
import { useGoneWords } from '../../review/use-gone-words.ts'
import { Button } from '../ui/button.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { EmptyState } from '../ui/states.tsx'
import { AriSign } from '../inbox/floor-mark.tsx'

const ICONS: Record<Gone['why'], LucideIcon> = {
  decided: CircleCheck,
  sent: CircleCheck,
  off: CirclePause,
  people: UserRound,
  written: MessageCircle,
}

type Props = {
  gone: Gone
  draftId: string
  worklist: Worklist
  /** Written in place of the draft, and not sent. */ words: string | null
}

/** The draft waits no more: why, and on to the one that takes its place. */
export function GonePanel({ gone, draftId, worklist, words }: Props) {
  const { t } = useTranslation('review')
  const goneWords = useGoneWords()
  const navigate = useNavigate()
  const { why, verdict, by, contactId } = gone
  const title = verdict === 'again' && by === worklist.me.name ? t('gone.ownAgain') : goneWords(gone)
  const isRewritten = why === 'written' || verdict === 'again'
  const about = verdict === 'again' ? 'again' : why === 'sent' ? 'decided' : why
  const fresh = worklist.drafts.find((draft) => draft.contactId === contactId && draft.draftId !== draftId)?.draftId
  const isFollowed = isRewritten && words === null
  useEffect(() => {
    if (isFollowed && fresh !== undefined) worklist.open(fresh)
    // Once for each new draft, whatever else of the worklist changes.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- see above
  }, [isFollowed, fresh])
  /** Where a person writes to the customer, below what stands there already. */
  function writeInInbox(text: string) {
    const before = readDraft(contactId)
    keepDraft(contactId, before === '' ? text : `${before}\n${text}`)
    navigate(`/inbox/${contactId}`)
  }

  return (
    <section role="status" aria-label={title} className="bg-bg grid min-h-0 flex-1 place-items-center overflow-y-auto">
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
            {why === 'people' || why === 'off' ? (
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
        <p>{t(`goneAbout.${about}`)}</p>
        {isRewritten && fresh === undefined ? (
          <div className="mt-3 flex justify-center">
            <p className="bubble text-left" data-side="ours" data-by="bot">
              <AriSign name={t('inbox:ari')} />
              <span className="text-ink-2 block animate-skeleton text-sm">{t('writing')}</span>
            </p>
          </div>
        ) : null}
        {words === null ? null : (
          <div className="bg-sunken mt-4 rounded-sm p-3 text-left">
            <p className="text-ink-2 flex flex-wrap items-center text-xs font-medium">
              <span className="flex-1">{t('yourWords')}</span>
              <Button size="s" look="quiet" onClick={() => writeInInbox(words)}>
                <Inbox aria-hidden className="size-3.5" />
                {t('useInInbox')}
              </Button>
              <Button
                size="s"
                look="quiet"
                onClick={() => void navigator.clipboard.writeText(words).then(() => toast(t('copied')))}
              >
                <Copy aria-hidden className="size-3.5" />
                {t('copy')}
              </Button>
            </p>
            <p data-words className="text-ink mt-1 whitespace-pre-wrap">
              {words}
            </p>
          </div>
        )}
      </EmptyState>
    </section>
  )
}
