import * as Radix from 'radix-ui/switch'
import { useId } from 'react'
import { cn } from './cn.ts'

type Props = {
  label: string
  checked: boolean
  onChange: (checked: boolean) => void
  /** Violet where it turns ARI on. */
  tone?: 'accent' | 'ari'
  disabled?: boolean
  className?: string
}

/** On or off, at once. */
export function Switch({ label, checked, onChange, tone = 'accent', disabled = false, className }: Props) {
  const id = useId()
  return (
    <span className={cn('inline-flex h-8 items-center gap-2 font-medium whitespace-nowrap', className)}>
      <label htmlFor={id} className={cn('cursor-pointer', checked && tone === 'ari' && 'text-ari')}>
        {label}
      </label>
      <Radix.Root
        id={id}
        checked={checked}
        onCheckedChange={onChange}
        disabled={disabled}
        className={cn(
          'bg-ink-3 relative h-5 w-8.5 shrink-0 rounded-full transition-colors disabled:opacity-45',
          // A thumb needs more room than the eye.
          'before:absolute before:-inset-2 pointer-coarse:before:-inset-3',
          tone === 'ari' ? 'data-[state=checked]:bg-ari' : 'data-[state=checked]:bg-accent',
        )}
      >
        <Radix.Thumb className="dark:data-[state=checked]:bg-bg block size-4 translate-x-0.5 rounded-full bg-white shadow-sm transition-transform data-[state=checked]:translate-x-4" />
      </Radix.Root>
    </span>
  )
}
