import { CircleAlert } from 'lucide-react'
import { forwardRef, useId, type InputHTMLAttributes, type ReactNode, type TextareaHTMLAttributes } from 'react'
import { cn } from './cn.ts'

/** The look of what one writes into. */
export const CONTROL =
  'bg-surface text-ink w-full min-w-0 rounded-sm px-2.5 shadow-[inset_0_0_0_1px_var(--line-2)] transition-shadow focus:shadow-[inset_0_0_0_1.5px_var(--accent),0_0_0_3px_var(--ring)] focus:outline-none aria-invalid:shadow-[inset_0_0_0_1.5px_var(--stop)] disabled:opacity-50'

type Around = { label: string; hint?: ReactNode; error?: string | undefined; hideLabel?: boolean }

/** A label, what it is the label of, and under it a hint or what is wrong. */
export function Field({
  label,
  hint,
  error,
  hideLabel = false,
  htmlFor,
  describedBy,
  children,
}: Around & { htmlFor: string; describedBy: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <label htmlFor={htmlFor} className={hideLabel ? 'sr-only' : 'text-ink-2 mb-1 block text-xs font-medium'}>
        {label}
      </label>
      {children}
      <p
        id={describedBy}
        aria-live="polite"
        className={cn('text-xs', error === undefined ? 'text-ink-3' : 'text-stop', (error ?? hint) && 'mt-1')}
      >
        {error === undefined ? (
          hint
        ) : (
          <span className="flex items-start gap-1">
            <CircleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
            {error}
          </span>
        )}
      </p>
    </div>
  )
}

type InputProps = InputHTMLAttributes<HTMLInputElement> & Around & { size2?: 'm' | 'l' }

/** One line of text with its label. */
export const Input = forwardRef<HTMLInputElement, InputProps>(function Input(
  { label, hint, error, hideLabel, size2 = 'm', id, className, ...rest },
  ref,
) {
  const made = useId()
  const own = id ?? made
  return (
    <Field
      label={label}
      hint={hint}
      error={error}
      hideLabel={hideLabel ?? false}
      htmlFor={own}
      describedBy={`${own}-about`}
    >
      <input
        ref={ref}
        id={own}
        aria-invalid={error !== undefined}
        aria-describedby={`${own}-about`}
        className={cn(CONTROL, size2 === 'l' ? 'h-11 text-base' : 'h-8 text-sm pointer-coarse:h-11', className)}
        {...rest}
      />
    </Field>
  )
})

type TextareaProps = TextareaHTMLAttributes<HTMLTextAreaElement> & Around

/** Several lines of text with their label. */
export const Textarea = forwardRef<HTMLTextAreaElement, TextareaProps>(function Textarea(
  { label, hint, error, hideLabel, id, className, ...rest },
  ref,
) {
  const made = useId()
  const own = id ?? made
  return (
    <Field
      label={label}
      hint={hint}
      error={error}
      hideLabel={hideLabel ?? false}
      htmlFor={own}
      describedBy={`${own}-about`}
    >
      <textarea
        ref={ref}
        id={own}
        aria-invalid={error !== undefined}
        aria-describedby={`${own}-about`}
        className={cn(CONTROL, 'min-h-20 resize-y py-1.5 text-sm', className)}
        {...rest}
      />
    </Field>
  )
})
