import { Plus, X } from 'lucide-react'
import { useId, useState, type ReactNode } from 'react'
import { Button } from './button.tsx'
import { CONTROL, Field } from './field.tsx'
import { cn } from './cn.ts'

type Props = {
  label: string
  values: readonly string[]
  onChange: (values: string[]) => void
  /** What the field says while it is empty. */
  placeholder?: string
  addLabel: string
  removeLabel: (value: string) => string
  most: number
  mostLength: number
  hint?: ReactNode
  error?: string | undefined
  disabled?: boolean
  id?: string
}

/** Short texts in no order: each can be taken away, and one more written. */
export function ChipsField(props: Props) {
  const { label, values, onChange, addLabel, removeLabel, most, mostLength, hint, error, disabled = false } = props
  const made = useId()
  const id = props.id ?? made
  const [typed, setTyped] = useState('')

  function add() {
    const text = typed.trim().toLowerCase()
    setTyped('')
    if (text !== '' && !values.includes(text)) onChange([...values, text])
  }

  return (
    <Field label={label} hint={hint} error={error} htmlFor={id} describedBy={`${id}-about`}>
      <ul className="mb-2 flex flex-wrap gap-1.5">
        {values.map((value) => (
          <li
            key={value}
            className="bg-sunken flex h-7 max-w-full items-center rounded-full pl-2.5 text-xs font-medium pointer-coarse:h-9"
          >
            <span className={cn('truncate', disabled && 'pr-2.5')}>{value}</span>
            {disabled ? null : (
              <button
                type="button"
                aria-label={removeLabel(value)}
                title={removeLabel(value)}
                onClick={() => onChange(values.filter((one) => one !== value))}
                className="text-ink-3 hover:text-ink relative grid size-7 shrink-0 place-items-center rounded-full pointer-coarse:size-9"
              >
                <X aria-hidden className="size-3.5" />
              </button>
            )}
          </li>
        ))}
      </ul>
      {disabled || values.length >= most ? null : (
        <span className="flex max-w-80 gap-2">
          <input
            id={id}
            value={typed}
            maxLength={mostLength}
            placeholder={props.placeholder}
            autoComplete="off"
            aria-describedby={`${id}-about`}
            onChange={(event) => setTyped(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
              event.preventDefault()
              add()
            }}
            className={cn(CONTROL, 'h-8 text-sm pointer-coarse:h-11')}
          />
          <Button onClick={add} disabled={typed.trim() === ''}>
            <Plus aria-hidden className="size-4" />
            {addLabel}
          </Button>
        </span>
      )}
    </Field>
  )
}
