import { createContext, useContext } from 'react'
import type { AriConfig } from '#schema/ari-config.ts'
import type { Rule } from '#schema/ari-parts.ts'
import { STAGES, type Stage } from '#schema/conversation.ts'
import type { FieldProblem } from '../../../intern/contract.ts'
import type { Flow } from '../../../intern/flow/edits.ts'
import type { Place } from '../../../intern/flow/place.ts'
import type { FlowWords } from '../../../intern/flow/use-words.ts'

/** What is being looked at: a stage or the people, or with `at` one rule of a stage. */
export type Selected = { place: Place; at: number | null }

/** What every part of the Flow tab knows and may do. */
export type FlowTab = {
  config: AriConfig
  flow: Flow
  words: FlowWords
  mayEdit: boolean
  edit: (next: Flow, mark?: string) => void
  selected: Selected | null
  select: (next: Selected | null) => void
  addRule: (stage: Stage, rule: Rule) => void
  /** What is wrong in a stage, or with one of its rules. */
  problemsOf: (stage: Stage, at?: number) => readonly FieldProblem[]
  /** Whether the imagined customer goes by this rule. */
  isTaken: (stage: Stage, at: number) => boolean
}

const FlowContext = createContext<FlowTab | null>(null)
export const FlowProvider = FlowContext.Provider

export function useFlowTab(): FlowTab {
  const tab = useContext(FlowContext)
  if (tab === null) throw new TypeError('This is a part of the Flow tab.')
  return tab
}

/** Where a problem is: `flow.stages.routing.rules.0.to` is rule 0 of routing. */
export function placeIn(path: string): Selected | null {
  const [section, parts, name, list, at] = path.split('.')
  const stage = STAGES.find((one) => one === name)
  if (section !== 'flow' || parts !== 'stages' || stage === undefined) return null
  return { place: stage, at: list === 'rules' && at !== undefined ? Number(at) : null }
}
