import { Link } from '@remix-run/react'
import { BookOpen, ChevronRight, Play } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { TestShown } from '../../release/contract.ts'
import type { ReplyShown } from '../../trial/contract.ts'
import { StageMark } from '../inbox/stage-mark.tsx'
import { CheckReason } from '../review/check-reason.tsx'
import { Pill } from '../ui/badge.tsx'
import { EmptyState } from '../ui/states.tsx'

/** What the customer says and what ARI did about it, each answer with what it was drawn from. */
export function PlayThread({ shown }: { shown: TestShown }) {
  const { t } = useTranslation('release')
  const { rows, says, play, isWaiting, botName, language } = shown
  if (play === null && !isWaiting)
    return (
      <>
        <Unplayed />
        <Said says={says} language={language} />
      </>
    )
  if (rows.length === 0) return <Said says={says} language={language} />
  return (
    <ol aria-label={t('reader.thread')} className="mx-auto flex max-w-3xl flex-col gap-1 px-4 pt-3 pb-6 md:px-8">
      {rows.map((row) => {
        if (row.author === 'customer')
          return (
            <li key={row.id} className="contents">
              <Customer body={row.body} />
            </li>
          )
        if (row.author !== 'bot') return null
        return (
          <li key={row.id} className="mt-2 flex w-full max-w-140 flex-col items-end gap-1 self-end">
            {row.body === '' ? (
              <p className="text-ink-2 rounded-full bg-[var(--system)] px-3 py-1 text-xs">
                {t('reader.silent', { bot: botName })}
              </p>
            ) : (
              <div className="bubble" data-by="bot" data-side="ours" data-first="true">
                <p className="text-ari text-2xs font-semibold">{botName}</p>
                <div data-words className="bubble-text">
                  {row.body}
                </div>
              </div>
            )}
            {row.choices.length === 0 ? null : (
              <ul data-words className="flex flex-wrap justify-end gap-1" aria-label={t('trial:choices')}>
                {row.choices.map(({ id, title }) => (
                  <li key={id} className="bg-surface shadow-row rounded-sm px-2 py-1 text-2xs tabular-nums">
                    {title}
                  </li>
                ))}
              </ul>
            )}
            <Basis reply={row} entries={shown.entries} />
          </li>
        )
      })}
    </ol>
  )
}

/** Nothing was played yet. */
function Unplayed() {
  const { t } = useTranslation('release')
  return (
    <EmptyState icon={Play} title={t('reader.unplayed')}>
      <p>{t('reader.unplayedAbout')}</p>
    </EmptyState>
  )
}

function Customer({ body }: { body: string }) {
  const { t } = useTranslation('release')
  return (
    <div className="bubble mt-2!" data-by="customer" data-side="theirs" data-first="true">
      <span className="sr-only">{t('reader.customer')}</span>
      <div data-words className="bubble-text">
        {body}
      </div>
    </div>
  )
}

/** What the customer would say, as long as nobody has answered. */
function Said({ says, language }: Pick<TestShown, 'says' | 'language'>) {
  const { t } = useTranslation('release')
  return (
    <div
      role="group"
      aria-label={t('reader.says')}
      lang={language}
      className="mx-auto flex max-w-3xl flex-col gap-1 px-4 pb-6 md:px-8"
    >
      {says.map((body, place) => (
        <Customer key={`${String(place)} ${body}`} body={body} />
      ))}
    </div>
  )
}

/** Where the conversation stood, what was decided, what was checked, and the entries: each opens in place. */
function Basis({ reply: { result, trace }, entries }: { reply: ReplyShown; entries: TestShown['entries'] }) {
  const { t } = useTranslation('release')
  // That a refused subject was asked about is said beside what was decided.
  const failed = trace?.checks.filter(({ name, passed }) => !passed && name !== 'refused_subject') ?? []
  const sorted = (trace?.entries ?? []).toSorted((one, other) => Number(other.cited) - Number(one.cited))
  const cited = sorted.filter((entry) => entry.cited).length
  return (
    <div className="w-full">
      <p className="text-ink-2 flex flex-wrap items-center justify-end gap-x-2.5 gap-y-1 text-2xs">
        <span className="inline-flex items-center gap-1">
          <StageMark stage={result.after} />
          {t(`inbox:stages.${result.after}`)}
        </span>
        <span>{t(`trial:decisions.${result.decision}`)}</span>
        {result.reason === null ? null : <Pill tone="wait">{t(`inbox:reasons.${result.reason}`)}</Pill>}
        {trace?.confidence == null ? null : (
          <span className="tabular-nums">
            {t('review:confidenceIs', { percent: Math.round(trace.confidence * 100) })}
          </span>
        )}
      </p>
      {failed.length === 0 ? null : (
        <ul className="text-stop mt-1 grid justify-items-end gap-0.5 text-right text-2xs">
          {failed.map(({ name, reason }) => (
            <li key={name} className="min-w-0">
              {t(`trial:checkNames.${name}`, { defaultValue: name.replaceAll('_', ' ') })}
              {reason === undefined ? null : (
                <CheckReason sentence={reason} className="text-ink-2 block [overflow-wrap:anywhere]" />
              )}
            </li>
          ))}
        </ul>
      )}
      {sorted.length === 0 ? null : (
        <details className="group bg-surface shadow-row mt-1 rounded-sm">
          <summary className="text-ink-2 flex min-h-8 list-none items-center gap-1.5 px-2.5 text-xs pointer-coarse:min-h-11 [&::-webkit-details-marker]:hidden">
            <ChevronRight aria-hidden className="text-ink-3 size-3.5 transition-transform group-open:rotate-90" />
            {t('reader.sources', { n: sorted.length, cited })}
          </summary>
          <div className="grid gap-2 px-2.5 pb-2.5">
            {sorted.map(({ id, title, cited: isCited }) => (
              <section key={id} aria-label={title} className="border-line border-t pt-2 text-xs">
                <p className="flex items-center gap-1.5">
                  <BookOpen aria-hidden className="text-ari size-3.5 shrink-0" />
                  <Link
                    to={`/intern/database?entry=${id}`}
                    data-words
                    className="text-accent min-w-0 flex-1 truncate font-medium underline-offset-4 hover:underline"
                    title={title}
                  >
                    {title}
                  </Link>
                  {isCited ? <Pill tone="ari">{t('review:isCited')}</Pill> : null}
                </p>
                <p
                  data-words
                  className="text-ink-2 mt-0.5 max-h-48 overflow-y-auto whitespace-pre-line [overflow-wrap:anywhere]"
                >
                  {entries[id]?.content ?? t('reader.entryGone')}
                </p>
              </section>
            ))}
          </div>
        </details>
      )}
    </div>
  )
}
