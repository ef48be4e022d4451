import { useTranslation } from 'react-i18next'
import { MOST_SCORE } from '#domain/ari-config/problems.ts'
import type { ScoreParts } from '#schema/conversation.ts'

const PARTS = ['basic', 'qualification', 'document', 'engagement'] as const
const RADIUS = 38
const ROUND = 2 * Math.PI * RADIUS
const GAP = 5

type Props = { total: number; parts: ScoreParts; most: ScoreParts; byHand?: number | null }

/**
 * The score as a ring of its four parts, and each part in figures; `most` is what the workspace lets each be. What a
 * person set in its place has no parts: then the ring is whole, and the figures tell how ARI counts.
 */
export function Score({ total, parts, most, byHand = null }: Props) {
  const { t } = useTranslation('inbox')
  const all = byHand === null ? sum(most) : MOST_SCORE
  const shown = byHand ?? total
  return (
    <div className="grid grid-cols-[88px_minmax(0,1fr)] items-center gap-4">
      <div className="relative size-22" role="img" aria-label={t('scoreOf', { score: shown, most: all })}>
        <svg viewBox="0 0 88 88" className="size-22 -rotate-90" aria-hidden>
          {byHand === null ? (
            arcsOf(parts, most).map(({ part, start, room, filled }) => (
              <Arc key={part} start={start} room={room} filled={filled} colour="data" />
            ))
          ) : (
            <Arc start={0} room={ROUND} filled={share(byHand, MOST_SCORE) * ROUND} colour="accent" />
          )}
        </svg>
        <span aria-hidden className="absolute inset-0 grid place-content-center text-center">
          <b className="text-[24px] leading-6 font-semibold tracking-tight tabular-nums">{shown}</b>
          <span className="text-ink-3 text-2xs leading-3.5">{t('outOf', { most: all })}</span>
        </span>
      </div>
      <dl className="grid gap-1.5">
        {PARTS.map((part) => (
          <div key={part} className="grid grid-cols-[1fr_auto] gap-x-2 gap-y-0.5 text-xs leading-3.5">
            <dt className="text-ink-2">{t(`parts.${part}`)}</dt>
            <dd className="font-medium tabular-nums">
              {parts[part]}
              <span className="text-ink-3 font-normal">{`/${String(most[part])}`}</span>
            </dd>
            <i aria-hidden className="bg-data-soft col-span-full h-1 overflow-hidden rounded-full">
              <i
                className="bg-data block h-full rounded-full"
                style={{ width: `${String(share(parts[part], most[part]) * 100)}%` }}
              />
            </i>
          </div>
        ))}
      </dl>
    </div>
  )
}

function Arc(arc: { start: number; room: number; filled: number; colour: 'data' | 'accent' }) {
  const { start, room, filled, colour } = arc
  return (
    <g fill="none" strokeWidth="8">
      <circle cx="44" cy="44" r={RADIUS} stroke={`var(--${colour}-soft)`} {...dash(start, room)} />
      {filled > 0 ? <circle cx="44" cy="44" r={RADIUS} stroke={`var(--${colour})`} {...dash(start, filled)} /> : null}
    </g>
  )
}

/** Each part takes as much of the ring as it can be worth. */
function arcsOf(parts: ScoreParts, most: ScoreParts) {
  const whole = ROUND - PARTS.length * GAP
  let start = 0
  return PARTS.map((part) => {
    const room = share(most[part], sum(most)) * whole
    const arc = { part, start, room, filled: share(parts[part], most[part]) * room }
    start += room + GAP
    return arc
  })
}

const sum = (parts: ScoreParts) => PARTS.reduce((total, part) => total + parts[part], 0)
/** A part may be worth nothing; a score of an older configuration may be more than there is now. */
const share = (some: number, all: number) => (all === 0 ? 0 : Math.min(1, some / all))

const dash = (start: number, length: number) => ({
  strokeDasharray: `${length.toFixed(2)} ${ROUND.toFixed(2)}`,
  strokeDashoffset: (-start).toFixed(2),
})
