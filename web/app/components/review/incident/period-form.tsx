import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ShownIncident } from '../../../incident/contract.ts'
import { useOrder } from '../../../incident/use-order.ts'
import { useZoneTimes } from '../../../time/use-zone-times.ts'
import { Button } from '../../ui/button.tsx'
import { Input } from '../../ui/field.tsx'

/** From when until when, on the workspace's own clock. */
export function PeriodForm({ incident, isOver }: { incident: ShownIncident; isOver: boolean }) {
  const { t } = useTranslation('incident')
  const { order, busy, errorOf, forget } = useOrder(incident.id)
  const { letters } = useZoneTimes()
  const [period, setPeriod] = useState({ from: incident.from, to: incident.to })
  const field = (name: 'from' | 'to') => (
    <Input
      type="datetime-local"
      label={t(`said.${name}`, { letters })}
      value={period[name]}
      disabled={isOver}
      error={errorOf(name)}
      onChange={({ target }) => {
        setPeriod({ ...period, [name]: target.value })
        forget()
      }}
    />
  )
  return (
    <form
      className="grid items-start gap-3 sm:grid-cols-[minmax(0,14rem)_minmax(0,14rem)_auto]"
      onSubmit={(event) => {
        event.preventDefault()
        void order({ do: 'period', ...period })
      }}
    >
      {field('from')}
      {field('to')}
      {isOver ? null : (
        <Button type="submit" className="w-fit sm:mt-5" busy={busy === 'period'}>
          {t('said.show')}
        </Button>
      )}
    </form>
  )
}
