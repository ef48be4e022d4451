import { cva, type VariantProps } from 'class-variance-authority'
import { LoaderCircle } from 'lucide-react'
import * as Slot from 'radix-ui/slot'
import { forwardRef, type ButtonHTMLAttributes } from 'react'
import { cn } from './cn.ts'

export const buttonLook = cva(
  'inline-flex shrink-0 items-center justify-center gap-1.5 font-medium whitespace-nowrap select-none transition-[background-color,box-shadow,opacity] disabled:cursor-default disabled:opacity-45 aria-disabled:cursor-default aria-disabled:opacity-45',
  {
    variants: {
      look: {
        primary: 'bg-accent text-accent-ink hover:bg-[color-mix(in_srgb,var(--accent)_88%,var(--ink))]',
        secondary:
          'bg-surface text-ink shadow-[inset_0_0_0_1px_var(--line-2)] hover:bg-[color-mix(in_srgb,var(--surface)_95%,var(--ink))]',
        quiet: 'text-ink hover:bg-hover active:bg-press',
        ari: 'bg-ari-soft text-ari hover:bg-[color-mix(in_srgb,var(--ari-soft)_92%,var(--ari))]',
        danger: 'bg-stop text-stop-ink hover:bg-[color-mix(in_srgb,var(--stop)_88%,var(--ink))]',
        link: 'text-accent underline-offset-4 hover:underline',
      },
      size: {
        s: 'h-7 rounded-sm px-2.5 text-xs pointer-coarse:h-11',
        m: 'h-8 rounded-sm px-3 text-sm pointer-coarse:h-11',
        l: 'h-11 rounded-lg px-4 text-base',
      },
      square: { true: 'text-ink-2 px-0', false: '' },
    },
    compoundVariants: [
      { square: true, size: 's', className: 'w-7 pointer-coarse:w-11' },
      { square: true, size: 'm', className: 'w-8 pointer-coarse:w-11' },
      { square: true, size: 'l', className: 'w-11' },
      { look: 'link', size: ['s', 'm', 'l'], className: 'px-0' },
    ],
    defaultVariants: { look: 'secondary', size: 'm', square: false },
  },
)

export type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> &
  VariantProps<typeof buttonLook> & {
    /** Under way: shows so, and takes no second press. */
    busy?: boolean
    /** Gives the look to its one child, a link for instance. */
    asChild?: boolean
  }

export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button(
  { look, size, square, busy = false, asChild = false, className, children, disabled = false, ...rest },
  ref,
) {
  const classes = cn(buttonLook({ look, size, square }), className)
  if (asChild)
    return (
      <Slot.Root ref={ref} className={classes} {...rest}>
        {children}
      </Slot.Root>
    )
  return (
    <button ref={ref} type="button" className={classes} disabled={disabled || busy} aria-busy={busy} {...rest}>
      {busy ? <LoaderCircle aria-hidden className="size-4 animate-spin" /> : null}
      {busy && square === true ? null : children}
    </button>
  )
})
