import { Link, useNavigate } from '@remix-run/react'
import { ArrowLeft, ChevronDown, ChevronUp, Play, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useKeys } from '../../inbox/use-keys.ts'
import type { TestShown } from '../../release/contract.ts'
import { useFollow, useOrder } from '../../release/use-order.ts'
import { useTimes } from '../../time/use-times.ts'
import { ReviewTabs } from '../review/review-tabs.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { ShortcutList } from '../ui/shortcuts.tsx'
import { Notice } from '../ui/states.tsx'
import { StandingPill } from './marks.tsx'
import { PlayThread } from './play-thread.tsx'
import { ReadingForm } from './reading-form.tsx'

const KEYS = [
  ['1 … 5', 'point'],
  ['G', 'good'],
  ['B', 'bad'],
  ['J', 'next'],
  ['K', 'previous'],
  ['Ctrl Enter', 'save'],
] as const

/** A test conversation with what it was drawn from, beside it the five points and the verdict. */
export function ReaderPage({ shown }: { shown: TestShown }) {
  const { t } = useTranslation('release')
  const navigate = useNavigate()
  const { id, title, language, play, neighbours, standing, wasBad, isWaiting, read, minimum, before } = shown
  useFollow(isWaiting)
  const go = (to: string | null) => {
    if (to !== null) navigate(`/review/release/${to}`)
  }
  useKeys({ j: () => go(neighbours.next), k: () => go(neighbours.previous) })
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="contents max-md:hidden">
        <ReviewTabs />
      </div>
      <header className="bg-surface border-line flex shrink-0 items-center gap-2 border-b px-3 py-2 md:px-5">
        <Button square look="quiet" asChild>
          <Link to="/review/release" aria-label={t('reader.back')}>
            <ArrowLeft aria-hidden className="size-4" />
          </Link>
        </Button>
        <div className="min-w-0 flex-1">
          <h1 data-words lang={language} className="truncate text-base font-semibold" title={title}>
            {title}
          </h1>
          <p className="text-ink-2 text-xs tabular-nums">{t('progress.readOf', { read, minimum })}</p>
        </div>
        <StandingPill standing={standing} wasBad={wasBad} isWaiting={isWaiting} />
        <IconButton
          label={t('reader.previous')}
          keyHint="K"
          disabled={neighbours.previous === null}
          onClick={() => go(neighbours.previous)}
        >
          <ChevronUp aria-hidden className="size-4" />
        </IconButton>
        <IconButton
          label={t('reader.next')}
          keyHint="J"
          disabled={neighbours.next === null}
          onClick={() => go(neighbours.next)}
        >
          <ChevronDown aria-hidden className="size-4" />
        </IconButton>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto lg:flex lg:overflow-hidden">
        <div className="wall min-w-0 flex-1 lg:overflow-y-auto">
          <PlayThread shown={shown} />
        </div>
        <aside
          aria-label={t('reader.reading')}
          className="bg-surface border-line w-full shrink-0 border-t lg:w-92 lg:overflow-y-auto lg:border-t-0 lg:border-l"
        >
          <div className="grid gap-4 p-4">
            {before === null ? null : <Before before={before} isOpen={wasBad} />}
            <Again shown={shown} />
            {play?.state === 'played' && !isWaiting ? (
              <ReadingForm
                key={play.id}
                shown={shown}
                play={play}
                onRead={() =>
                  navigate(neighbours.unread === null ? '/review/release' : `/review/release/${neighbours.unread}`)
                }
              />
            ) : null}
            <Delete testId={id} role={shown.role} onGone={() => navigate('/review/release')} />
          </div>
        </aside>
      </div>
      <ShortcutList title={t('keys.title')} keys={KEYS.map(([key, what]) => ({ key, does: t(`keys.${what}`) }))} />
    </div>
  )
}

