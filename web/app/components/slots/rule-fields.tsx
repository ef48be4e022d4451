import { useTranslation } from 'react-i18next'
import type { ConsultantForm } from '#schema/booking.ts'
import { zoneName } from '#domain/booking/times.ts'
import type { Draft } from '../../slots/draft.ts'
import { useNotice } from '../../slots/use-notice.ts'
import { NumberField } from '../ui/number-field.tsx'
import { Select } from '../ui/select.tsx'

const ZONES = ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'] as const
const USUAL = 'usual'
const NOTICES = [0, 30, 60, 120, 240, 720, 1440, 2880, 4320, 10_080, 20_160]

type Props = {
  draft: Draft
  /** The workspace's zone. */
  usual: string
  errorOf: (field: string) => string | undefined
  onChange: (change: Partial<Draft>) => void
}

/** How long a consultation is, and how soon and how far ahead it can be booked. */
export function RuleFields({ draft, usual, errorOf, onChange }: Props) {
  const { t } = useTranslation('slots')
  const notice = useNotice()
  const notices = [...new Set([...NOTICES, draft.noticeMinutes])].sort((a, b) => a - b)
  const number = (field: 'durationMinutes' | 'bufferMinutes' | 'daysAhead', min: number, max: number) => (
    <NumberField
      label={t(`editor.${field}`)}
      unit={t(field === 'daysAhead' ? 'editor.unitDays' : 'editor.unitMinutes')}
      hint={t('editor.range', { min, max })}
      {...{ min, max }}
      value={draft[field]}
      error={errorOf(field)}
      onChange={(value) => onChange({ [field]: value })}
    />
  )
  const zone = (value: ConsultantForm['timeZone'] | typeof USUAL) => {
    if (value !== USUAL && value !== null) onChange({ timeZone: value })
    else onChange({ timeZone: null })
  }
  return (
    <div className="grid grid-cols-2 gap-x-4 gap-y-3">
      {number('durationMinutes', 5, 480)}
      {number('bufferMinutes', 0, 240)}
      {number('daysAhead', 1, 90)}
      <Select
        label={t('editor.noticeMinutes')}
        value={String(draft.noticeMinutes)}
        options={notices.map((minutes) => ({ value: String(minutes), label: notice(minutes) }))}
        onChange={(minutes) => onChange({ noticeMinutes: Number(minutes) })}
      />
      <div className="col-span-2">
        <Select
          label={t('editor.timeZone')}
          value={draft.timeZone ?? USUAL}
          options={[
            { value: USUAL, label: t('editor.usualZone', { zone: zoneName(usual) }) },
            ...ZONES.map((value) => ({
              value,
              label: t('editor.zone', { zone: zoneName(value), place: placeOf(value) }),
            })),
          ]}
          onChange={zone}
        />
      </div>
    </div>
  )
}

/** `Jakarta` of `Asia/Jakarta`. */
const placeOf = (timeZone: string) => timeZone.split('/')[1] ?? timeZone
