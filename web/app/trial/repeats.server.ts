import { deleteRepeat, insertRepeatOnce, stopRepeats } from '#db/queries/trial-repeats.ts'
import type { Trial, TrialRow } from '#db/queries/trials.ts'
import { agreementOf, piecesOf, TIMES_ASKED, type Answer, type Piece, type Stated } from '#domain/trial/agreement.ts'
import type { RepeatAnswer } from '#schema/trial.ts'
import type { InWorkspace } from '../auth.server.ts'
import { services } from '../services.server.ts'
import type { RepeatAnswerShown, RepeatShown, TrialProblem } from './contract.ts'
import { readable } from './traces.server.ts'

type By = Pick<InWorkspace, 'tx' | 'workspace'>

/** Has a question asked several times, each in a trial of its own; what is in the way, if anything is. */
export async function askRepeatedly(
  { tx, workspace }: By,
  { id: trialId }: Pick<Trial, 'id'>,
  { id, question }: { id: string; question: string },
): Promise<TrialProblem | null> {
  if ((await tx((work) => insertRepeatOnce(work, { id, trialId, question }))) === 'busy') return 'busy'
  const input = { workspaceId: workspace.id, trialId, repeatId: id, times: TIMES_ASKED }
  const outcome = await services().trials.repeat(input)
  if (outcome === 'done') return null
  await tx((work) => deleteRepeat(work, id))
  return 'unavailable'
}

/** What is there of the answers stays; the rest is not waited for. */
export async function stopAsking({ tx }: Pick<By, 'tx'>, trialId: string): Promise<void> {
  const ids = await tx((work) => stopRepeats(work, trialId))
  for (const id of ids) await services().trials.endRepeat(id)
}

/** A question with its answers, held against each other. */
export function toRepeat({ id, body, sentAt, outcome, content }: TrialRow): RepeatShown {
  const { answers: kept = {} } = content as { answers?: Record<string, RepeatAnswer> }
  const places = Array.from({ length: TIMES_ASKED }, (_, place) => kept[place] ?? null)
  const answers = places.map((answer) => answer && toCompared(answer))
  const { verdict, facts } = agreementOf(answers)
  const pieces = answers.map((answer) => (answer === null ? [] : piecesOf(answer.text, answer.facts, facts)))
  // As it was written where it stands first.
  const textOf = (place: number) => pieces.flat().find(({ fact }) => fact === place)?.text
  return {
    ...{ id, at: sentAt.toISOString(), author: 'repeat', question: body, verdict },
    state: outcome === null ? 'running' : outcome === 'cancelled' ? 'cancelled' : 'done',
    answers: places.map((answer, place) => answer && toAnswer(answer, pieces[place] ?? [])),
    facts: facts.map(({ fact: { kind, raw, bearing }, in: among, standing }, place) => ({
      ...{ text: textOf(place) ?? raw, kind, in: among, bearing, standing },
    })),
  }
}

/** Where ARI said something of its own in place of the draft, that states no facts of ARI's. */
function toCompared({ body, trace, facts, decision }: RepeatAnswer): Answer {
  const isDraft = DRAFTED.includes(decision)
  const isSaid = body !== ''
  // Only the draft's activity writes them, and as this.
  return { text: isSaid ? body : trace.draft, isSaid, decision, facts: isDraft || !isSaid ? (facts as Stated[]) : [] }
}
const DRAFTED: readonly RepeatAnswer['decision'][] = ['say', 'offer_slots']

function toAnswer({ body, trace, decision, reason }: RepeatAnswer, pieces: Piece[]): RepeatAnswerShown {
  const { entries, checks, failure } = readable(trace)
  return {
    ...{ decision, reason, isSaid: body !== '', pieces, entries, failure },
    failedChecks: checks.filter(({ passed }) => !passed),
  }
}
