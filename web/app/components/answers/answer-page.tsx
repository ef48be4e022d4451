import { Link, useLocation, useNavigate } from '@remix-run/react'
import { ArrowLeft, ChevronDown, ChevronUp, Flag, Inbox } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toast } from 'sonner'
import type { OpenAnswer } from '../../answers/contract.ts'
import { useReading } from '../../answers/use-reading.ts'
import { useKeys } from '../../inbox/use-keys.ts'
import { useNow } from '../../time/use-times.ts'
import { useZoneTimes } from '../../time/use-zone-times.ts'
import { canBeWrong, ComplaintDialog } from '../inbox/complaint.tsx'
import { Checks } from '../review/checks.tsx'
import { ReviewTabs } from '../review/review-tabs.tsx'
import { Said } from '../review/said.tsx'
import { Sources } from '../review/sources.tsx'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { ReadingPanel } from './reading-panel.tsx'
import { AnswerMarks } from './state-mark.tsx'

/** One answer with what it was drawn from, to be read; then the next one of the list. */
export function AnswerPage({ open }: { open: OpenAnswer }) {
  const { t } = useTranslation('answers')
  const { answer, message, thread, checks, entries, earlier, later } = open
  const { search } = useLocation()
  const navigate = useNavigate()
  const now = useNow()
  const times = useZoneTimes()
  const [isComplaining, setComplaining] = useState(false)
  const addressOf = (id: string) => `/review/answers/${id}${search}`
  const listPath = `/review/answers${search}`
  const goOn = () => {
    if (earlier === null) toast(t('endOfList'))
    navigate(earlier === null ? listPath : addressOf(earlier))
  }
  const reading = useReading(open, goOn)
  const who = answer.who ?? t('nameless')
  const inboxPath = `/inbox/${answer.contactId}#m-${answer.id}`

  /** To a neighbour in the list; at its end it says so. */
  function step(to: string | null, atEnd: 'endOfList' | 'startOfList') {
    if (to === null) toast(t(atEnd))
    else navigate(addressOf(to))
  }
  useKeys({
    j: () => step(earlier, 'endOfList'),
    k: () => step(later, 'startOfList'),
    // A key that is held down says nothing of an answer that nobody saw.
    g: (event) => {
      if (!event.repeat) void reading.allWell()
    },
    o: () => navigate(inboxPath),
  })

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <ReviewTabs />
      <header className="bg-surface border-line flex min-h-14 shrink-0 items-center gap-2 border-b px-2 py-2 md:px-5">
        <Button asChild square look="quiet">
          <Link to={listPath} aria-label={t('back')}>
            <ArrowLeft aria-hidden className="size-5" />
          </Link>
        </Button>
        <div className="min-w-0 flex-1">
          <h1 data-words className="text-md truncate font-semibold" title={who}>
            {who}
          </h1>
          <p className="text-ink-2 truncate text-xs tabular-nums">
            <time dateTime={answer.at}>{times.full(answer.at, now)}</time>
          </p>
        </div>
        <IconButton label={t('later')} keyHint="K" disabled={later === null} onClick={() => step(later, 'startOfList')}>
          <ChevronUp aria-hidden className="size-4.5" />
        </IconButton>
        <IconButton
          label={t('next')}
          keyHint="J"
          disabled={earlier === null}
          onClick={() => step(earlier, 'endOfList')}
        >
          <ChevronDown aria-hidden className="size-4.5" />
        </IconButton>
        <Button asChild className="max-sm:hidden">
          <Link to={inboxPath}>
            <Inbox aria-hidden className="size-4" />
            {t('openInInbox')}
            <Kbd>O</Kbd>
          </Link>
        </Button>
      </header>
      <div className="relative min-h-0 flex-1 overflow-y-auto pb-6">
        <Said items={thread} />
        <div className="mx-auto mt-4 grid w-full max-w-5xl items-start gap-4 px-3 md:px-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          <ReadingPanel open={open} reading={reading} />
          <div className="grid min-w-0 gap-4">
            <section aria-label={t('standing')} className="bg-surface border-line rounded-md border px-3.5 py-3">
              <h2 className="mb-1.5 text-xs font-semibold">{t('standing')}</h2>
              <AnswerMarks answer={answer} />
              <p className="text-ink-2 mt-2 text-xs">
                {answer.reviewer === null || (answer.state !== 'approved' && answer.state !== 'edited')
                  ? t(`statesAbout.${answer.state}`)
                  : t(`statesBy.${answer.state}`, { name: answer.reviewer })}
              </p>
              {answer.intent === null ? null : (
                <p className="text-ink-2 mt-1 text-xs">
                  {t('review:intentIs', {
                    intent: t(`trial:intents.${answer.intent}`, { defaultValue: answer.intent.replaceAll('_', ' ') }),
                  })}
                </p>
              )}
              <div className="mt-3 flex flex-wrap gap-2">
                {message !== null && canBeWrong(message) ? (
                  <Button size="s" onClick={() => setComplaining(true)}>
                    <Flag aria-hidden className="size-3.5" />
                    {t('complaint:make')}
                  </Button>
                ) : null}
                <Button asChild size="s" className="sm:hidden">
                  <Link to={inboxPath}>{t('openInInbox')}</Link>
                </Button>
              </div>
            </section>
            {answer.state === 'fixed' ? null : (
              <>
                <Sources entries={entries} place={null} />
                <Checks checks={checks} />
              </>
            )}
          </div>
        </div>
      </div>
      <ComplaintDialog
        message={isComplaining ? message : null}
        onClose={() => setComplaining(false)}
        onSave={(_, complaint) => reading.complain(complaint)}
      />
    </div>
  )
}
