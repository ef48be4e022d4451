import { CalendarClock, Eye, Hand, Lightbulb, ShieldX } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { wordDiff } from '#domain/review/word-diff.ts'
import type { HeldDetail } from '../../review/contract.ts'
import type { useDraft } from '../../review/use-draft.ts'
import { Button } from '../ui/button.tsx'
import { cn } from '../ui/cn.ts'
import { Kbd } from '../ui/kbd.tsx'
import { Notice } from '../ui/states.tsx'
import { AgainForm } from './again-form.tsx'
import { Difference } from './difference.tsx'
import { DueBar, DueMark, minutesOf } from './due-mark.tsx'
import { BackButton, ChangedWords, EditForm, Length } from './edit-form.tsx'

type Props = {
  held: HeldDetail
  state: ReturnType<typeof useDraft>
  now: number
  /** Who else reads it, until the reviewer says that they decide all the same. */
  takenBy: string | null
  onAnyway: () => void
}

/** The draft where it would stand if it were sent: its countdown, its words, and what can be done with it. */
export function HeldCard({ held, state, now, takenBy, onAnyway }: Props) {
  const { t } = useTranslation('review')
  const { draft, guidance } = held
  const { version } = draft
  const { dueAt, endsAt, sendsItself } = draft
  const isLate = dueAt !== null && Date.parse(dueAt) <= now
  const isRed = isLate || sendsItself
  return (
    <article
      aria-label={version > 1 ? t('version', { version }) : t('held')}
      className={cn(
        'bg-surface shadow-card mx-3 mt-3 rounded-lg border md:mx-5 md:mt-4',
        isRed ? 'border-stop/40' : 'border-wait-line',
      )}
    >
      <header
        className={cn(
          'flex min-h-10 flex-wrap items-center gap-x-3 rounded-t-[11px] px-3.5 py-1.5 text-sm font-medium',
          isRed ? 'bg-stop-soft text-stop' : 'bg-wait-soft text-wait',
        )}
      >
        <h3 className="flex items-center gap-2">
          <Hand aria-hidden className="size-4" />
          {version > 1 ? t('version', { version }) : t('held')}
        </h3>
        <span className="ml-auto flex items-center gap-3">
          {sendsItself ? (
            <span data-sends-itself className="text-xs">
              {t(isLate ? 'sendsItselfNow' : 'sendsItself')}
            </span>
          ) : isLate && endsAt !== null ? (
            <span className="text-xs tabular-nums">
              {t('toPeopleIn', { time: minutesOf(Date.parse(endsAt) - now) })}
            </span>
          ) : null}
          <DueMark draft={draft} now={now} big />
        </span>
      </header>
      <DueBar draft={draft} now={now} />
      {guidance === null ? null : (
        <details className="text-ink-2 border-line border-b px-3.5 py-2 text-xs">
          <summary className="flex items-start gap-1.5">
            <Lightbulb aria-hidden className="mt-px size-3.5 shrink-0" />
            <span data-words>{t(`guidance.${guidance.kind}`, { body: guidance.body })}</span>
          </summary>
          <p className="mt-1.5 font-medium">{t('guidance.rejected')}</p>
          <p data-words className="mt-0.5 whitespace-pre-wrap">
            {guidance.rejected}
          </p>
        </details>
      )}
      {state.mode === 'edit' ? <EditForm held={held} state={state} /> : <Words held={held} state={state} />}
      {state.trouble === null ? null : (
        <div className="px-3.5 pb-3">
          <Notice tone="stop">{t(state.trouble)}</Notice>
        </div>
      )}
      {state.mode === 'again' ? <AgainForm state={state} /> : <NotTold state={state} />}
      {state.mode !== 'read' ? null : takenBy === null ? (
        <Actions state={state} />
      ) : (
        <div
          role="alert"
          className="bg-wait-soft text-wait flex flex-wrap items-center gap-x-3 gap-y-2 rounded-b-[11px] px-3.5 py-2.5 text-sm"
        >
          <Eye aria-hidden className="size-4 shrink-0" />
          <span className="min-w-0 flex-1">{t('taken', { name: takenBy })}</span>
          <Button data-anyway onClick={onAnyway}>
            {t('anyway')}
          </Button>
        </div>
      )}
    </article>
  )
}

