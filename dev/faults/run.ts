import { setTimeout as pause } from 'node:timers/promises'
import { count, type Counted } from './count.ts'
import { createWriters, givenCustomers, type Customer } from './customers.ts'
import { createDice, type Dice } from './dice.ts'
import { createSaboteur, type Kill, type Only } from './saboteur.ts'
import { furnish, settled, SETTLE_WITHIN_MS } from './scene.ts'
import { createStaff, type Staff } from './staff.ts'
import { openStage, type Stage } from './stage.ts'

export type RunOptions = {
  seed: number
  customers: number
  messages: number
  kills: number
  /** The whole of it, the end included. */
  minutes: number
  /** From one kill to the next. */
  everyMs?: number
  only?: Only
  /** Also sends of which WhatsApp never hears: each is waited for a minute before it is repeated. */
  withSilence?: boolean
  say?: (line: string) => void
}

export type RunReport = {
  counted: Counted
  moves: number
  kills: Kill[]
  fell: string[]
  seconds: number
  isSettled: boolean
}

const KILL_EVERY_MS = 5_000

/** Plays customers and people at work against the real programs while these are being killed; then counts. */
export async function run(options: RunOptions): Promise<RunReport> {
  const {
    seed,
    customers: people,
    messages,
    kills,
    minutes,
    everyMs = KILL_EVERY_MS,
    only,
    withSilence = true,
    say = () => undefined,
  } = options
  const startedAtMs = Date.now()
  const dice = createDice(seed)
  const stage = await openStage({ seed, say })
  try {
    const { workspaces, users } = await furnish(stage)
    const customers = givenCustomers(people, workspaces)
    const writers = createWriters(stage, dice.own())
    const staff = createStaff(stage, users, dice.own())
    const saboteur = createSaboteur({ stage, dice: dice.own(), kills, everyMs, say, ...(only && { only }) })
    disturb(stage, withSilence)
    const attending = staff.attend(customers)
    const lengthMs = Math.min(kills * everyMs + 5_000, minutes * 60_000 - SETTLE_WITHIN_MS / 2)
    const each = Math.ceil(messages / people)
    const moveEveryMs = (lengthMs / messages) * MESSAGES_A_MOVE
    const stopMoving = moveTheFloor({ stage, staff, customers, dice: dice.own(), everyMs: moveEveryMs })
    const writing = Promise.all(customers.map((one) => writers.write(one, each, lengthMs / each)))
    const timeIsUp = pause(minutes * 60_000 - SETTLE_WITHIN_MS / 2, undefined, { ref: false })
    await Promise.race([Promise.all([writing, saboteur.work()]), timeIsUp])
    writers.hush()
    await saboteur.stop()
    await writing
    say(`all is written and ${String(saboteur.done.length)} programs were killed; waiting until nothing is open`)
    stage.desk.whatsapp.clearFaults()
    await stopMoving()
    const isSettled = await settled(stage, say)
    if (!isSettled) for (const line of await staff.stillHeld()) say(line)
    staff.leave()
    await attending
    writers.stop()
    const counted = await count({ stage, said: writers.said, holds: staff.holds, written: staff.written, customers })
    const seconds = Math.round((Date.now() - startedAtMs) / 1000)
    return { counted, moves: staff.holds.length, kills: saboteur.done, fell: stage.fell, seconds, isSettled }
  } finally {
    await stage.close()
  }
}

/** What goes wrong between WhatsApp and us without anybody being killed. */
function disturb({ desk }: Stage, withSilence: boolean): void {
  desk.whatsapp.addFaults(
    { kind: 'lose-response', probability: 0.03 },
    ...(withSilence ? [{ kind: 'refuse-connection', probability: 0.004 } as const] : []),
    { kind: 'delay-response', ms: 300, probability: 0.05 },
    { kind: 'status-before-response', probability: 0.1 },
    { kind: 'late-statuses', ms: 2_500, probability: 0.05 },
    { kind: 'skip-delivered', probability: 0.1 },
    { kind: 'duplicate-webhooks', copies: 2, probability: 0.1 },
    { kind: 'duplicate-webhooks', copies: 1, as: 'other-batch', afterMs: 700, probability: 0.05 },
    { kind: 'reorder-webhooks', hold: 3, order: 'shuffle', withinMs: 800, probability: 0.05 },
    { kind: 'batch-webhooks', size: 4, withinMs: 400, probability: 0.08 },
    { kind: 'delay-webhooks', ms: 1_500, probability: 0.04 },
  )
  desk.llm.setDelay(150)
}

/** One move of the floor for so many messages. */
const MESSAGES_A_MOVE = 8

/** Takes the floor at every point where a turn waits: burst, draft, before the send, during it, after it, in review. */
type Moving = { stage: Stage; staff: Staff; customers: readonly Customer[]; dice: Dice; everyMs: number }
function moveTheFloor({ stage, staff, customers, dice, everyMs }: Moving): () => Promise<void> {
  const moving = new Set<Promise<void>>()
  let nextAtMs = Date.now() + 3_000
  let isOver = false
  const moments = ['model arrived', 'model passed', 'send arrived', 'send answered', 'send passed', 'webhook passed']
  let wanted = dice.oneOf(moments)
  const track = (work: Promise<unknown>): void => {
    const one = work.then(
      () => undefined,
      () => undefined,
    )
    moving.add(one)
    void one.then(() => moving.delete(one))
  }
  const unwatch = stage.watch(({ call, moment, text }) => {
    if (isOver || Date.now() < nextAtMs || `${call} ${moment}` !== wanted) return undefined
    // The last mark in what passes names whose conversation it is.
    const [, letter, number] = [...text.matchAll(/#([a-z])(\d+)-/g)].at(-1) ?? []
    const customer = customers.find((one) => one.letter === letter && one.number === Number(number))
    if (!customer) return undefined
    nextAtMs = Date.now() + everyMs * dice.between(0.3, 1.7)
    wanted = dice.oneOf(moments)
    track(staff.sit(customer))
    return undefined
  })
  const quiet = customers.filter(({ letter }) => letter === 'b')
  const silencing = setInterval(() => track(staff.silence(quiet, 1_500)), 25_000)
  return async () => {
    isOver = true
    unwatch()
    clearInterval(silencing)
    await Promise.all(moving)
  }
}
