import { useEffect, useId, useState, type ReactNode } from 'react'
import { cn } from './cn.ts'
import { CONTROL, Field } from './field.tsx'

type Props = {
  label: string
  value: number
  onChange: (value: number) => void
  min: number
  max: number
  step?: number
  /** What the number is of, behind it. */
  unit?: string
  hint?: ReactNode
  error?: string | undefined
  hideLabel?: boolean
  disabled?: boolean
  id?: string
  className?: string
}

/** A whole number. What is no number yet changes nothing; left so, the last one stands again. */
export function NumberField(props: Props) {
  const {
    label,
    value,
    onChange,
    min,
    max,
    step = 1,
    unit,
    hint,
    error,
    hideLabel = false,
    disabled,
    id,
    className,
  } = props
  const made = useId()
  const own = id ?? made
  const [typed, setTyped] = useState(String(value))
  useEffect(() => setTyped((now) => (now !== '' && Number(now) === value ? now : String(value))), [value])

  function type(text: string) {
    const digits = text.replace(/\D/g, '').slice(0, 4)
    setTyped(digits)
    if (digits !== '') onChange(Number(digits))
  }

  return (
    <Field label={label} hint={hint} error={error} hideLabel={hideLabel} htmlFor={own} describedBy={`${own}-about`}>
      <span className="relative inline-flex items-center gap-2">
        <input
          id={own}
          type="text"
          inputMode="numeric"
          role="spinbutton"
          aria-valuenow={value}
          aria-valuemin={min}
          aria-valuemax={max}
          autoComplete="off"
          value={typed}
          disabled={disabled}
          aria-invalid={error !== undefined}
          aria-describedby={`${own}-about`}
          onChange={(event) => type(event.target.value)}
          onBlur={() => setTyped(String(value))}
          onKeyDown={(event) => {
            const by = event.key === 'ArrowUp' ? step : event.key === 'ArrowDown' ? -step : 0
            if (by === 0) return
            event.preventDefault()
            onChange(Math.min(max, Math.max(min, value + by)))
          }}
          className={cn(CONTROL, 'h-8 w-16 text-right text-sm tabular-nums pointer-coarse:h-11', className)}
        />
        {unit === undefined ? null : <span className="text-ink-2 text-xs">{unit}</span>}
      </span>
    </Field>
  )
}
