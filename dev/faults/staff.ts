import { setTimeout as pause } from 'node:timers/promises'
import { v7 as uuidv7 } from 'uuid'
import type { OrderOutcome } from '#clients/temporal/conversations.ts'
import type { WorkspaceTx } from '#db/connect.ts'
import { switchAri } from '#db/queries/workspace-floor.ts'
import { insertStaffMessageOnce, listWaitingStaffMessages } from '#db/queries/staff-messages.ts'
import type { ConversationInput, ConversationState } from '#schema/conversation.ts'
import { conversationWorkflowId, decideReview } from '#workflows/conversation/contract.ts'
import { tellInOrder } from '../../web/app/inbox/tell-in-order.server.ts'
import type { Customer } from './customers.ts'
import type { Dice } from './dice.ts'
import type { Stage } from './stage.ts'

/** From when on a person was told to have the floor, until it was given back. */
export type Hold = { customer: Customer; by: string; fromMs: number; toMs: number }

export type StaffMessage = { customer: Customer; number: number; messageId: string; writtenAtMs: number }

export type Staff = ReturnType<typeof createStaff>

const AGAIN_MS = 300
const PATIENCE_MS = 120_000
/** Longer, and somebody else was first. */
const ECHO_TAKES_MS = 20_000

export const staffText = ({ customer, number }: Pick<StaffMessage, 'customer' | 'number'>): string =>
  `Dari kami ~${customer.letter}${String(customer.number)}-${String(number)}`

