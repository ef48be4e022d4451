import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { ShownAnswer } from '../../../incident/contract.ts'
import { useNow } from '../../../time/use-times.ts'
import { useZoneTimes } from '../../../time/use-zone-times.ts'
import { Pill } from '../../ui/badge.tsx'
import { cn } from '../../ui/cn.ts'
import { Tick } from './tick.tsx'

type Props = { answer: ShownAnswer; mayMark: boolean; onMark: (on: boolean) => Promise<boolean> }

/** One answer of ARI's with what it answered, and whether it is wrong. */
export function AnswerRow({ answer, mayMark, onMark }: Props) {
  const { t } = useTranslation(['incident', 'config'])
  const times = useZoneTimes()
  const now = useNow()
  const { messageId, contactId, phone, intent, question, isMarked } = answer
  const who = answer.who ?? t('nameless')
  const at = times.short(answer.at, now)
  return (
    <li data-answer={messageId} className={cn('flex items-start gap-1', isMarked && 'bg-stop-soft')}>
      <label className="grid size-11 shrink-0 cursor-pointer place-items-center">
        <Tick
          className="accent-stop"
          label={t('said.mark', { who, at })}
          checked={isMarked}
          disabled={!mayMark}
          onChange={onMark}
        />
      </label>
      <div className="min-w-0 flex-1 py-2.5 pr-3">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Link
            to={`/inbox/${contactId}`}
            data-words
            className="min-w-0 truncate font-semibold underline-offset-4 hover:underline pointer-coarse:inline-flex pointer-coarse:min-h-11 pointer-coarse:items-center"
          >
            {who}
          </Link>
          {phone === null ? null : <span className="text-ink-2 text-xs whitespace-nowrap tabular-nums">{phone}</span>}
          {intent === null ? null : <Pill>{t(`config:intents.${intent}`, { defaultValue: intent })}</Pill>}
          {isMarked ? <Pill tone="stop">{t('said.wrong')}</Pill> : null}
          <time dateTime={answer.at} className="text-ink-2 ml-auto text-xs whitespace-nowrap tabular-nums">
            {at}
          </time>
        </p>
        {question === '' ? null : (
          <p className="text-ink-2 mt-1 line-clamp-3 [overflow-wrap:anywhere] whitespace-pre-line" data-words>
            <span className="sr-only">{t('said.asked')}: </span>
            {question}
          </p>
        )}
        <p className="mt-1 [overflow-wrap:anywhere] whitespace-pre-line" data-words>
          <span className="sr-only">{t('said.answered')}: </span>
          {answer.answer}
        </p>
      </div>
    </li>
  )
}
