import type { Dice } from './dice.ts'
import type { Call, Moment, Passage } from './gate.ts'
import type { Stage, Victim } from './stage.ts'

/** A step of a message's path, and when in it the blow falls. */
type Step = {
  name: string
  at: { call: Call; moment: Moment; text?: RegExp }
  /** How long after the moment. */
  withinMs: number
  /** The connection is cut where it stands: the other side hears no answer. */
  cut?: boolean
  victims: readonly Victim[]
}

const STAFF_TEXT = /~[a-z]\d/

/** Receive, relay, draft, review, send: every step that a message takes. */
export const STEPS: readonly Step[] = [
  step('webhook in, not kept', 'webhook', 'arrived', 8, ['api', 'postgres']),
  { ...step('kept, not answered', 'webhook', 'answered', 0, ['api', 'api', 'postgres']), cut: true },
  step('relay: row, telling', 'webhook', 'passed', 12, ['api', 'api', 'temporal', 'postgres']),
  step('burst window', 'webhook', 'passed', 250, ['worker', 'temporal']),
  step('drafting', 'model', 'arrived', 0, ['worker', 'worker', 'temporal', 'postgres']),
  step('drafted, not sent', 'model', 'passed', 25, ['worker', 'worker', 'temporal', 'postgres']),
  { ...step('send called, not there', 'send', 'arrived', 0, ['worker']), cut: true },
  { ...step('sent, answer withheld', 'send', 'answered', 0, ['worker', 'worker', 'postgres', 'temporal']), cut: true },
  step('sent, not recorded', 'send', 'passed', 2, ['worker', 'worker', 'postgres', 'temporal']),
  step('turn ends, history goes on', 'send', 'passed', 60, ['worker', 'temporal']),
  step('status in', 'status', 'arrived', 10, ['api', 'postgres']),
  step('review: held or decided', 'model', 'passed', 900, ['worker', 'temporal']),
  {
    ...step("a person's message", 'send', 'answered', 0, ['worker', 'postgres']),
    at: { call: 'send', moment: 'answered', text: STAFF_TEXT },
  },
  step('a person takes the floor', 'webhook', 'passed', 400, ['worker', 'temporal', 'api']),
]

function step(name: string, call: Call, moment: Moment, withinMs: number, victims: readonly Victim[]): Step {
  return { name, at: { call, moment }, withinMs, victims }
}

export type Kill = { step: string; victim: Victim; atMs: number }

/** Steps by name, or programs: nothing else is struck. */
export type Only = { steps?: readonly string[]; victim?: Victim }

type Wish = {
  stage: Stage
  dice: Dice
  kills: number
  everyMs: number
  only?: Only
  say: (line: string) => void
}

/** After this long a blow falls wherever the message stands. */
const WAIT_FOR_MOMENT_MS = 8_000

/** Kills programs, each blow at the step that is its turn, and brings them back. */
export function createSaboteur({ stage, dice, kills, everyMs, only = {}, say }: Wish) {
  const done: Kill[] = []
  const recoveries: Promise<void>[] = []
  const steps = STEPS.filter(({ name }) => only.steps?.includes(name) ?? true)
  const state = { isOver: false }
  let armed: { step: Step; victim: Victim; strike: (passage: Passage) => 'cut' | undefined } | undefined

  const unwatch = stage.watch((passage) => {
    if (!armed) return undefined
    const { call, moment, text } = armed.step.at
    if (passage.call !== call || passage.moment !== moment) return undefined
    if (text && !text.test(passage.text)) return undefined
    return armed.strike(passage)
  })

  function blow(name: string, victim: Victim, at: number): void {
    const isAlone = victim === 'postgres' || victim === 'temporal'
    strikeOne(name, victim, isAlone ? 0 : at)
    // At times nobody is left to take over.
    if (!isAlone && done.length < kills && dice.chance(0.15)) strikeOne(name, victim, (at + 1) % 2)
  }

  function strikeOne(name: string, victim: Victim, own: number): void {
    if (!stage.kill(victim, own)) return
    done.push({ step: name, victim, atMs: Date.now() })
    say(`kill ${String(done.length)}/${String(kills)}: ${victim} ${String(own)}, ${name}`)
    recoveries.push(stage.bringBack(victim, own))
  }

  /** Waits for the step's moment, then kills whoever is at it. */
  function wait(step: Step, victim: Victim): Promise<void> {
    return new Promise((resolve) => {
      const finish = () => {
        clearTimeout(timer)
        armed = undefined
        resolve()
      }
      const strike = (passage: Passage): 'cut' | undefined => {
        const at =
          passage.program === victim ? passage.at : dice.whole(0, (victim === 'api' ? stage.apis : stage.workers) - 1)
        const after = step.withinMs === 0 ? 0 : dice.between(0, step.withinMs)
        armed = undefined
        if (after === 0) {
          blow(step.name, victim, at)
          finish()
        } else {
          setTimeout(() => {
            blow(step.name, victim, at)
            finish()
          }, after)
        }
        // Only where the one that would hear is gone, or the answer is to be lost.
        return step.cut === true || (after === 0 && passage.program === victim) ? 'cut' : undefined
      }
      const timer = setTimeout(() => {
        blow('at rest', victim, dice.whole(0, 1))
        finish()
      }, WAIT_FOR_MOMENT_MS)
      armed = { step, victim, strike }
    })
  }

  async function work(): Promise<void> {
    let next = 0
    const startedAtMs = Date.now()
    while (!state.isOver && done.length < kills) {
      const dueAtMs = startedAtMs + done.length * everyMs
      await new Promise((resolve) =>
        setTimeout(resolve, Math.max(50, dueAtMs - Date.now() + dice.between(-0.3, 0.3) * everyMs)),
      )
      const step = steps[next++ % steps.length]
      if (!step) break
      const victim = only.victim ?? dice.oneOf(step.victims)
      await wait(step, victim)
    }
  }

  return {
    done,
    work,
    async stop(): Promise<void> {
      state.isOver = true
      unwatch()
      await Promise.all(recoveries)
    },
  }
}
