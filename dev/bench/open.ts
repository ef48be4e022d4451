import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { WorkflowHandle } from '@temporalio/client'
import { sql } from 'kysely'
import { startStand, type Stand } from './stand.ts'
import { ms, percentile, type Row } from './table.ts'

const FEW = 10
const MANY = 10_000
const WARM_UP = 300
const TURNS = 200
const OPEN_AT_ONCE = 20
const TARGET = 1.2
const MORE_MB = 60

/** B5: a turn and the worker's memory with ten thousand open conversations, against ten. */
export async function measureOpen(folder: string, say: (line: string) => void): Promise<Row[]> {
  const stand = await startStand(folder, say)
  const customers = Array.from({ length: MANY }, (_, index) => String(6281500000000 + index))
  const ids = await fill(stand, customers)
  const any = (count: number) => customers[Math.floor(Math.random() * count)] ?? ''

  say(`${FEW} open conversations`)
  await open(stand, ids.slice(0, FEW))
  for (let turn = 0; turn < WARM_UP; turn++) await stand.ours(any(FEW))
  const few = await measured(stand, () => any(FEW))
  say(`opening ${MANY - FEW} more`)
  const startedAt = performance.now()
  await open(stand, ids.slice(FEW))
  say(`opened in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`)
  for (let turn = 0; turn < WARM_UP; turn++) await stand.ours(any(MANY))
  const many = await measured(stand, () => any(MANY))
  await stand.stop()

  const ratio = many.p50Ms / few.p50Ms
  const moreMb = many.memoryMb - few.memoryMb
  return [
    {
      name: 'B5',
      what: `webhook to send, p50, ${MANY} open, any of them writes (floor: ${FEW} open)`,
      ours: ms(many.p50Ms),
      floor: ms(few.p50Ms),
      ratio: ratio.toFixed(2),
      target: `<= ${TARGET}`,
      met: ratio <= TARGET,
    },
    {
      name: 'B5',
      what: `worker's memory, ${MANY} open (floor: ${FEW} open)`,
      ours: `${many.memoryMb.toFixed(0)} MB`,
      floor: `${few.memoryMb.toFixed(0)} MB`,
      ratio: `+${moreMb.toFixed(0)} MB`,
      target: `<= +${MORE_MB} MB`,
      met: moreMb <= MORE_MB,
    },
  ]
}

async function measured(stand: Stand, next: () => string): Promise<{ p50Ms: number; memoryMb: number }> {
  const times: number[] = []
  const memory: number[] = []
  for (let turn = 0; turn < TURNS; turn++) {
    times.push(await stand.ours(next()))
    memory.push(residentMb(stand.desk.pidOf('worker')))
  }
  return { p50Ms: percentile(times, 0.5), memoryMb: percentile(memory, 0.5) }
}

function residentMb(pid: number | undefined): number {
  const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024
}

/** Contacts and their conversations, as if they had written long ago; the conversations' ids. */
async function fill({ desk, workspace }: Stand, customers: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with people as (
      insert into contacts (id, workspace_id, name, phone)
      select gen_random_uuid(), ${workspace.workspaceId}, 'Customer', '+' || phone
      from unnest(${customers}::text[]) phone returning id, phone),
    known as (
      insert into contact_identities (workspace_id, contact_id, kind, value)
      select ${workspace.workspaceId}, id, 'phone', phone from people)
    insert into conversations (id, workspace_id, contact_id, channel_id)
    select gen_random_uuid(), ${workspace.workspaceId}, id, ${workspace.channelId} from people order by phone
    returning id`.execute(desk.db.platform)
  await sql`analyze`.execute(desk.db.platform)
  return rows.map(({ id }) => id)
}

/** Starts the conversations without a message, and waits until each of them waits for one. */
async function open({ desk, client, workspace: { workspaceId } }: Stand, ids: readonly string[]): Promise<void> {
  const taskQueue = desk.env['TEMPORAL_TASK_QUEUE'] ?? ''
  const left = [...ids]
  const handles: WorkflowHandle[] = []
  await Promise.all(
    Array.from({ length: OPEN_AT_ONCE }, async () => {
      for (let id = left.pop(); id !== undefined; id = left.pop()) {
        const handle = await client.workflow.start('conversation', {
          workflowId: `conversation:${id}`,
          taskQueue,
          workflowTaskTimeout: '2 seconds',
          args: [{ workspaceId, conversationId: id, state: null }],
        })
        handles.push(handle)
      }
    }),
  )
  // The server hands them out nearly in their order: the last of them are the last to come to rest.
  for (const handle of handles.slice(-2 * OPEN_AT_ONCE))
    while ((await handle.describe()).raw.pendingWorkflowTask) await pause(100)
}
