import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ShownBooking, ShownTime } from '../../bookings/contract.ts'
import { useNow } from '../../time/use-times.ts'
import { useZoneTimes } from '../../time/use-zone-times.ts'
import { Select } from '../ui/select.tsx'

type Props = {
  times: readonly ShownTime[]
  /** Whose times are shown at first. */
  consultantOf: Pick<ShownBooking, 'consultantId' | 'consultant'>
  chosen: string | null
  onChoose: (slotId: string) => void
}

const EVERYONE = 'everyone'

/** The free times by day, of one consultant or of all; one of them is chosen. */
export function FreeTimeChoice({ times, consultantOf: own, chosen, onChoose }: Props) {
  const { t } = useTranslation('bookings')
  const zone = useZoneTimes()
  const now = useNow()
  const [of, setOf] = useState(own.consultantId)
  const consultants = new Map([
    [own.consultantId, own.consultant],
    ...times.map(({ consultantId, consultant }) => [consultantId, consultant] as const),
  ])
  const shown = times.filter(({ consultantId }) => of === EVERYONE || consultantId === of)
  const days = new Map<number, ShownTime[]>()
  for (const time of shown) {
    const { dayNumber } = zone.parts(time.startsAt)
    days.set(dayNumber, [...(days.get(dayNumber) ?? []), time])
  }
  return (
    <div className="grid gap-3">
      {/* A choice that is not in sight any more is none. */}
      <Select
        label={t('chooseFrom')}
        value={of}
        options={[
          ...[...consultants].map(([value, label]) => ({ value, label })),
          ...(consultants.size > 1 ? [{ value: EVERYONE, label: t('everyone') }] : []),
        ]}
        onChange={(value) => {
          setOf(value)
          onChoose('')
        }}
      />
      {shown.length === 0 ? (
        <p className="text-ink-2 text-xs">
          <b className="text-ink block font-semibold">{t('noTimes')}</b>
          {t('noTimesAbout')}
        </p>
      ) : (
        <div role="radiogroup" aria-label={t('freeTimes')} className="grid gap-3">
          {[...days.values()].map((ofDay) => (
            <fieldset key={ofDay[0]?.slotId} className="min-w-0">
              <legend className="mb-1.5 text-xs font-semibold">{zone.day(ofDay[0]?.startsAt ?? '', now)}</legend>
              <div className="flex flex-wrap gap-1.5">
                {ofDay.map(({ slotId, startsAt, endsAt, consultant }) => (
                  <label key={slotId} className="relative">
                    <input
                      type="radio"
                      name="slotId"
                      value={slotId}
                      checked={slotId === chosen}
                      onChange={() => onChoose(slotId)}
                      className="peer absolute inset-0 size-full cursor-pointer opacity-0"
                    />
                    <span className="bg-surface peer-checked:bg-accent peer-checked:text-accent-ink peer-focus-visible:outline-accent flex h-8 items-center gap-1.5 rounded-sm px-2.5 tabular-nums shadow-[inset_0_0_0_1px_var(--line-2)] peer-checked:shadow-none peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 pointer-coarse:h-11">
                      {zone.range(startsAt, endsAt)}
                      {of === EVERYONE ? <span className="text-xs">{consultant}</span> : null}
                    </span>
                  </label>
                ))}
              </div>
            </fieldset>
          ))}
        </div>
      )}
    </div>
  )
}