/** People at work, by the same steps as the pages: what they write is kept in Postgres, then ordered by update. */
export function createStaff(stage: Stage, users: ReadonlyMap<string, string>, dice: Dice) {
  const { desk, conversations } = stage
  const holds: Hold[] = []
  const written: StaffMessage[] = []
  const busy = new Set<Customer>()
  const counts = new Map<Customer, number>()
  let isOver = false

  const userOf = ({ workspace }: Customer) => users.get(workspace.workspaceId) ?? ''

  async function find(customer: Customer) {
    const { workspaceId, channelId } = customer.workspace
    const row = await persistently(() =>
      desk.db.inWorkspace(workspaceId, (tx) =>
        tx
          .selectFrom('conversations as c')
          .innerJoin('contacts', 'contacts.id', 'c.contact_id')
          .where('contacts.phone', '=', customer.phone)
          .where('c.channel_id', '=', channelId)
          .select(['c.id', 'c.state', 'c.floor', 'c.floor_epoch as epoch'])
          .executeTakeFirst(),
      ),
    )
    if (!row) return undefined
    // The column holds what the workflow wrote there.
    const input: ConversationInput = {
      workspaceId,
      conversationId: row.id,
      state: row.state as ConversationState | null,
    }
    return { ...row, input }
  }

  /** Orders until it is known to be so. */
  async function insist(order: () => Promise<OrderOutcome>): Promise<OrderOutcome> {
    for (const until = Date.now() + PATIENCE_MS; ;) {
      const outcome = await order().catch((): OrderOutcome => ({ outcome: 'unavailable' }))
      if (outcome.outcome !== 'unavailable' || Date.now() > until) return outcome
      await pause(AGAIN_MS)
    }
  }

  /** From the answer on nobody else may speak. */
  function begin(customer: Customer, by: string, answer: OrderOutcome): void {
    if (answer.outcome === 'done') holds.push({ customer, by, fromMs: Date.now(), toMs: Number.POSITIVE_INFINITY })
  }

  async function handBack(customer: Customer): Promise<void> {
    const conversation = await find(customer)
    if (!conversation) return
    for (const hold of holds) if (hold.customer === customer) hold.toMs = Math.min(hold.toMs, Date.now())
    await insist(() => conversations.handBack(conversation.input, userOf(customer)))
  }

  /** Once; whoever gets no answer tries again or goes away, as people do. */
  async function takeOver(customer: Customer): Promise<void> {
    const conversation = await find(customer)
    if (!conversation) return
    const answer = await conversations.takeOver(conversation.input, userOf(customer))
    begin(customer, 'takeover', answer)
  }

  async function turnOff(customer: Customer): Promise<void> {
    const conversation = await find(customer)
    if (!conversation) return
    const answer = await conversations.setAi(conversation.input, { on: false, userId: userOf(customer) })
    begin(customer, 'bot off', answer)
  }

  /** Keeps the message and orders it, as `sendMessage` of the pages does. */
  async function write(customer: Customer): Promise<void> {
    const conversation = await find(customer)
    if (!conversation) return
    const number = (counts.get(customer) ?? 0) + 1
    counts.set(customer, number)
    const [messageId, userId] = [uuidv7(), userOf(customer)]
    const { workspaceId, channelId } = customer.workspace
    const at = { messageId, conversationId: conversation.id, channelId, userId, replyToProviderId: null }
    const keep = async (tx: WorkspaceTx) => {
      await insertStaffMessageOnce(tx, {
        ...at,
        body: staffText({ customer, number }),
        now: new Date(),
        releaseAt: null,
      })
      return listWaitingStaffMessages(tx, conversation.id)
    }
    const waiting = await persistently(() => desk.db.inWorkspace(workspaceId, keep))
    written.push({ customer, number, messageId, writtenAtMs: Date.now() })
    const answer = await tellInOrder(conversations.sendStaffMessage, conversation.input, waiting)
    begin(customer, 'staff message', answer)
  }

  /** The owner answers from the phone. */
  async function echo(customer: Customer): Promise<void> {
    const { workspace, phone } = customer
    const before = await find(customer)
    if (!before || (before.floor !== 'bot' && before.floor !== 'team')) return
    desk.whatsapp.echo({ phoneNumberId: workspace.phoneNumberId, to: phone, text: 'Dari HP' })
    // Nobody is told that the floor is theirs; from when the conversation says so it is.
    for (const until = Date.now() + ECHO_TAKES_MS; Date.now() < until;) {
      await pause(AGAIN_MS)
      const { floor, epoch } = await persistently(() => floorOf(before.id))
      if (floor !== 'person' || epoch <= before.epoch) continue
      holds.push({ customer, by: 'phone', fromMs: Date.now(), toMs: Number.POSITIVE_INFINITY })
      return
    }
  }

  function floorOf(conversationId: string): Promise<{ floor: string; epoch: number }> {
    return desk.db.platform
      .selectFrom('conversations')
      .where('id', '=', conversationId)
      .select(['floor', 'floor_epoch as epoch'])
      .executeTakeFirstOrThrow()
  }

  /** The bot of the whole workspace, off for a while. */
  async function silence(customers: readonly Customer[], ms: number): Promise<void> {
    const workspaceId = customers[0]?.workspace.workspaceId
    if (workspaceId === undefined) return
    const turn = (isOn: boolean) =>
      persistently(() =>
        desk.db.inWorkspace(workspaceId, (tx) => switchAri(tx, { workspaceId, actor: 'faults', on: isOn })),
      )
    await turn(false)
    const fromMs = Date.now()
    await pause(ms)
    const toMs = Date.now()
    await turn(true)
    holds.push(...customers.map((customer) => ({ customer, by: 'workspace off', fromMs, toMs })))
  }

  /** One person takes one conversation for a while, in one of the ways there are. */
  async function sit(customer: Customer): Promise<void> {
    if (isOver || busy.has(customer)) return
    busy.add(customer)
    try {
      const way = dice.oneOf(['takeOver', 'takeOver', 'write', 'turnOff', 'echo'] as const)
      if (way === 'takeOver') await takeOver(customer)
      if (way === 'turnOff') await turnOff(customer)
      if (way === 'echo') await echo(customer)
      if (way === 'write' || (way === 'takeOver' && dice.chance(0.6)))
        for (let left = dice.whole(1, 3); left > 0; left--) await write(customer)
      await pause(dice.between(300, 2_500))
      await handBack(customer)
    } finally {
      busy.delete(customer)
    }
  }

  /** Gives back what waits for people and nobody sits at. */
  async function clear(customers: readonly Customer[]): Promise<void> {
    const rows = await persistently(() =>
      desk.db.platform
        .selectFrom('conversations as c')
        .innerJoin('contacts', 'contacts.id', 'c.contact_id')
        .where('c.floor', '!=', 'bot')
        .select(['contacts.phone', 'c.workspace_id as workspaceId'])
        .execute(),
    )
    for (const { phone, workspaceId } of rows) {
      const customer = customers.find((one) => one.phone === phone && one.workspace.workspaceId === workspaceId)
      if (!customer || busy.has(customer)) continue
      busy.add(customer)
      await handBack(customer).finally(() => busy.delete(customer))
    }
  }

  /** What came of each decision, to tell of the drafts that are held in the end. */
  const decided = new Map<string, string>()
  /** Reads what is held, and approves most of it. */
  async function review(): Promise<void> {
    const held = await persistently(() =>
      desk.db.platform
        .selectFrom('drafts')
        .where('status', '=', 'held')
        .select(['id', 'conversation_id as conversationId', 'workspace_id as workspaceId'])
        .execute(),
    )
    await Promise.all(
      held
        .filter(({ id }) => !decided.has(id))
        .map((draft) => decide(draft, dice.chance(0.9) ? 'approve' : 'escalate')),
    )
  }

  type Held = { id: string; conversationId: string; workspaceId: string }
  async function decide({ id, conversationId, workspaceId }: Held, verdict: 'approve' | 'escalate'): Promise<void> {
    decided.set(id, 'is being told')
    const handle = stage.client.workflow.getHandle(conversationWorkflowId(conversationId))
    const userId = users.get(workspaceId) ?? ''
    try {
      await stage.client.connection.withDeadline(Date.now() + 5_000, () =>
        handle.executeUpdate(decideReview, { args: [{ draftId: id, verdict, userId }] }),
      )
      decided.set(id, `was decided at ${new Date().toISOString()}`)
    } catch (error) {
      // Refused: another version waits by now. Anything else: nobody answered, and it is decided again.
      const isRefused = error instanceof Error && error.name === 'WorkflowUpdateFailedError'
      if (isRefused) decided.set(id, `was refused at ${new Date().toISOString()}: ${String(error.cause)}`)
      else decided.delete(id)
    }
  }

  async function loop(everyMs: number, work: () => Promise<unknown>): Promise<void> {
    while (!isOver) {
      await work()
      await pause(everyMs)
    }
  }

  return {
    holds,
    written,
    sit,
    takeOver,
    handBack,
    silence,
    find,
    /** Reviewers and whoever looks after conversations that wait for people. */
    attend: (customers: readonly Customer[]) =>
      Promise.all([loop(250, review), loop(700, () => clear(customers))]).then(() => undefined),
    leave: () => void (isOver = true),
    /** Drafts that nobody's decision has moved, and what came of it. */
    async stillHeld(): Promise<string[]> {
      const held = await persistently(() =>
        desk.db.platform.selectFrom('drafts').where('status', '=', 'held').select('id').execute(),
      )
      return held.map(({ id }) => `draft ${id} is held and ${decided.get(id) ?? 'was never decided'}`)
    },
  }
}

/** Until Postgres answers. */
export async function persistently<T>(work: () => Promise<T>): Promise<T> {
  for (const until = Date.now() + PATIENCE_MS; ;) {
    try {
      return await work()
    } catch (error) {
      if (Date.now() > until) throw error
      await pause(100)
    }
  }
}
