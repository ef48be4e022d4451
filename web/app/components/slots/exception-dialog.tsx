import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dateOf, localTime } from '#domain/booking/zones.ts'
import type { ShownConsultant } from '../../slots/contract.ts'
import { useSend } from '../../slots/use-send.ts'
import { useNow } from '../../time/use-times.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Input } from '../ui/field.tsx'
import { Segments } from '../ui/segments.tsx'
import { Notice } from '../ui/states.tsx'

const FORM = 'exception-form'

type Values = {
  kind: 'off' | 'extra'
  firstDay: string
  lastDay: string
  fromMinute: string
  toMinute: string
  note: string
}

type Props = { consultant: ShownConsultant; timeZone: string; onClose: () => void }

/** Days off, or extra hours on days. */
export function ExceptionDialog({ consultant, timeZone, onClose }: Props) {
  const { t } = useTranslation('slots')
  const now = useNow()
  const { send, busy, problem, errorOf, forget } = useSend()
  const [values, setValues] = useState<Values>({
    ...{ kind: 'off', firstDay: '', lastDay: '', fromMinute: '09:00', toMinute: '12:00', note: '' },
  })
  const change = (part: Partial<Values>) => {
    setValues((before) => ({ ...before, ...part }))
    forget((field) => field in part)
  }
  const input = (field: keyof Values, rest: { type?: string; min?: string; maxLength?: number } = {}) => (
    <Input
      label={t(`exceptions.${field}`)}
      error={errorOf(field)}
      value={values[field]}
      onChange={(event) => change({ [field]: event.target.value })}
      {...rest}
    />
  )
  // A first day after the last one moves the last one along.
  const setFirst = (firstDay: string) =>
    change({ firstDay, ...((values.lastDay === '' || values.lastDay < firstDay) && { lastDay: firstDay }) })
  const today = dateOf(localTime(now, timeZone).day)

  async function save(): Promise<void> {
    const { fromMinute, toMinute, ...days } = values
    const hours = { fromMinute, toMinute: toMinute === '00:00' ? '24:00' : toMinute }
    const body = values.kind === 'extra' ? { ...days, ...hours } : days
    if (await send(`/api/consultants/${consultant.id}/exceptions`, body)) onClose()
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={t('exceptions.title')}
      description={t(`exceptions.about.${values.kind}`)}
      actions={
        <>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button type="submit" form={FORM} look="primary" busy={busy !== null}>
            {t('exceptions.save')}
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        noValidate
        // Room for the ring around what has the focus.
        className="-m-1 grid gap-3 p-1"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        {problem === null ? null : <Notice tone="stop">{t(problem)}</Notice>}
        <Segments
          label={t('exceptions.kind')}
          value={values.kind}
          options={[
            { value: 'off', label: t('exceptions.kinds.off') },
            { value: 'extra', label: t('exceptions.kinds.extra') },
          ]}
          onChange={(kind) => change({ kind })}
        />
        <div className="grid grid-cols-2 gap-3">
          <Input
            type="date"
            min={today}
            label={t('exceptions.firstDay')}
            error={errorOf('firstDay')}
            value={values.firstDay}
            onChange={(event) => setFirst(event.target.value)}
          />
          {input('lastDay', { type: 'date', min: values.firstDay || today })}
        </div>
        {values.kind === 'off' ? null : (
          <div className="grid grid-cols-2 gap-3">
            {input('fromMinute', { type: 'time' })}
            {input('toMinute', { type: 'time' })}
          </div>
        )}
        {input('note', { maxLength: 120 })}
      </form>
    </Dialog>
  )
}
