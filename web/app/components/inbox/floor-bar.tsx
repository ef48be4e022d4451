import { CircleCheck, Hand } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Stage } from '#schema/conversation.ts'
import type { ConversationRow, FloorOrder } from '../../inbox/contract.ts'
import { Button } from '../ui/button.tsx'
import { cn } from '../ui/cn.ts'
import { Kbd } from '../ui/kbd.tsx'
import { FloorMark } from './floor-mark.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { StageMark } from './stage-mark.tsx'
import { WaitMark } from './wait-mark.tsx'

const STEPS: readonly Stage[] = ['greeting', 'qualification', 'routing', 'booking']

type Props = {
  conversation: Pick<
    ConversationRow,
    'stage' | 'floor' | 'floorUser' | 'handoffReason' | 'waitsSince' | 'promisedAt' | 'answer'
  >
  /** For the workspace as a whole. */
  ariOn: boolean
  meId: string
  isOrdering: boolean
  onOrder: (order: FloorOrder) => void
}

/** How far the conversation has come, who speaks now, and the one button that changes it. */
export function FloorBar({ conversation, ariOn, meId, isOrdering, onOrder }: Props) {
  const { t } = useTranslation('inbox')
  const { stage, floor, floorUser, handoffReason, waitsSince } = conversation
  const isMine = floor === 'person' && floorUser?.id === meId
  const isOffEverywhere = floor === 'bot' && !ariOn
  const words = () => {
    if (floor !== 'person') return t(`floors.${floor}`)
    const isOnPhone = floorUser === null && handoffReason === 'answered_on_phone'
    return isOnPhone ? t('floors.phone') : t('floors.of', { name: floorUser?.name ?? t('staff') })
  }
  const title = isOffEverywhere ? t('ari:isOff') : handoffReason === null ? undefined : t(`reasons.${handoffReason}`)
  return (
    <div className="bg-surface border-line @container flex h-10 shrink-0 items-center gap-3 border-y px-3 pointer-coarse:h-13 md:px-4">
      <Steps stage={stage} />
      <span className="flex-1" />
      <p data-floor={floor} className="flex min-w-0 items-center gap-2 text-xs">
        <FloorMark floor={isOffEverywhere ? 'nobody' : floor} name={floorUser?.name} size={24} />
        {/* On a phone the mark beside says it: how long the customer waits, or until when. */}
        <span className={cn('min-w-0 truncate', waitsSince !== null && '@max-lg:sr-only')} title={title}>
          {isOffEverywhere ? t('floors.nobody') : isMine ? t('floors.mine') : words()}
        </span>
      </p>
      <WaitMark row={conversation} />
      {floor === 'bot' ? (
        <IconButton label={t('waiting:callTeam')} disabled={isOrdering} onClick={() => onOrder('callTeam')}>
          <Hand aria-hidden className="size-4" />
        </IconButton>
      ) : null}
      <Button
        size="s"
        look={floor === 'team' ? 'primary' : 'quiet'}
        disabled={isOrdering}
        aria-keyshortcuts="t"
        onClick={() => onOrder(isMine ? 'handBack' : 'takeOver')}
      >
        {isMine ? t('handBack') : t('takeOver')}
        <Kbd inverse={floor === 'team'}>{'T'}</Kbd>
      </Button>
    </div>
  )
}

function Steps({ stage }: { stage: Stage }) {
  const { t } = useTranslation('inbox')
  const now = STEPS.indexOf(stage)
  const reached = stage === 'done' ? STEPS.length : now
  return (
    <ol
      aria-label={t('stageNow', { stage: t(`stages.${stage}`) })}
      className="flex shrink-0 items-center text-xs font-medium"
    >
      {STEPS.map((step, index) => (
        <li
          key={step}
          aria-current={index === now ? 'step' : undefined}
          className={cn(
            'flex items-center gap-1.5',
            index < reached ? 'text-ink-2' : index === now ? 'text-ink font-semibold' : 'text-ink-3',
            // By the room that the bar has, whatever stands beside it: with little only the stage that is now has its name.
            index === now || (stage === 'done' && index === STEPS.length - 1)
              ? '@max-[22rem]:[&>span]:sr-only'
              : '@max-3xl:[&>span]:sr-only @max-lg:hidden',
          )}
        >
          {index === 0 ? null : (
            <i
              aria-hidden
              className={cn(
                'mx-1.5 h-[1.5px] w-2 rounded-full @max-lg:hidden @3xl:w-5',
                index <= reached ? 'bg-ink-3' : 'bg-line-2',
              )}
            />
          )}
          {index < reached ? (
            <CircleCheck aria-hidden className="text-done size-3.5 shrink-0" />
          ) : index === now ? (
            <StageMark stage={step} className="text-ink" />
          ) : (
            <i aria-hidden className="border-line-2 size-3.5 shrink-0 rounded-full border-[1.5px]" />
          )}
          <span>{t(`stages.${step}`)}</span>
        </li>
      ))}
    </ol>
  )
}
