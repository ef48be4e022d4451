import { Repeat2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Verdict } from '#domain/trial/agreement.ts'
import type { RepeatShown } from '../../trial/contract.ts'
import { Pill } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { cn } from '../ui/cn.ts'
import { MARKS } from './marks.ts'
import { RepeatAnswer } from './repeat-answer.tsx'

const TONES = {
  same: 'done',
  partly: 'wait',
  differ: 'stop',
  alike: 'done',
  factless: 'plain',
  silent: 'wait',
} as const satisfies Record<Verdict, string>
/** A question that was asked several times: whether the answers agree, what each states, and all of them side by side. */
export function RepeatCard({ repeat, onStop }: { repeat: RepeatShown; onStop: () => void }) {
  const { t } = useTranslation('repeat')
  const { question, answers, verdict, facts, state } = repeat
  const times = answers.length
  const done = answers.filter((answer) => answer !== null).length
  return (
    <article
      aria-label={t('card', { times })}
      className="bg-surface shadow-card my-2 w-full overflow-hidden rounded-md"
    >
      <header className="flex flex-wrap items-start gap-x-3 gap-y-2 px-3.5 pt-3 pb-2.5">
        <Repeat2 aria-hidden className="text-ink-3 mt-0.5 size-4 shrink-0" />
        <div className="min-w-0 flex-1 basis-52">
          <p data-words className="text-sm font-semibold [overflow-wrap:anywhere]">
            {question}
          </p>
          <p className="text-ink-2 mt-0.5 text-xs tabular-nums" role="status">
            {state === 'done'
              ? t('card', { times })
              : t(state === 'running' ? 'progress' : 'cancelled', { done, times })}
          </p>
        </div>
        {verdict === null || state === 'running' ? null : <Pill tone={TONES[verdict]}>{t(`verdicts.${verdict}`)}</Pill>}
        {state === 'running' ? (
          <Button size="s" onClick={onStop}>
            {t('stop')}
          </Button>
        ) : null}
      </header>
      {state === 'running' ? (
        <div className="bg-press h-1" aria-hidden>
          <div className="bg-ari h-full transition-[width]" style={{ width: `${String((done / times) * 100)}%` }} />
        </div>
      ) : null}
      {verdict === null || state === 'running' ? null : (
        <p className="text-ink-2 px-3.5 pb-3 text-xs">{t(`about.${verdict}`)}</p>
      )}
      {facts.length === 0 ? null : <Facts repeat={repeat} />}
      <ol
        aria-label={t('answers')}
        className="border-line grid grid-cols-[repeat(auto-fit,minmax(min(13rem,100%),1fr))] gap-px overflow-hidden border-t"
      >
        {answers.map((answer, place) => (
          // The places are the answers' names: they never change.
          <RepeatAnswer key={place} {...{ answer, place, facts, state }} />
        ))}
      </ol>
    </article>
  )
}

function Facts({ repeat: { facts, answers } }: { repeat: RepeatShown }) {
  const { t } = useTranslation('repeat')
  const isSaid = answers.map((answer) => answer?.isSaid === true)
  return (
    <div className="border-line border-t px-3.5 py-2.5">
      <p className="text-ink-2 mb-1.5 text-xs font-semibold">{t('facts')}</p>
      <ul className="grid gap-1.5">
        {facts.map(({ text, in: among, bearing, standing }) => {
          const places = among.flatMap((isIn, place) => (isIn ? [place + 1] : []))
          const isAll = places.length === isSaid.filter(Boolean).length
          return (
            <li key={text} className="flex flex-wrap items-center gap-x-2.5 gap-y-1 text-xs">
              <b data-words className={cn('rounded-xs px-1 font-medium', MARKS[standing])}>
                {text}
              </b>
              <span className="inline-flex gap-1" aria-hidden>
                {among.map((isIn, place) => (
                  <i
                    key={place}
                    className={cn(
                      'size-2 rounded-full',
                      isIn ? 'bg-ink-2' : 'shadow-[inset_0_0_0_1px_var(--line-2)]',
                      isSaid[place] !== true && 'opacity-40',
                    )}
                  />
                ))}
              </span>
              <span className="sr-only">{isAll ? t('factInAll') : t('factIn', { places: places.join(', ') })}</span>
              <span className="text-ink-2">{`${t(`standings.${standing}`)} · ${t(`list.${bearing ?? 'none'}`)}`}</span>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
