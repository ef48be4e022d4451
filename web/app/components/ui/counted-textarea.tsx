import { useTranslation } from 'react-i18next'
import { cn } from './cn.ts'
import { Textarea } from './field.tsx'

type Props = {
  id: string
  label: string
  value: string
  onChange: (value: string) => void
  most: number
  hint?: string
  placeholder?: string
  error?: string | undefined
  rows?: number
}

/** Several lines whose length counts. More than fits may be typed, and is said to be too much: nothing is cut off. */
export function CountedTextarea({ value, onChange, most, hint, error, rows = 3, ...rest }: Props) {
  const { t } = useTranslation('common')
  const over = value.trim().length - most
  return (
    <Textarea
      {...rest}
      rows={rows}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      error={over > 0 ? t('tooLong', { over }) : error}
      hint={
        <span className="flex gap-3">
          <span className="min-w-0 flex-1">{hint}</span>
          <span className={cn('tabular-nums', value.length === 0 && 'invisible')}>
            {t('counted', { length: value.length, most })}
          </span>
        </span>
      }
    />
  )
}
