import { setTimeout as pause } from 'node:timers/promises'
import { v7 as uuidv7 } from 'uuid'
import type { DeskWorkspace } from '../test-kit/desk-programs.ts'
import { count, type Counted } from './count.ts'
import { createWriters, givenCustomers, type Customer } from './customers.ts'
import { createDice, type Dice } from './dice.ts'
import { createStaff, type Staff } from './staff.ts'
import { openStage, type Stage } from './stage.ts'

/** WhatsApp's silence is waited for a minute, and pauses between tries grow to half of one. */
export const SETTLE_WITHIN_MS = 240_000

export type Scene = {
  stage: Stage
  dice: Dice
  customers: Customer[]
  writers: ReturnType<typeof createWriters>
  staff: Staff
  /** When everything has come to its end. */
  counted: () => Promise<Counted>
}

type Wish = {
  seed?: number
  customers?: number
  workers?: number
  apis?: number
  burstMs?: number
  say: (line: string) => void
}

/** A stage for one experiment: one workspace, its bot answering by itself, and its customers. */
export async function withScene<Result>(wish: Wish, play: (scene: Scene) => Promise<Result>): Promise<Result> {
  const { seed = 1, customers: people = 10, burstMs = 0, say, ...programs } = wish
  const dice = createDice(seed)
  const stage = await openStage({ seed, say, ...programs })
  try {
    const workspace = await stage.desk.createWorkspace({ burstMs })
    const customers = givenCustomers(people, new Map([['a', workspace]]))
    const writers = createWriters(stage, dice.own())
    const users = new Map([[workspace.workspaceId, await givenUser(stage, workspace)]])
    const staff = createStaff(stage, users, dice.own())
    const counted = async () => {
      await settled(stage, say)
      return count({ stage, said: writers.said, holds: staff.holds, written: staff.written, customers })
    }
    return await play({ stage, dice, customers, writers, staff, counted })
  } finally {
    await stage.close()
  }
}

/** Two workspaces whose bot answers by itself, one with a burst window, and one where a person reads every draft. */
export async function furnish(
  stage: Stage,
): Promise<{ workspaces: Map<string, DeskWorkspace>; users: Map<string, string> }> {
  const { desk } = stage
  const [a, b, c] = await Promise.all([
    desk.createWorkspace({ burstMs: 400 }),
    desk.createWorkspace({ burstMs: 0 }),
    desk.createWorkspace({ burstMs: 200, review: 'always' }),
  ])
  const users = new Map<string, string>()
  for (const workspace of [a, b, c]) {
    const { workspaceId } = workspace
    users.set(workspaceId, await givenUser(stage, workspace))
  }
  return {
    workspaces: new Map([
      ['a', a],
      ['b', b],
      ['c', c],
    ]),
    users,
  }
}

async function givenUser({ desk }: Stage, { slug }: DeskWorkspace): Promise<string> {
  const id = uuidv7()
  const person = { id, email: `staff-${slug}@example.com`, name: 'Dewi' }
  await desk.db.platform.insertInto('users').values(person).execute()
  return id
}

/** Waits until every message has its outcome and nothing is on its way. */
export async function settled({ desk }: Stage, say: (line: string) => void): Promise<boolean> {
  for (const until = Date.now() + SETTLE_WITHIN_MS; Date.now() < until;) {
    const open = await openThings(desk).catch(() => undefined)
    if (open === 0) return true
    await pause(500)
  }
  say('something is still open')
  return false
}

async function openThings(desk: Stage['desk']): Promise<number> {
  const [messages, events, sends] = await Promise.all([
    desk.db.platform
      .selectFrom('messages')
      .where('direction', '=', 'inbound')
      .where('outcome', 'is', null)
      .select('id')
      .execute(),
    desk.db.platform.selectFrom('inbound_events').where('relayed_at', 'is', null).select('id').execute(),
    desk.db.platform
      .selectFrom('messages')
      .where('direction', '=', 'outbound')
      .where('status', 'in', ['queued', 'sending'])
      .select('id')
      .execute(),
  ])
  return messages.length + events.length + sends.length + desk.whatsapp.deliveries().pending
}
