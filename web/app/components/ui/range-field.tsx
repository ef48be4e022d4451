import { useId, type ReactNode } from 'react'
import { Field } from './field.tsx'

type Props = {
  label: string
  value: number
  onChange: (value: number) => void
  min: number
  max: number
  step?: number
  /** The value as it is said. */
  said: string
  /** Where a field beside it shows the value. */
  hideSaid?: boolean
  hint?: ReactNode
  error?: string | undefined
  disabled?: boolean
  id?: string
}

/** A number on a scale whose ends are in sight. */
export function RangeField(props: Props) {
  const {
    label,
    value,
    onChange,
    min,
    max,
    step = 1,
    said,
    hideSaid = false,
    hint,
    error,
    disabled = false,
    id,
  } = props
  const made = useId()
  const own = id ?? made
  return (
    <Field label={label} hint={hint} error={error} htmlFor={own} describedBy={`${own}-about`}>
      <span className="flex h-8 items-center gap-3 pointer-coarse:h-11">
        <input
          id={own}
          type="range"
          value={value}
          min={min}
          max={max}
          step={step}
          disabled={disabled}
          aria-valuetext={said}
          aria-describedby={`${own}-about`}
          onChange={(event) => onChange(Number(event.target.value))}
          className="accent-accent h-8 min-w-0 flex-1 disabled:opacity-50"
        />
        {hideSaid ? null : <b className="min-w-12 text-right font-semibold tabular-nums">{said}</b>}
      </span>
    </Field>
  )
}
