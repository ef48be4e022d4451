import * as ToggleGroup from 'radix-ui/toggle-group'
import { cn } from './cn.ts'

type Props<Value extends string> = {
  label: string
  value: Value
  options: readonly { value: Value; label: string }[]
  onChange: (value: Value) => void
  look?: 'segments' | 'chips'
}

/** One of a few, all in sight. */
export function Segments<Value extends string>({ label, value, options, onChange, look = 'segments' }: Props<Value>) {
  return (
    <ToggleGroup.Root
      type="single"
      aria-label={label}
      value={value}
      onValueChange={(one) => {
        // A second press on the chosen one changes nothing.
        if (one !== '') onChange(one as Value)
      }}
      className={cn('flex min-w-0', look === 'segments' ? 'bg-press w-fit gap-0.5 rounded-sm p-0.5' : 'gap-1.5')}
    >
      {options.map((option) => (
        <ToggleGroup.Item
          key={option.value}
          value={option.value}
          className={cn(
            'shrink-0 font-medium whitespace-nowrap transition-colors',
            look === 'segments'
              ? 'text-ink-2 data-[state=on]:bg-surface data-[state=on]:text-ink data-[state=on]:shadow-row h-7 rounded-[6px] px-2.5 pointer-coarse:h-10'
              : 'text-ink-2 data-[state=on]:bg-ink data-[state=on]:text-surface relative h-7 rounded-full px-2.5 text-xs shadow-[inset_0_0_0_1px_var(--line-2)] before:absolute before:-inset-y-1 before:inset-x-0 data-[state=on]:shadow-none pointer-coarse:h-9',
          )}
        >
          {option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  )
}
