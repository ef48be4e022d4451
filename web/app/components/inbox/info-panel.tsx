import { CalendarX2, CircleDashed } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { NewScore, OpenConversation } from '../../inbox/contract.ts'
import { useNow, useTimes } from '../../time/use-times.ts'
import { wibParts } from '../../time/wib.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Pill } from '../ui/badge.tsx'
import { Part, Row } from '../ui/part.tsx'
import { ScoreByHand } from './score-by-hand.tsx'
import { Score } from './score.tsx'
import { StageMark } from './stage-mark.tsx'

const ANSWERS = ['yes', 'no', 'in_progress']

type Props = {
  open: OpenConversation
  /** True once it is kept. */
  onScore: (score: NewScore) => Promise<boolean>
}

/** What is known of the customer: stage and score, what they told, what is booked. Takes the width it is given. */
export function InfoPanel({ open: { conversation, panel }, onScore }: Props) {
  const { t } = useTranslation('inbox')
  const times = useTimes()
  const now = useNow()
  const { stage, floorUser, username, phone } = conversation
  const nextBooking = panel.bookings.find(
    ({ startsAt, status: standing }) => standing === 'confirmed' && Date.parse(startsAt) > now,
  )
  const known = (key: string) => t(`facts.${key}`, { defaultValue: panel.labels[key] ?? key.replaceAll('_', ' ') })
  return (
    <div className="[&>section+section]:border-line [&>section]:px-4 [&>section]:py-3 [&>section+section]:border-t">
      <Part title={t('contact')}>
        <dl className="grid grid-cols-[92px_minmax(0,1fr)] gap-x-2 gap-y-1.5 text-xs leading-5">
          <Row name={t('status')}>
            <span className="bg-data inline-block size-2 rounded-full" aria-hidden />{' '}
            {t(`contactStatuses.${panel.status}`, { defaultValue: panel.status })}
          </Row>
          <Row name={t('stage')}>
            <span className="flex items-center gap-1.5">
              <StageMark stage={stage} />
              {t(`stages.${stage}`)}
            </span>
          </Row>
          <Row name={t('phone')}>{phone ?? t('noPhone')}</Row>
          {username === null ? null : <Row name={t('username')}>{`@${username}`}</Row>}
          {panel.email === null ? null : <Row name={t('facts.email')}>{panel.email}</Row>}
          {floorUser === null ? null : (
            <Row name={t('assigned')}>
              <span className="flex items-center gap-1.5">
                <Avatar name={floorUser.name} id={floorUser.id} size={20} staff />
                <span className="min-w-0">{floorUser.name}</span>
              </span>
            </Row>
          )}
          {nextBooking === undefined ? null : (
            <Row name={t('nextBooking')}>
              <time dateTime={nextBooking.startsAt} title={times.full(Date.parse(nextBooking.startsAt))}>
                {`${times.date(Date.parse(nextBooking.startsAt), now)}, ${times.clock(Date.parse(nextBooking.startsAt))} WIB`}
              </time>
            </Row>
          )}
          {panel.source === null ? null : <Row name={t('source')}>{panel.source}</Row>}
          <Row name={t('since')}>{times.date(Date.parse(panel.createdAt), now)}</Row>
        </dl>
      </Part>
      <Part title={t('scoreTitle')}>
        <Score
          total={panel.ariScore}
          parts={panel.scoreParts}
          most={panel.scoreMost}
          byHand={panel.scoreByHand?.score ?? null}
        />
        <ScoreByHand ari={panel.ariScore} given={panel.scoreByHand} onSet={onScore} />
      </Part>
      <Part
        title={t('factsTitle')}
        aside={t('factsCount', { known: panel.facts.length, all: panel.facts.length + panel.gaps.length })}
      >
        {panel.facts.length === 0 ? <p className="text-ink-2 text-xs">{t('factsNone')}</p> : null}
        <dl className="grid grid-cols-[92px_minmax(0,1fr)] gap-x-2 gap-y-1 text-xs leading-[18px]">
          {panel.facts.map(({ key, value }) => (
            <Row key={key} name={known(key)}>
              {ANSWERS.includes(value) ? t(`answers.${value}`) : value}
            </Row>
          ))}
        </dl>
        {panel.gaps.length === 0 ? null : (
          <ul className="mt-2 flex flex-wrap gap-1" aria-label={t('gaps')}>
            {panel.gaps.map((key) => (
              <li
                key={key}
                className="border-line-2 text-ink-3 rounded-xs inline-flex h-5.5 items-center gap-1 border border-dashed pr-1.5 pl-1 text-xs"
              >
                <CircleDashed aria-hidden className="size-3" />
                {known(key)}
              </li>
            ))}
          </ul>
        )}
      </Part>
      <Part title={t('schedule')}>
        {panel.bookings.length === 0 ? (
          <p className="text-ink-2 flex items-center gap-2 text-xs">
            <CalendarX2 aria-hidden className="text-ink-3 size-4 shrink-0" />
            {t('scheduleNone')}
          </p>
        ) : (
          <ul className="grid gap-2.5">
            {panel.bookings.map((booking) => (
              <Booking key={booking.id} {...booking} />
            ))}
          </ul>
        )}
      </Part>
    </div>
  )
}

function Booking({ startsAt, endsAt, consultant, status }: OpenConversation['panel']['bookings'][number]) {
  const { t } = useTranslation('inbox')
  const times = useTimes()
  const [start, end] = [Date.parse(startsAt), Date.parse(endsAt)]
  const { day } = wibParts(start)
  return (
    <li className="grid grid-cols-[40px_minmax(0,1fr)_auto] items-center gap-2.5">
      <span aria-hidden className="bg-sunken grid justify-items-center rounded-sm pt-0.5 pb-1">
        <span className="text-ink-3 text-[10px] leading-3 font-medium">{times.weekday(start)}</span>
        <b className="text-lg leading-4.5 font-semibold tracking-tight tabular-nums">{day}</b>
      </span>
      <span className="min-w-0 text-xs">
        <time dateTime={startsAt} title={times.full(start)} className="block font-medium tabular-nums">
          {`${times.clock(start)}–${times.clock(end)} WIB`}
        </time>
        <span className="text-ink-2 block [overflow-wrap:anywhere]">
          {`${times.date(start, start)} · ${consultant}`}
        </span>
      </span>
      <Pill tone={status === 'confirmed' ? 'done' : 'plain'}>
        {t(`bookingStatuses.${status}`, { defaultValue: status })}
      </Pill>
    </li>
  )
}