/** What was written to ARI and is not sent: leaving the form does not lose it. */
function NotTold({ state }: Pick<Props, 'state'>) {
  const { t } = useTranslation('review')
  const body = state.words.body.trim()
  if (body === '' || state.mode !== 'read') return null
  return (
    <p className="text-ink-2 border-line flex flex-wrap items-center gap-x-2 border-t px-3.5 py-1.5 text-xs">
      <Lightbulb aria-hidden className="size-3.5 shrink-0" />
      <span data-words className="line-clamp-2 min-w-0 flex-1 basis-48" title={body}>
        {t('notTold', { body })}
      </span>
      <Button size="s" look="quiet" className="ml-auto" onClick={() => state.turnTo('again')}>
        {t('writeOn')}
      </Button>
      <Button size="s" look="quiet" onClick={() => state.keep({ body: '' })}>
        {t('discard')}
      </Button>
    </p>
  )
}

const NOTES = { slots: CalendarClock, refusal: ShieldX }

function Words({ held: { draft, mostCharacters }, state }: Pick<Props, 'held' | 'state'>) {
  const { t } = useTranslation('review')
  const { heldAs, reply } = draft
  const parts = state.isChanged ? wordDiff(reply, state.text) : null
  const Note = heldAs === 'draft' ? null : NOTES[heldAs]
  const look = 'text-md leading-6 whitespace-pre-wrap [overflow-wrap:anywhere]'
  return (
    <div className="px-3.5 pt-3 pb-3">
      {parts === null ? (
        <p data-words data-reply className={look}>
          {reply}
        </p>
      ) : (
        <Difference parts={parts} className={look} />
      )}
      {Note === null ? null : (
        <p className="text-ink-2 mt-2 flex items-start gap-1.5 text-xs">
          <Note aria-hidden className="mt-px size-3.5 shrink-0" />
          {t(`heldAs.${heldAs}`)}
        </p>
      )}
      <p className="text-ink-2 mt-1.5 flex min-h-7 flex-wrap items-center gap-x-3 text-xs">
        {parts === null ? null : (
          <>
            <span>
              <ChangedWords parts={parts} />
            </span>
            <BackButton state={state} />
          </>
        )}
        <span className="ml-auto">
          <Length text={state.text} most={mostCharacters} />
        </span>
      </p>
    </div>
  )
}

function Actions({ state }: Pick<Props, 'state'>) {
  const { t } = useTranslation('review')
  const { isChanged, isSending } = state
  return (
    <div
      role="group"
      aria-label={t('title')}
      className="bg-surface border-line sticky bottom-0 z-2 grid grid-cols-2 items-center gap-2 rounded-b-[11px] border-t px-3.5 py-3 md:static md:flex md:flex-wrap"
    >
      <Button look="primary" size="l" busy={isSending} onClick={() => state.approve()} className="md:min-w-32">
        {t(isChanged ? 'sendChanges' : 'approve')}
        <Kbd inverse>A</Kbd>
      </Button>
      <Button size="l" disabled={isSending} onClick={() => state.turnTo('edit')}>
        {t('edit')}
        <Kbd>E</Kbd>
      </Button>
      <Button look="quiet" disabled={isSending} onClick={() => state.turnTo('again')} className="md:h-11">
        {t('again')}
        <Kbd>R</Kbd>
      </Button>
      <Button look="quiet" disabled={isSending} onClick={() => state.escalate()} className="md:ml-auto md:h-11">
        {t('escalate')}
        <Kbd>X</Kbd>
      </Button>
    </div>
  )
}
