import type { ModelControl, ScriptStep } from '../simulators/model/model.ts'
import type { Answer, ModelStep } from './conversation.ts'

/** What the model is asked in one conversation, and what it is to answer. */
export type Script = {
  /** In the order in which it is asked; emptied as it is. */
  queue: ModelStep[]
  /** The system prompts of this turn. */
  prompts: string[]
  /** What is wrong with how it was asked. */
  problems: string[]
  /** What each question was answered: a worker that lost its work asks the same again. */
  given: Map<string, ScriptStep>
  /** Called once at the next request: the answer to it comes late. */
  onAsked: (() => void) | null
}

/** The customer has written on long before. */
const LATE_MS = 20_000
export const FIRST_MODEL = 'first-model'
export const SECOND_MODEL = 'second-model'

/**
 * Answers each conversation by its own script. Which one it is stands in the prompt, where the business's own e-mail
 * address is told: every conversation has a business of its own.
 */
export function answerByScripts(model: ModelControl): { open: (email: string) => Script } {
  const scripts = new Map<string, Script>()
  model.stepWith((messages, asked) => {
    const system = messages.find(({ role }) => role === 'system')?.content ?? ''
    const script = scripts.get(/^Email: (\S+)$/m.exec(system)?.[1] ?? '')
    if (!script) return null
    // A second request to mend the first one's answer has the same prompt.
    script.prompts.push(system)
    const late = script.onAsked !== null
    script.onAsked?.()
    script.onAsked = null
    const question = questionOf(messages)
    const answer = script.given.get(question) ?? take(script, system, asked)
    if (answer.do === 'answer' || answer.do === 'raw') script.given.set(question, answer)
    return { ...answer, ...(late && { delayMs: LATE_MS }) }
  })
  return {
    open(email) {
      const script: Script = { queue: [], prompts: [], problems: [], given: new Map(), onAsked: null }
      scripts.set(email, script)
      return script
    },
  }
}

/** What is asked, without what changes as time goes by and facts are kept; to mend an answer is another question. */
function questionOf(messages: readonly { role: string; content: string }[]): string {
  const mends = messages.flatMap(({ role, content }) =>
    role === 'system' ? (content.split('\n\nYour last answer')[1] ?? []) : [],
  )
  return JSON.stringify([...messages.filter(({ role }) => role !== 'system'), ...mends])
}

function take(script: Script, system: string, asked: string): ScriptStep {
  // The first endpoint is down, what follows is the second one's: asked again, the first is down again.
  if (isFault(script.queue[0]) && script.queue.length > 1 && asked === SECOND_MODEL) script.queue.shift()
  const step = script.queue[0]
  if (step === undefined) {
    script.problems.push('the model was asked, and nothing is written for it')
    return whole({ reply: '(nothing is written)', confidence: 0 }, script, system)
  }
  if (isFault(step)) return step.fault
  // Who answers with nonsense goes on so, whoever is asked and however often.
  if (script.queue.length > 1 || !('raw' in step)) script.queue.shift()
  return 'raw' in step ? { do: 'raw', content: step.raw } : whole(step, script, system)
}

const isFault = (step: ModelStep | undefined): step is Extract<ModelStep, { fault: unknown }> =>
  step !== undefined && 'fault' in step

/** An answer with everything that one has; entries and times by the ids that the prompt shows. */
function whole({ cites = [], slot, ...given }: Answer, script: Script, system: string): ScriptStep {
  const citations = cites.map((title) => {
    const id = entriesIn(system).find((entry) => entry.title === title)?.id
    if (id === undefined) script.problems.push(`the prompt does not hold the entry "${title}"`)
    return id ?? '00000000-0000-7000-8000-000000000000'
  })
  const slots = slotsIn(system)
  const chosen = typeof slot === 'number' ? slots[slot] : slot
  if (typeof slot === 'number' && chosen === undefined)
    script.problems.push(`the prompt shows ${String(slots.length)} times, and not number ${String(slot)}`)
  const nothing = { confidence: 0.95, intent: 'answer', facts: {}, declined: [], escalate: null }
  return { do: 'answer', answer: { ...nothing, ...given, citations, slot: chosen ?? null } }
}

export function entriesIn(system: string): { id: string; title: string }[] {
  return [...system.matchAll(/^\[k:([^\]]+)\] \S+ \(\w+\) (.*)$/gm)].map(([, id = '', title = '']) => ({ id, title }))
}

const slotsIn = (system: string): string[] => [...system.matchAll(/^\[s:([^\]]+)\]/gm)].map(([, id = '']) => id)

/** The keys of the questions that the prompt has as open, in order. */
export function openIn(system: string): { key: string; required: boolean }[] {
  return [...system.matchAll(/^- (\w+) \((required|optional)\):/gm)].map(([, key = '', kind]) => ({
    key,
    required: kind === 'required',
  }))
}
