import { v7 as uuidv7, validate as isUuid } from 'uuid'
import { z } from 'zod'
import type { TrialOutcome } from '#clients/temporal/trials.ts'
import type { WorkspaceTx } from '#db/connect.ts'
import { readPublished, readWorkingCopy } from '#db/queries/ari-config.ts'
import {
  cancelTrialTurn,
  deleteTrial,
  deleteTrialMessage,
  findTrialOf,
  findTrialPrompt,
  insertTrialMessageOnce,
  listTrialRows,
  openTrial,
  setTrialSource,
  type Trial,
  type TrialRow,
} from '#db/queries/trials.ts'
import { OPENING } from '#domain/conversation/step.ts'
import { TIMES_ASKED } from '#domain/trial/agreement.ts'
import { STAGES } from '#schema/conversation.ts'
import type { InWorkspace } from '../auth.server.ts'
import { services } from '../services.server.ts'
import type { PromptShown, TrialProblem, TrialRowShown, TrialShown } from './contract.ts'
import type { TrialWish } from './forms.ts'
import { askRepeatedly, stopAsking, toRepeat } from './repeats.server.ts'
import { readable } from './traces.server.ts'

type By = Pick<InWorkspace, 'tx' | 'user' | 'workspace'>

/** The person's own trial; nobody else's can be named. */
export async function showTrial(tx: WorkspaceTx, userId: string): Promise<TrialShown> {
  const [trial, published, copy] = await Promise.all([findTrialOf(tx, userId), readPublished(tx), readWorkingCopy(tx)])
  const rows = trial ? await listTrialRows(tx, trial.id) : []
  const source = trial?.source === 'working_copy' && copy ? 'working_copy' : 'published'
  const { persona, scoring, flow } = source === 'working_copy' && copy ? copy.config : published.config
  const { stage, floor } = trial?.state ?? OPENING
  return {
    ...{ source, version: published.version, hasWorkingCopy: copy !== undefined, botName: persona.botName },
    ...{ stage, floor: { holder: floor.holder, reason: floor.reason }, scoreMost: scoring.parts },
    labels: Object.fromEntries(
      flow.questions.flatMap(({ key, label }) => (label === '' ? [] : [[key, label] as const])),
    ),
    isThinking: rows.some(({ author, outcome }) => author === 'customer' && outcome === null),
    timesAsked: TIMES_ASKED,
    isRepeating: rows.some(({ kind, outcome }) => kind === 'repeat' && outcome === null),
    rows: rows.flatMap(toShown),
  }
}

/** What the model was sent for a reply of the person's trial, and its raw answer. */
export async function showPrompt(tx: WorkspaceTx, userId: string, replyId: string): Promise<PromptShown | null> {
  const trial = isUuid(replyId) ? await findTrialOf(tx, userId) : undefined
  const found = trial && (await findTrialPrompt(tx, { trialId: trial.id, replyId }))
  return found ? { ...found.prompt, rawAnswer: found.rawAnswer } : null
}

/** Does what the person wishes; what is in the way, if anything is. */
export async function actInTrial(by: By, wish: TrialWish): Promise<TrialProblem | null> {
  const { trials } = services()
  const trial = await by.tx((tx) => openTrial(tx, { id: uuidv7(), userId: by.user.id }))
  const input = { workspaceId: by.workspace.id, trialId: trial.id, state: trial.state }
  switch (wish.do) {
    case 'say':
      return say(by, trial, { id: wish.messageId, kind: 'text', body: wish.text, content: {} })
    case 'choose': {
      const { messageId: id, choice } = wish
      return say(by, trial, { id, kind: 'interactive', body: choice.title, content: { reply: choice } })
    }
    case 'jump':
      return problemOf(await trials.jump(input, wish.stage))
    case 'handBack':
      return problemOf(await trials.handBack(input))
    case 'stop': {
      const outcome = await trials.stop(input)
      if (outcome === 'unavailable') return 'unavailable'
      // Nobody thinks about it: it was kept and never heard.
      if (outcome === 'refused') await by.tx((tx) => cancelOpen(tx, trial.id))
      return null
    }
    case 'repeat':
      return askRepeatedly(by, trial, { id: wish.repeatId, question: wish.text })
    case 'stopRepeat':
      await stopAsking(by, trial.id)
      return null
    case 'anew':
      await stopAsking(by, trial.id)
      await by.tx((tx) => deleteTrial(tx, trial.id))
      await trials.end(trial.id)
      return null
    case 'try':
      await by.tx((tx) => setTrialSource(tx, trial.id, wish.source))
      return null
  }
}

type Said = { id: string; kind: 'text' | 'interactive'; body: string; content: object }

async function say({ tx, workspace }: By, { id: trialId, state }: Trial, said: Said): Promise<TrialProblem | null> {
  const isNew = await tx((work) => insertTrialMessageOnce(work, { ...said, trialId }))
  // Of somebody else's, or said again after it was answered.
  if (!isNew && !(await tx((work) => isOpen(work, trialId, said.id)))) return 'busy'
  const { outcome } = await services().trials.say({ workspaceId: workspace.id, trialId, state }, said.id)
  if (outcome === 'done' || outcome === 'thinking') return null
  await tx((work) => deleteTrialMessage(work, said.id))
  return outcome === 'refused' ? 'busy' : 'unavailable'
}

async function isOpen(tx: WorkspaceTx, trialId: string, messageId: string): Promise<boolean> {
  const rows = await listTrialRows(tx, trialId)
  return rows.some(({ id, author, outcome }) => id === messageId && author === 'customer' && outcome === null)
}

async function cancelOpen(tx: WorkspaceTx, trialId: string): Promise<void> {
  for (const { id, author, outcome } of await listTrialRows(tx, trialId))
    if (author === 'customer' && outcome === null) await cancelTrialTurn(tx, { messageId: id, replyId: null })
}

function problemOf(outcome: TrialOutcome): TrialProblem | null {
  return outcome === 'done' ? null : outcome === 'refused' ? 'busy' : 'unavailable'
}

const Rows = z.object({
  rows: z.array(z.object({ id: z.string(), title: z.string(), description: z.string().catch('') })),
})
const Buttons = z.object({ buttons: z.array(z.object({ id: z.string(), title: z.string() })) })
const Line = z.object({ stage: z.enum(STAGES).nullable().catch(null) })

/** A row of a trial as a page shows it. */
export function toShown(row: TrialRow): TrialRowShown[] {
  const { id, body, outcome, learnt, trace, result } = row
  const at = row.sentAt.toISOString()
  switch (row.author) {
    case 'customer':
      return [{ id, at, author: 'customer', body, outcome }]
    case 'line': {
      if (row.kind === 'repeat') return [toRepeat(row)]
      const { stage = null } = Line.safeParse(row.content).data ?? {}
      return [{ id, at, author: 'line', kind: row.kind === 'jumped' ? 'jumped' : 'handed_back', stage }]
    }
    case 'bot': {
      if (result === null) return []
      const list = Rows.safeParse(row.content).data?.rows ?? []
      const buttons = Buttons.safeParse(row.content).data?.buttons ?? []
      return [
        {
          ...{ id, at, author: 'bot', body, trace: trace && readable(trace), result },
          choices: [...list, ...buttons.map((button) => ({ ...button, description: '' }))],
          facts: Object.entries(learnt?.values ?? {}).map(([key, value]) => ({ key, value })),
          declined: learnt?.declined ?? [],
        },
      ]
    }
  }
}
