import type { FloorHolder, HandoffReason, ScoreParts, Stage } from '#schema/conversation.ts'
import type { TrialResult, TrialSource, TrialTrace } from '#schema/trial.ts'

/** A choice of ARI's list. */
export type Choice = { id: string; title: string; description: string }

/** A row of the chat. */
export type TrialRowShown = { id: string; at: string } & (
  | { author: 'customer'; body: string; outcome: string | null }
  | {
      author: 'bot'
      body: string
      choices: Choice[]
      facts: { key: string; value: string }[]
      declined: string[]
      /** Null where nothing was thought: people had the floor. */
      trace: TrialTrace | null
      result: TrialResult
    }
  | { author: 'line'; kind: 'jumped' | 'handed_back'; stage: Stage | null }
)
export type ReplyShown = Extract<TrialRowShown, { author: 'bot' }>

/** A person's trial as their page shows it. */
export type TrialShown = {
  source: TrialSource
  /** The version that is published. */
  version: number
  hasWorkingCopy: boolean
  botName: string
  stage: Stage
  floor: { holder: FloorHolder; reason: HandoffReason | null }
  scoreMost: ScoreParts
  /** Names of questions of the workspace's own. */
  labels: Record<string, string>
  isThinking: boolean
  rows: TrialRowShown[]
}

export type PromptShown = { system: string; turns: { role: string; content: string }[]; rawAnswer: string }

/** What the server could not do: ARI is busy, or nobody of the machinery answers. */
export type TrialProblem = 'busy' | 'unavailable'
