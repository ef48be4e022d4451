import { useEffect, useRef, type ReactNode } from 'react'
import { Button } from '../../ui/button.tsx'
import { cn } from '../../ui/cn.ts'

type Props = {
  title: string
  /** What it does, before anybody says yes. */
  children?: ReactNode
  cancel: string
  confirm: string
  tone?: 'stop' | 'plain'
  busy: boolean
  onCancel: () => void
  onConfirm: () => void
}

/** Asks once more, at the place itself. The question has the focus, and Escape is no. */
export function Confirm({ title, children, cancel, confirm, tone = 'plain', busy, onCancel, onConfirm }: Props) {
  const question = useRef<HTMLDivElement>(null)
  useEffect(() => question.current?.focus(), [])
  return (
    <div
      ref={question}
      role="alertdialog"
      aria-label={title}
      tabIndex={-1}
      onKeyDown={({ key }) => {
        if (key === 'Escape' && !busy) onCancel()
      }}
      className={cn(
        'animate-appear grid gap-3 rounded-md p-4 outline-none',
        tone === 'stop' ? 'bg-stop-soft' : 'bg-sunken',
      )}
    >
      <p className="font-semibold">{title}</p>
      {children}
      <div className="flex flex-wrap gap-2">
        <Button look={tone === 'stop' ? 'danger' : 'primary'} busy={busy} onClick={onConfirm}>
          {confirm}
        </Button>
        <Button disabled={busy} onClick={onCancel}>
          {cancel}
        </Button>
      </div>
    </div>
  )
}
