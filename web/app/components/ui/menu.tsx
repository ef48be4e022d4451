import { Check } from 'lucide-react'
import * as Radix from 'radix-ui/dropdown-menu'
import type { ReactNode } from 'react'

const ITEM =
  'data-[highlighted]:bg-hover relative flex h-8 cursor-pointer items-center gap-2 rounded-sm px-2 text-sm outline-none select-none data-[disabled]:opacity-45 pointer-coarse:h-11'

/** A few things to do or choose, behind a button. It stands in the page's part that its button is in. */
export function Menu({
  trigger,
  side = 'bottom',
  align = 'end',
  children,
}: {
  trigger: ReactNode
  side?: 'top' | 'right' | 'bottom' | 'left'
  align?: 'start' | 'end'
  children: ReactNode
}) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Content
        side={side}
        align={align}
        sideOffset={8}
        collisionPadding={8}
        className="animate-appear bg-surface shadow-pop z-50 max-h-(--radix-dropdown-menu-content-available-height) w-64 overflow-y-auto rounded-md p-1"
      >
        {children}
      </Radix.Content>
    </Radix.Root>
  )
}

export function MenuItem({
  icon,
  onSelect,
  children,
}: {
  icon?: ReactNode
  onSelect: () => void
  children: ReactNode
}) {
  return (
    <Radix.Item className={ITEM} onSelect={onSelect}>
      {icon}
      <span className="min-w-0 truncate">{children}</span>
    </Radix.Item>
  )
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="text-ink-3 px-2 pt-2 pb-1 text-2xs font-medium">{children}</Radix.Label>
}

export function MenuLine() {
  return <Radix.Separator className="bg-line -mx-1 my-1 h-px" />
}

/** One of several, the chosen one ticked. */
export function MenuChoice<Value extends string>({
  value,
  options,
  onChange,
}: {
  value: Value
  options: readonly { value: Value; label: string }[]
  onChange: (value: Value) => void
}) {
  return (
    <Radix.RadioGroup value={value} onValueChange={(one) => onChange(one as Value)}>
      {options.map((option) => (
        <Radix.RadioItem key={option.value} value={option.value} className={`${ITEM} pl-7`}>
          <Radix.ItemIndicator className="absolute left-2">
            <Check aria-hidden className="text-accent size-4" />
          </Radix.ItemIndicator>
          <span className="min-w-0 truncate">{option.label}</span>
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  )
}
