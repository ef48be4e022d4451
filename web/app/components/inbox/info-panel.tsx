import { CalendarX2, CircleDashed } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { NewScore, OpenConversation } from '../../inbox/contract.ts'
import { titleOf } from '../../inbox/title.ts'
import { useNow, useTimes } from '../../time/use-times.ts'
import { useZoneTimes } from '../../time/use-zone-times.ts'
import { BookingActions } from '../bookings/booking-actions.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { Pill, Tag } from '../ui/badge.tsx'
import { Part, Row } from '../ui/part.tsx'
import { Notice } from '../ui/states.tsx'
import { ScoreByHand } from './score-by-hand.tsx'
import { Score } from './score.tsx'
import { StageMark } from './stage-mark.tsx'

const ANSWERS = ['yes', 'no', 'in_progress']

type Props = {
  open: OpenConversation
  /** Something of it was changed from here. */
  onChanged: () => void
  /** True once it is kept. */
  onScore: (score: NewScore) => Promise<boolean>
}

/** What is known of the customer: stage and score, what they told, what is booked. Takes the width it is given. */
export function InfoPanel({ open: { conversation, panel }, onChanged, onScore }: Props) {
  const { t } = useTranslation('inbox')
  const times = useTimes()
  const zone = useZoneTimes()
  const now = useNow()
  const { stage, floorUser, username, phone } = conversation
  const isAhead = ({ startsAt, status: standing }: BookingOf) => standing === 'confirmed' && Date.parse(startsAt) > now
  const [ahead, rest] = [panel.bookings.filter(isAhead), panel.bookings.filter((one) => !isAhead(one)).reverse()]
  const [nextBooking] = ahead
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
              <time dateTime={nextBooking.startsAt} title={zone.full(nextBooking.startsAt, now)}>
                {zone.short(nextBooking.startsAt, now)}
              </time>
            </Row>
          )}
          {panel.source === null ? null : <Row name={t('source')}>{panel.source}</Row>}
          <Row name={t('since')}>{times.date(Date.parse(panel.createdAt), now)}</Row>
          {panel.tags.length === 0 ? null : (
            <Row name={t('bookings:tags')}>
              <span className="flex flex-wrap gap-1" data-words>
                {panel.tags.map((tag) => (
                  <Tag key={tag}>{tag}</Tag>
                ))}
              </span>
            </Row>
          )}
        </dl>
        {panel.optedOutAt === null ? null : (
          <Notice className="mt-3">
            <p className="text-ink font-semibold">{t('bookings:optedOut.title')}</p>
            <p>{t('bookings:optedOut.text', { at: times.date(Date.parse(panel.optedOutAt), now) })}</p>
          </Notice>
        )}
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
            {ahead.map((booking) => (
              <Booking key={booking.id} {...booking}>
                <BookingActions
                  bookingId={booking.id}
                  who={titleOf(conversation) ?? t('bookings:nameless')}
                  onChanged={onChanged}
                />
              </Booking>
            ))}
            {rest.map((booking) => (
              <Booking key={booking.id} {...booking} />
            ))}
          </ul>
        )}
      </Part>
    </div>
  )
}

type BookingOf = OpenConversation['panel']['bookings'][number]

/** A consultation; what can be done about it stands below. */
function Booking({ startsAt, endsAt, consultant, status, children }: BookingOf & { children?: ReactNode }) {
  const { t } = useTranslation('inbox')
  const zone = useZoneTimes()
  const { day } = zone.parts(startsAt)
  return (
    <li className="grid grid-cols-[40px_minmax(0,1fr)_auto] items-center gap-x-2.5 gap-y-2">
      <span aria-hidden className="bg-sunken grid justify-items-center rounded-sm pt-0.5 pb-1">
        <span className="text-ink-3 text-[10px] leading-3 font-medium">{zone.weekday(startsAt)}</span>
        <b className="text-lg leading-4.5 font-semibold tracking-tight tabular-nums">{day}</b>
      </span>
      <span className="min-w-0 text-xs">
        <time
          dateTime={startsAt}
          title={zone.full(startsAt, Date.parse(startsAt))}
          className="block font-medium tabular-nums"
        >
          {zone.range(startsAt, endsAt)}
        </time>
        <span className="text-ink-2 block [overflow-wrap:anywhere]" data-words>
          {`${zone.date(startsAt, Date.parse(startsAt))} · ${consultant}`}
        </span>
      </span>
      <Pill tone={status === 'confirmed' ? 'done' : 'plain'}>
        {t(`bookingStatuses.${status}`, { defaultValue: status })}
      </Pill>
      {children === undefined ? null : <div className="col-span-2 col-start-2">{children}</div>}
    </li>
  )
}
