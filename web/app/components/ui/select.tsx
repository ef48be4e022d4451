import { Check, ChevronDown } from 'lucide-react'
import * as Radix from 'radix-ui/select'
import { useId } from 'react'
import { Field } from './field.tsx'

type Props<Value extends string> = {
  label: string
  hideLabel?: boolean
  value: Value
  options: readonly { value: Value; label: string }[]
  onChange: (value: Value) => void
  name?: string
  disabled?: boolean
  error?: string
}

/** One of several. */
export function Select<Value extends string>(props: Props<Value>) {
  const { label, hideLabel = false, value, options, onChange, name, disabled = false, error } = props
  const id = useId()
  return (
    <Field label={label} hideLabel={hideLabel} htmlFor={id} describedBy={`${id}-about`} error={error}>
      <Radix.Root
        value={value}
        onValueChange={(one) => onChange(one as Value)}
        {...(name && { name })}
        disabled={disabled}
      >
        <Radix.Trigger
          id={id}
          aria-invalid={error !== undefined}
          aria-describedby={`${id}-about`}
          className="bg-surface flex h-8 w-full min-w-0 items-center justify-between gap-2 rounded-sm px-2.5 text-left text-sm shadow-[inset_0_0_0_1px_var(--line-2)] disabled:opacity-50 aria-invalid:shadow-[inset_0_0_0_1.5px_var(--stop)] pointer-coarse:h-11"
        >
          <span className="min-w-0 truncate">
            <Radix.Value />
          </span>
          <ChevronDown aria-hidden className="text-ink-3 size-4 shrink-0" />
        </Radix.Trigger>
        <Radix.Portal>
          <Radix.Content
            position="popper"
            sideOffset={4}
            collisionPadding={8}
            className="animate-appear bg-surface shadow-pop z-50 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) overflow-hidden rounded-md"
          >
            <Radix.Viewport className="p-1">
              {options.map((option) => (
                <Radix.Item
                  key={option.value}
                  value={option.value}
                  className="data-[highlighted]:bg-hover flex h-8 cursor-pointer items-center gap-2 rounded-sm pr-2 pl-7 text-sm outline-none select-none pointer-coarse:h-11 relative"
                >
                  <Radix.ItemIndicator className="absolute left-2">
                    <Check aria-hidden className="text-accent size-4" />
                  </Radix.ItemIndicator>
                  <Radix.ItemText>{option.label}</Radix.ItemText>
                </Radix.Item>
              ))}
            </Radix.Viewport>
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Field>
  )
}
