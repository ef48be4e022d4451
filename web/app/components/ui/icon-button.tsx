import { forwardRef } from 'react'
import { Button, type ButtonProps } from './button.tsx'
import { Tooltip } from './tooltip.tsx'

type Props = Omit<ButtonProps, 'square' | 'aria-label' | 'asChild'> & {
  /** What it does, for the tooltip and for screen readers. */
  label: string
  /** The key that does the same. */
  keyHint?: string
}

/** A button that is an icon and says in a tooltip what it does. */
export const IconButton = forwardRef<HTMLButtonElement, Props>(function IconButton(
  { label, keyHint, look = 'quiet', children, ...rest },
  ref,
) {
  return (
    <Tooltip text={label} keyHint={keyHint}>
      <Button ref={ref} square look={look} aria-label={label} {...rest}>
        {children}
      </Button>
    </Tooltip>
  )
})
