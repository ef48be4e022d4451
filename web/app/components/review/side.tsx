import { CircleCheck, CircleDashed } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { STAGES, type Stage } from '#schema/conversation.ts'
import type { HeldDetail } from '../../review/contract.ts'
import type { Worklist } from '../../review/use-worklist.ts'
import { StageMark } from '../inbox/stage-mark.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { cn } from '../ui/cn.ts'
import { Part, Row } from '../ui/part.tsx'
import { minutesOf } from './due-mark.tsx'

/** Passed, here, or still to come. */
function StepMark({ stage, now }: { stage: Stage; now: Stage }) {
  if (stage === now) return <StageMark stage={stage} />
  const Icon = STAGES.indexOf(stage) < STAGES.indexOf(now) ? CircleCheck : CircleDashed
  return <Icon aria-hidden className="size-3.5 shrink-0" />
}

const ANSWERS = ['yes', 'no', 'in_progress']

/** What a decision needs beside the words: where the customer stands, why it is held, who else is here. */
export function Side({ held, worklist }: { held: HeldDetail; worklist: Worklist }) {
  const { t } = useTranslation('review')
  const { draft, facts, labels, scoreMost, confidence, intent } = held
  const colleagues = worklist.drafts.filter(({ reader }) => reader !== null && reader.id !== worklist.me.id)
  return (
    <div className="[&>section+section]:border-line [&>section]:px-4 [&>section]:py-3 [&>section+section]:border-t">
      <Part title={t('stage')}>
        <ol className="flex flex-wrap gap-x-2.5 gap-y-1.5 text-xs">
          {STAGES.map((stage) => {
            const isNow = stage === draft.stage
            return (
              <li
                key={stage}
                aria-current={isNow ? 'step' : undefined}
                className={cn('flex items-center gap-1', isNow ? 'font-semibold' : 'text-ink-2')}
              >
                <StepMark stage={stage} now={draft.stage} />
                {t(`inbox:stages.${stage}`)}
              </li>
            )
          })}
        </ol>
      </Part>
      <Part title={t('score')} aside={t('outOf', { score: draft.score, most: scoreMost })}>
        <div aria-hidden className="bg-data-soft h-1 overflow-hidden rounded-full">
          <div
            className="bg-data h-full rounded-full"
            style={{ width: `${String(Math.min(100, (draft.score / Math.max(1, scoreMost)) * 100))}%` }}
          />
        </div>
      </Part>
      <Part title={t('facts')} {...(facts.length > 0 && { aside: String(facts.length) })}>
        {facts.length === 0 ? <p className="text-ink-2 text-xs">{t('factsNone')}</p> : null}
        <dl className="grid grid-cols-[92px_minmax(0,1fr)] gap-x-2 gap-y-1 text-xs leading-[18px]">
          {facts.map(({ key, value }) => (
            <Row key={key} name={t(`inbox:facts.${key}`, { defaultValue: labels[key] ?? key.replaceAll('_', ' ') })}>
              {ANSWERS.includes(value) ? t(`inbox:answers.${value}`) : <span data-words>{value}</span>}
            </Row>
          ))}
        </dl>
      </Part>
      <Part title={t('why')}>
        <ul className="text-ink-2 grid gap-1 text-xs">
          {draft.heldFor === null ? null : <li className="text-ink">{t(`whys.${draft.heldFor}`)}</li>}
          <li>{t('intentIs', { intent: t(`trial:intents.${intent}`, { defaultValue: intent }) })}</li>
          <li className="tabular-nums">{t('confidenceIs', { percent: Math.round(confidence * 100) })}</li>
        </ul>
      </Part>
      <Part title={t('colleagues')}>
        {colleagues.length === 0 ? <p className="text-ink-2 text-xs">{t('colleaguesNone')}</p> : null}
        <ul className="grid gap-1.5 text-xs">
          {colleagues.map((other) => (
            <li key={other.draftId} className="flex items-center gap-2">
              <Avatar name={other.reader?.name ?? null} id={other.reader?.id ?? ''} size={20} staff />
              <span data-words className="min-w-0 flex-1 truncate">
                {`${other.reader?.name ?? ''}: ${worklist.whoOf(other)}`}
              </span>
              <span className="text-ink-2 tabular-nums">{minutesOf(worklist.now - Date.parse(other.heldAt))}</span>
            </li>
          ))}
        </ul>
      </Part>
    </div>
  )
}
