import type { FloorHolder, HandoffReason, ScoreParts, Stage } from '#schema/conversation.ts'
import type { Bearing, Piece, Standing, Verdict } from '#domain/trial/agreement.ts'
import type { RepeatAnswer, TrialResult, TrialSource, TrialTrace } from '#schema/trial.ts'

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
  | Omit<RepeatShown, 'id' | 'at'>
  | { author: 'line'; kind: 'jumped' | 'handed_back'; stage: Stage | null }
)
/** A question that was asked several times, and how its answers agree. */
export type RepeatShown = {
  id: string
  at: string
  author: 'repeat'
  question: string
  state: 'running' | 'done' | 'cancelled'
  /** By their places; null: not there, or not yet. */
  answers: (RepeatAnswerShown | null)[]
  /** Null while there is nothing to compare. */
  verdict: Verdict | null
  facts: { text: string; kind: string; in: boolean[]; bearing: Bearing; standing: Standing }[]
}
export type RepeatAnswerShown = Pick<RepeatAnswer, 'decision' | 'reason'> & {
  isSaid: boolean
  /** What would be read; where nothing is said, what the model proposed. `fact`: its place among the facts. */
  pieces: Piece[]
  entries: TrialTrace['entries']
  failedChecks: TrialTrace['checks']
  failure: string | null
}
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
  /** A question is being asked several times. */
  isRepeating: boolean
  /** How often such a question is asked. */
  timesAsked: number
  rows: TrialRowShown[]
}

export type PromptShown = { system: string; turns: { role: string; content: string }[]; rawAnswer: string }

/** What the server could not do: ARI is busy, or nobody of the machinery answers. */
export type TrialProblem = 'busy' | 'unavailable'
