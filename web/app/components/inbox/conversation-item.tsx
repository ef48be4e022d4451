import { NavLink } from '@remix-run/react'
import { Pause, SlidersHorizontal } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ConversationRow } from '../../inbox/contract.ts'
import { useTimes } from '../../time/use-times.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Pill } from '../ui/badge.tsx'
import { cn } from '../ui/cn.ts'
import { FloorMark } from './floor-mark.tsx'
import { Preview } from './preview.tsx'
import { StageMark } from './stage-mark.tsx'
import { Ticks } from './ticks.tsx'
import { titleOf } from '../../inbox/title.ts'
import { WaitMark } from './wait-mark.tsx'
import { WindowMark } from './window-mark.tsx'

/** One conversation of the list. */
export function ConversationItem({
  row,
  search,
  now,
  meId,
  ariOn,
}: {
  row: ConversationRow
  search: string
  now: number
  meId: string
  ariOn: boolean
}) {
  const { t } = useTranslation('inbox')
  const times = useTimes()
  const { contactId, name, stage, floorUser, lastMessage } = row
  // Where ARI is off everywhere, nobody answers what it would.
  const floor = row.floor === 'bot' && !ariOn ? 'nobody' : row.floor
  const at = Date.parse(row.at)
  const title = titleOf(row) ?? t('nameless')
  return (
    <li className="border-line [&:not(:first-child)]:before:bg-line relative [&:not(:first-child)]:before:absolute [&:not(:first-child)]:before:top-0 [&:not(:first-child)]:before:right-2.5 [&:not(:first-child)]:before:left-15 [&:not(:first-child)]:before:h-px">
      <NavLink
        to={{ pathname: `/inbox/${contactId}`, search }}
        prefetch="intent"
        preventScrollReset
        className={({ isActive, isPending }) =>
          cn(
            'hover:bg-hover relative grid min-h-19 grid-cols-[40px_minmax(0,1fr)] gap-x-3 rounded-md py-2 pr-2.5 pl-2 transition-colors',
            (isActive || isPending) && 'md:bg-surface md:hover:bg-surface md:shadow-row z-1',
          )
        }
      >
        <Avatar name={name} id={contactId} size={40}>
          <FloorMark
            floor={floor}
            name={floorUser?.name}
            className="absolute -right-1 -bottom-1 shadow-[0_0_0_2px_var(--sunken)]"
          />
        </Avatar>
        <span className="min-w-0">
          <span className="flex items-baseline gap-2">
            <span className="min-w-0 flex-1 truncate text-base font-semibold" title={title}>
              {title}
            </span>
            <time
              dateTime={row.at}
              title={times.full(at)}
              className="text-ink-3 text-2xs whitespace-nowrap tabular-nums"
            >
              {times.both(at, now)}
            </time>
          </span>
          <span className="text-ink-2 flex h-5 items-center gap-1">
            {lastMessage === null ? null : (
              <>
                {lastMessage.author === 'customer' ? null : (
                  <Ticks status={lastMessage.status} className="text-ink-3" />
                )}
                <Who author={lastMessage.author} />
                <Preview kind={lastMessage.kind} body={lastMessage.body} />
              </>
            )}
          </span>
          <span className="text-ink-2 mt-0.5 flex h-5 items-center gap-1.5 text-xs">
            <StageMark stage={stage} />
            <span className="min-w-0 truncate">{t(`stages.${stage}`)}</span>
            <ScoreMark row={row} />
            <span className="flex-1" />
            <WindowMark until={row.windowEndsAt} />
            <WaitMark row={row} />
            {row.floor === 'nobody' ? (
              <Pill>
                <Pause aria-hidden className="size-3" />
                {t('floors.nobody')}
              </Pill>
            ) : null}
            {floor === 'person' ? (
              <Pill tone="accent">{floorUser?.id === meId ? t('mine') : (floorUser?.name ?? t('floors.person'))}</Pill>
            ) : null}
          </span>
          <span className="sr-only">{t(`floors.${floor}`)}</span>
        </span>
      </NavLink>
    </li>
  )
}

/** The score that counts; what a person set has their sign. */
function ScoreMark({ row: { score, isScoreByHand } }: { row: ConversationRow }) {
  const { t } = useTranslation('score')
  if (score === 0 && !isScoreByHand) return null
  const said = t(isScoreByHand ? 'inListByHand' : 'inList', { score })
  return (
    <span className="text-ink-3 flex shrink-0 items-center gap-0.5 tabular-nums" title={said}>
      <span aria-hidden>{score}</span>
      {isScoreByHand ? <SlidersHorizontal aria-hidden className="size-3" /> : null}
      <span className="sr-only">{said}</span>
    </span>
  )
}

function Who({ author }: { author: string }) {
  const { t } = useTranslation('inbox')
  if (author === 'bot') return <b className="text-ari shrink-0 font-medium">{t('by', { who: t('ari') })}</b>
  if (author === 'staff' || author === 'phone')
    return <b className="text-ink-3 shrink-0 font-medium">{t('by', { who: t('us') })}</b>
  return null
}
