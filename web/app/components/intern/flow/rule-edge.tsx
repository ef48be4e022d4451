import { BaseEdge, type Edge, type EdgeProps } from '@xyflow/react'
import type { Stage } from '#schema/conversation.ts'
import { pathOf, type Place, type Point } from '../../../intern/flow/place.ts'
import { cn } from '../../ui/cn.ts'
import { useFlowTab } from './context.ts'

export type RuleLine = Edge<{ points: Point[]; stage: Stage; at: number; to: Place }, 'rule'>

const ARROW = 5

/** A rule as a line: teal to people, and strong where it is chosen or where the imagined customer goes. */
export function RuleEdge({ data }: EdgeProps<RuleLine>) {
  const { selected, isTaken } = useFlowTab()
  if (data === undefined) return null
  const { points, stage, at, to } = data
  const isChosen = selected?.place === stage && selected.at === at
  const look = isTaken(stage, at) ? 'text-ari' : isChosen ? 'text-ink' : to === 'people' ? 'text-accent' : 'text-ink-3'
  return (
    <g className={cn('cursor-pointer transition-colors', look)}>
      <BaseEdge
        path={pathOf(points)}
        interactionWidth={14}
        style={{ stroke: 'currentColor', strokeWidth: isChosen || isTaken(stage, at) ? 2 : 1.25 }}
      />
      <path d={arrowAt(points)} fill="currentColor" />
    </g>
  )
}

/** The head of the arrow, at the end of its last piece. */
function arrowAt(points: readonly Point[]): string {
  const [before, end] = points.slice(-2)
  if (before === undefined || end === undefined) return ''
  const back = before.x < end.x ? -ARROW : ARROW
  return `M${end.x} ${end.y} l${back * 1.4} ${-ARROW} v${ARROW * 2} z`
}
