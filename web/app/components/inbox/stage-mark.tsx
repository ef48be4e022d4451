import { CircleCheck } from 'lucide-react'
import type { Stage } from '#schema/conversation.ts'
import { cn } from '../ui/cn.ts'

const QUARTERS: Record<Stage, number> = { greeting: 1, qualification: 2, routing: 3, booking: 4, done: 4 }
const RADIUS = 3
const ROUND = 2 * Math.PI * RADIUS

/** The stage as a clock that fills, a quarter for each; a tick when done. */
export function StageMark({ stage, className }: { stage: Stage; className?: string }) {
  if (stage === 'done') return <CircleCheck aria-hidden className={cn('text-done size-3.5 shrink-0', className)} />
  const filled = (QUARTERS[stage] / 4) * ROUND
  return (
    <svg aria-hidden viewBox="0 0 14 14" className={cn('text-ink-2 size-3.5 shrink-0', className)}>
      <circle cx="7" cy="7" r="6" fill="none" stroke="currentColor" strokeWidth="1.4" />
      <circle
        cx="7"
        cy="7"
        r={RADIUS}
        fill="none"
        stroke="currentColor"
        strokeWidth={RADIUS * 2 - 1.4}
        strokeDasharray={`${filled.toFixed(2)} ${ROUND.toFixed(2)}`}
        transform="rotate(-90 7 7)"
      />
    </svg>
  )
}