/** Why it must be played, or played again, and having that done. */
function Again({ shown: { id, standing, wasBad, play, isWaiting, hasFailedSince } }: { shown: TestShown }) {
  const { t } = useTranslation('release')
  const { order, busy, trouble } = useOrder(`/api/release/${id}`)
  const why = isWaiting
    ? 'waiting'
    : play?.state === 'failed'
      ? 'failed'
      : standing === 'new' || standing === 'changed' || standing === 'bad'
        ? standing
        : null
  const isVain = hasFailedSince && !isWaiting
  if (why === null && trouble === null && !isVain && !wasBad) return null
  return (
    <div className="grid justify-items-start gap-2">
      {why === null ? null : (
        <Notice tone={why === 'failed' || why === 'bad' ? 'stop' : 'wait'} className="w-full">
          {t(`reader.why.${why}`)}
        </Notice>
      )}
      {isVain ? (
        <Notice tone="wait" className="w-full">
          {t('reader.why.failedSince')}
        </Notice>
      ) : null}
      {why === null && wasBad ? (
        <Notice tone="wait" className="w-full">
          {t('reader.why.rerun')}
        </Notice>
      ) : null}
      {why === 'bad' ? (
        <ul className="grid gap-1 text-xs">
          {(['knowledge', 'rules', 'flow'] as const).map((fix) => (
            <li key={fix}>
              <Link
                to={FIXES[fix]}
                className="text-accent inline-flex min-h-7 items-center font-medium underline-offset-4 hover:underline pointer-coarse:min-h-11"
              >
                {t(`reader.fixes.${fix}`)}
              </Link>
            </li>
          ))}
        </ul>
      ) : null}
      {isWaiting || (why === null && trouble === null && !isVain) ? null : (
        <Button busy={busy === 'run'} onClick={() => void order({ do: 'run' })}>
          <Play aria-hidden className="size-4" />
          {t(play === null ? 'reader.run' : 'reader.runAgain')}
        </Button>
      )}
      {trouble === null ? null : <Notice tone="stop">{trouble}</Notice>}
    </div>
  )
}

const FIXES = { knowledge: '/intern/database', rules: '/intern/persona', flow: '/intern/flow' }

/** What was found the last time; open where that still counts. */
function Before({ before, isOpen }: { before: NonNullable<TestShown['before']>; isOpen: boolean }) {
  const { t } = useTranslation('release')
  const times = useTimes()
  return (
    <details open={isOpen} className="border-line rounded-sm border px-3 py-1 text-xs">
      <summary className="flex min-h-8 items-center font-medium pointer-coarse:min-h-11">
        {t(`reader.before.${before.verdict ?? 'good'}`, {
          ...{ name: before.readBy ?? t('somebody'), at: times.full(Date.parse(before.readAt ?? before.playedAt)) },
        })}
      </summary>
      <p data-words className="text-ink-2 pb-2 whitespace-pre-line [overflow-wrap:anywhere]">
        {before.comment === '' ? '–' : before.comment}
      </p>
    </details>
  )
}

function Delete({ testId, role, onGone }: { testId: string; role: TestShown['role']; onGone: () => void }) {
  const { t } = useTranslation('release')
  const { order, busy, trouble } = useOrder(`/api/release/${testId}`)
  const [asks, setAsks] = useState(false)
  if (role === 'member') return null
  return (
    <>
      <Button look="quiet" className="text-ink-2 justify-self-start" onClick={() => setAsks(true)}>
        <Trash2 aria-hidden className="size-4" />
        {t('reader.delete')}
      </Button>
      <Dialog
        open={asks}
        onOpenChange={setAsks}
        title={t('reader.deleteTitle')}
        description={t('reader.deleteAbout')}
        actions={
          <>
            <Button onClick={() => setAsks(false)}>{t('cancel')}</Button>
            <Button
              look="danger"
              busy={busy !== null}
              onClick={() =>
                void order({ do: 'delete' }).then((done) => {
                  if (done !== null) onGone()
                })
              }
            >
              {t('reader.delete')}
            </Button>
          </>
        }
      >
        {trouble === null ? null : <Notice tone="stop">{trouble}</Notice>}
      </Dialog>
    </>
  )
}
