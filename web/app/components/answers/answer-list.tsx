import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { ListedAnswer } from '../../answers/contract.ts'
import { useZoneTimes } from '../../time/use-zone-times.ts'
import { ByDay } from '../ui/by-day.tsx'
import { AnswerMarks } from './state-mark.tsx'

/** Answers by day, the latest first; each opens to be read. */
export function AnswerList({ answers, search }: { answers: readonly ListedAnswer[]; search: string }) {
  return (
    <ByDay
      items={answers}
      atOf={({ at }) => at}
      row={(answer) => <Row key={answer.id} answer={answer} search={search} />}
    />
  )
}

function Row({ answer, search }: { answer: ListedAnswer; search: string }) {
  const { t } = useTranslation(['answers', 'inbox'])
  const times = useZoneTimes()
  const { id, who, at, body, question, intent } = answer
  return (
    <li>
      <Link
        to={`/review/answers/${id}${search}`}
        data-answer={id}
        className="hover:bg-hover grid gap-1 px-4 py-3 outline-offset-[-2px]"
      >
        <span className="flex items-baseline gap-2">
          <span data-words className="min-w-0 truncate font-semibold">
            {who ?? t('nameless')}
          </span>
          {intent === null ? null : (
            <span className="text-ink-2 hidden min-w-0 truncate text-xs sm:inline">
              {t(`trial:intents.${intent}`, { defaultValue: intent.replaceAll('_', ' ') })}
            </span>
          )}
          <time dateTime={at} className="text-ink-2 ml-auto shrink-0 text-xs tabular-nums">
            {times.clock(at)}
          </time>
        </span>
        {question === null || question === '' ? null : (
          <span data-words className="text-ink-2 truncate">
            {question}
          </span>
        )}
        <span className="line-clamp-2">
          <b className="text-ari font-medium">{t('inbox:ari')}:</b> <span data-words>{body}</span>
        </span>
        <AnswerMarks answer={answer} />
      </Link>
    </li>
  )
}
