import { X } from 'lucide-react'
import * as Radix from 'radix-ui/dialog'
import { useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'
import { cn } from './cn.ts'

type Props = {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  description?: string
  children?: ReactNode
  /** The actions, the primary one last. */
  actions?: ReactNode
}

const VEIL = 'animate-fade fixed inset-0 z-40 bg-black/40'

/** What opened has the focus itself: nothing in it is chosen for anybody, and Escape closes it at once. */
const focusWhole = (event: Event) => {
  event.preventDefault()
  if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus()
}

/** What had the focus gets it back: Radix knows that of its own triggers only, and ours stand anywhere. */
function useFocusBefore() {
  const had = useRef<(Element | null | undefined)[]>([])
  return {
    keep: () => {
      const element = document.activeElement
      had.current = [element, element?.parentElement?.closest('[tabindex]')]
    },
    restore: (event: Event) => {
      event.preventDefault()
      // What was decided may have taken it away: then what it stood in.
      const left = had.current.find((element) => element?.isConnected === true)
      if (left instanceof HTMLElement) left.focus()
    },
  }
}

/** Something to decide or fill in before going on. */
export function Dialog({ open, onOpenChange, title, description, children, actions }: Props) {
  const before = useFocusBefore()
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={VEIL} />
        <Radix.Content
          {...(description === undefined && { 'aria-describedby': undefined })}
          onOpenAutoFocus={before.keep}
          onCloseAutoFocus={before.restore}
          className="animate-appear bg-surface shadow-pop fixed inset-x-4 top-[12dvh] z-50 mx-auto flex max-h-[76dvh] max-w-md flex-col rounded-lg p-5"
        >
          <Radix.Title className="text-md pr-8 font-semibold">{title}</Radix.Title>
          {description === undefined ? null : (
            <Radix.Description className="text-ink-2 mt-1">{description}</Radix.Description>
          )}
          {children === undefined ? null : <div className="mt-4 min-h-0 flex-1 overflow-y-auto">{children}</div>}
          {actions === undefined ? null : <div className="mt-5 flex flex-wrap justify-end gap-2">{actions}</div>}
          <DialogClose className="absolute top-3.5 right-3.5" />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** A panel that comes in from the right, over the page; `wide` where much is written in it; a `sheet` takes all of a phone. */
export function Drawer({
  open,
  onOpenChange,
  title,
  wide = false,
  sheet = false,
  children,
}: Omit<Props, 'description' | 'actions'> & { wide?: boolean; sheet?: boolean }) {
  const before = useFocusBefore()
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={VEIL} />
        <Radix.Content
          aria-describedby={undefined}
          onOpenAutoFocus={(event) => {
            before.keep()
            focusWhole(event)
          }}
          onCloseAutoFocus={before.restore}
          className={cn(
            'animate-appear bg-surface shadow-pop fixed inset-y-0 right-0 z-50 flex w-full flex-col outline-none [--from-x:24px] [--from-y:0]',
            sheet ? 'sm:max-w-100' : wide ? 'max-w-130' : 'max-w-90',
          )}
        >
          <div className="flex h-14 shrink-0 items-center justify-between pr-3 pl-4">
            <Radix.Title className="text-md truncate font-semibold">{title}</Radix.Title>
            <DialogClose />
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** Without a tooltip: open, that would take the first Escape. */
function DialogClose({ className }: { className?: string }) {
  const { t } = useTranslation('common')
  return (
    <Radix.Close asChild>
      <Button square look="quiet" aria-label={t('close')} title={t('close')} className={className}>
        <X aria-hidden className="size-4" />
      </Button>
    </Radix.Close>
  )
}
