import { Link } from '@remix-run/react'
import { ArrowRight, CircleCheck, CircleX } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ReplyShown, TrialShown } from '../../trial/contract.ts'
import { Score } from '../inbox/score.tsx'
import { StageMark } from '../inbox/stage-mark.tsx'
import { WhyFound } from '../intern/why-found.tsx'
import { CheckReason } from '../review/check-reason.tsx'
import { Pill } from '../ui/badge.tsx'
import { Part, Row } from '../ui/part.tsx'
import { Notice } from '../ui/states.tsx'
import { PromptFold } from './prompt-fold.tsx'

const ANSWERS = ['yes', 'no', 'in_progress']

/** How ARI came to a reply: what it decided and learnt, what it knew, what was checked, and how long that took. */
export function AboutReply({ reply, shown }: { reply: ReplyShown; shown: TrialShown }) {
  const { t } = useTranslation('trial')
  const { result, trace, facts, declined } = reply
  const nameOf = (key: string) =>
    t(`inbox:facts.${key}`, { defaultValue: shown.labels[key] ?? key.replaceAll('_', ' ') })
  const percent = (part: number) => t('percent', { part: Math.round(part * 100) })
  return (
    <div className="[&>section]:px-4 [&>section]:py-3 [&>section+section]:border-line [&>section+section]:border-t">
      <h2 className="sr-only">{t('about')}</h2>
      <Part title={t('decided')}>
        <p className="flex flex-wrap items-center gap-x-1.5 gap-y-1 text-xs">
          <StageMark stage={result.before} />
          {t(`inbox:stages.${result.before}`)}
          {[...result.passed.filter((stage) => stage !== result.after), result.after].map((stage) =>
            stage === result.before && result.passed.length === 0 ? null : (
              <span key={stage} className="inline-flex items-center gap-1.5">
                <ArrowRight aria-hidden className="text-ink-3 size-3.5" />
                <StageMark stage={stage} />
                <span className="font-medium">{t(`inbox:stages.${stage}`)}</span>
              </span>
            ),
          )}
        </p>
        <p className="mt-2 flex flex-wrap items-center gap-1.5">
          <Pill tone={result.decision === 'say' || result.decision === 'offer_slots' ? 'ari' : 'wait'}>
            {t(`decisions.${result.decision}`)}
          </Pill>
          {result.reason === null ? null : (
            <span className="text-ink-2 text-xs">{t('because', { reason: t(`inbox:reasons.${result.reason}`) })}</span>
          )}
        </p>
        {result.decision === 'book' ? <p className="text-ink-2 mt-2 text-xs">{t('notBooked')}</p> : null}
        {result.decision === 'cancel_booking' ? <p className="text-ink-2 mt-2 text-xs">{t('notCancelled')}</p> : null}
        {result.decision === 'confirm_opt' ? <p className="text-ink-2 mt-2 text-xs">{t('notOpted')}</p> : null}
        {trace?.failure == null ? null : (
          <Notice tone="stop" className="mt-2">
            {t('failure')}
            <span className="mt-0.5 block font-mono text-2xs [overflow-wrap:anywhere]">{trace.failure}</span>
          </Notice>
        )}
        {trace !== null && trace.draft !== '' && trace.draft !== reply.body ? (
          <blockquote className="border-line-2 text-ink-2 mt-2 border-l-2 pl-2.5 text-xs">
            <span className="text-ink-3 block text-2xs font-medium">{t('unsaid')}</span>
            {trace.draft}
          </blockquote>
        ) : null}
      </Part>
      <Part title={t('learnt')}>
        {facts.length + declined.length === 0 ? <p className="text-ink-2 text-xs">{t('nothingLearnt')}</p> : null}
        <dl className={GRID}>
          {facts.map(({ key, value }) => (
            <Row figures key={key} name={nameOf(key)}>
              {ANSWERS.includes(value) ? t(`inbox:answers.${value}`) : value}
            </Row>
          ))}
          {declined.map((key) => (
            <Row figures key={key} name={nameOf(key)}>
              <span className="text-ink-2 font-normal">{t('declined')}</span>
            </Row>
          ))}
        </dl>
      </Part>
      <Part title={t('inbox:scoreTitle')}>
        <Score total={result.score} parts={result.scoreParts} most={shown.scoreMost} />
      </Part>
      {trace === null ? null : (
        <>
          <Part title={t('understood')}>
            <dl className={GRID}>
              <Row figures name={t('intent')}>
                {trace.intent === null ? '–' : t(`intents.${trace.intent}`, { defaultValue: trace.intent })}
              </Row>
              <Row figures name={t('confidence')}>
                {trace.confidence === null ? '–' : percent(trace.confidence)}
              </Row>
            </dl>
          </Part>
          <Part title={t('entries')} aside={String(trace.entries.length)}>
            {trace.entries.length === 0 ? <p className="text-ink-2 text-xs">{t('noEntries')}</p> : null}
            <ul className="grid gap-2">
              {trace.entries.map(({ id, title, cited, why, likeness }) => (
                <li key={id} className="text-xs">
                  <span className="flex items-baseline gap-1.5">
                    <Link
                      to={`/intern/database?entry=${id}`}
                      className="text-accent min-w-0 truncate font-medium underline-offset-4 hover:underline"
                      title={title}
                    >
                      {title}
                    </Link>
                    {cited ? <Pill tone="ari">{t('cited')}</Pill> : null}
                  </span>
                  <WhyFound why={why} likeness={likeness} />
                </li>
              ))}
            </ul>
          </Part>
          {trace.checks.length === 0 ? null : (
            <Part title={t('checks')}>
              <ul className="grid gap-1.5">
                {trace.checks.map(({ name, passed, reason }) => (
                  <li key={name} className="flex items-start gap-1.5 text-xs">
                    {passed ? (
                      <CircleCheck aria-label={t('passed')} role="img" className="text-done mt-px size-3.5 shrink-0" />
                    ) : (
                      <CircleX aria-label={t('notPassed')} role="img" className="text-stop mt-px size-3.5 shrink-0" />
                    )}
                    <span className="min-w-0">
                      {t(`checkNames.${name}`, { defaultValue: name.replaceAll('_', ' ') })}
                      {reason === undefined ? null : (
                        <CheckReason sentence={reason} className="text-ink-2 block [overflow-wrap:anywhere]" />
                      )}
                    </span>
                  </li>
                ))}
              </ul>
            </Part>
          )}
          <Part title={t('timing')}>
            <dl className={GRID}>
              <Row figures name={t('retrieval')}>
                {t('ms', { ms: trace.ms.retrieval })}
              </Row>
              <Row figures name={t('model')}>
                {t('ms', { ms: trace.ms.model })}
                {trace.asks > 1 ? (
                  <span className="text-ink-2 font-normal"> {t('asks', { asks: trace.asks })}</span>
                ) : null}
              </Row>
              <Row figures name={t('checks')}>
                {t('ms', { ms: trace.ms.checks })}
              </Row>
              <Row figures name={t('endpoint')}>
                {trace.model ?? '–'}
              </Row>
              {trace.tokens === null ? null : (
                <Row figures name={t('tokens')}>
                  {t('tokensOf', trace.tokens)}
                </Row>
              )}
              <Row figures name={t('promptVersion')}>
                {trace.promptVersion}
              </Row>
              <Row figures name={t('configuration')}>
                {t(trace.source === 'published' ? 'byVersion' : 'byCopy', { version: trace.version })}
              </Row>
            </dl>
          </Part>
          {trace.model === null ? null : <PromptFold replyId={reply.id} />}
        </>
      )}
    </div>
  )
}

const GRID = 'grid grid-cols-[104px_minmax(0,1fr)] gap-x-2 gap-y-1 text-xs leading-[18px]'
