import { CheckCheck, CircleDashed, Eye, Flag, Lock, PencilLine, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { ANSWER_POINTS, type AnswerState } from '#schema/answer.ts'
import type { ListedAnswer } from '../../answers/contract.ts'
import { Pill } from '../ui/badge.tsx'

const STATES = {
  unread: { Icon: CircleDashed, tone: 'wait' },
  approved: { Icon: CheckCheck, tone: 'done' },
  edited: { Icon: PencilLine, tone: 'accent' },
  read: { Icon: CheckCheck, tone: 'done' },
  fixed: { Icon: Lock, tone: 'plain' },
} as const satisfies Record<AnswerState, object>

/** How an answer stands: who has read it, what they found, what its checks and its customer say of it. */
export function AnswerMarks({ answer }: { answer: ListedAnswer }) {
  const { t } = useTranslation(['answers', 'review'])
  const { state, warnings, reading, hasComplaint } = answer
  const { Icon, tone } = STATES[state]
  const wrong = reading === null ? [] : ANSWER_POINTS.filter((point) => !reading.points[point])
  return (
    <span className="flex flex-wrap gap-1">
      <Pill tone={tone}>
        <Icon aria-hidden className="size-3" />
        <span data-state={state}>{t(`states.${state}`)}</span>
      </Pill>
      {hasComplaint ? (
        <Pill tone="stop">
          <Flag aria-hidden className="size-3" />
          {t('complaint')}
        </Pill>
      ) : null}
      {wrong.map((point) => (
        <Pill key={point} tone="stop">
          <TriangleAlert aria-hidden className="size-3" />
          {t(`wrong.${point}`)}
        </Pill>
      ))}
      {warnings.map((warning) => (
        <Pill key={warning} tone="wait">
          <Eye aria-hidden className="size-3" />
          <span data-warning={warning}>
            {t(`review:warnings.${warning}`, { defaultValue: warning.replaceAll('_', ' ') })}
          </span>
        </Pill>
      ))}
    </span>
  )
}
