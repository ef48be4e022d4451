import * as Radix from 'radix-ui/tooltip'
import type { ReactNode } from 'react'
import { Kbd } from './kbd.tsx'

export const TooltipProvider = Radix.Provider

/** A word about the thing under the pointer or in focus. Never the only place where something is said. */
export function Tooltip({
  text,
  keyHint,
  side = 'bottom',
  children,
}: {
  text: string
  keyHint?: string | undefined
  side?: 'top' | 'right' | 'bottom' | 'left'
  children: ReactNode
}) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="animate-fade bg-ink text-bg z-50 flex max-w-72 items-center gap-2 rounded-sm px-2 py-1 text-xs"
        >
          {text}
          {keyHint === undefined ? null : <Kbd inverse>{keyHint}</Kbd>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
