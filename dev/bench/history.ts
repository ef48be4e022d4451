import { setTimeout as pause } from 'node:timers/promises'
import { startStand, type Stand } from './stand.ts'
import type { Row } from './table.ts'

const MOST_EVENTS = 18
const MOST_BYTES = 6 * 1024
const WINDOW_MS = 500
const BURST = ['Halo', 'Saya Nadia', 'Saya mau kuliah di Australia', 'Ada konsultasi hari Sabtu?']
const LAST_TURN = 60

type Turn = { what: string; events: number; bytes: number }

/** B4: what a turn leaves in its conversation's history: a conversation's second, twentieth, sixtieth, and bursts. */
export async function measureHistory(folder: string, say: (line: string) => void): Promise<Row[]> {
  const stand = await startStand(folder, say)
  const patient = await stand.desk.createWorkspace({ burstMs: WINDOW_MS })
  const turns: Turn[] = []

  say(`a conversation of ${LAST_TURN} turns`)
  const [longTalk, burst, typed] = ['6281400000001', '6281400000002', '6281400000003']
  for (let at = 1; at <= LAST_TURN; at++) {
    const turn = await turnOf(stand, longTalk, () => stand.ours(longTalk))
    if ([2, 20, LAST_TURN].includes(at)) turns.push({ what: `turn ${at}`, ...turn })
  }
  say('bursts of four')
  turns.push({
    what: 'first turn, 4 messages at once',
    ...(await turnOf(stand, burst, () => stand.ours(burst, BURST))),
  })
  turns.push({ what: 'turn 2 after it', ...(await turnOf(stand, burst, () => stand.ours(burst))) })
  const inWindow = (text: string | string[]) => turnOf(stand, typed, () => stand.ours(typed, text, patient))
  turns.push({ what: 'first turn, 4 at once and a burst window', ...(await inWindow(BURST)) })
  turns.push({ what: 'turn 2, 4 at once and a burst window', ...(await inWindow(BURST)) })
  await stand.stop()

  return turns.map(({ what, events, bytes }) => ({
    name: 'B4',
    what: `history of ${what}`,
    ours: `${events} events, ${(bytes / 1024).toFixed(1)} KB`,
    floor: '',
    ratio: '',
    target: `<= ${MOST_EVENTS} events, 6 KB`,
    met: events <= MOST_EVENTS && bytes <= MOST_BYTES,
  }))
}

/** What one turn adds to the history, once the conversation has come to rest. */
async function turnOf(stand: Stand, from: string, turn: () => Promise<unknown>) {
  const before = await sizeOf(stand, from)
  await turn()
  const after = await sizeOf(stand, from)
  return { events: after.events - before.events, bytes: after.bytes - before.bytes }
}

async function sizeOf({ desk, client }: Stand, from: string): Promise<{ events: number; bytes: number }> {
  const found = await desk.db.platform
    .selectFrom('conversations')
    .innerJoin('contacts', 'contacts.id', 'conversations.contact_id')
    .where('contacts.phone', '=', `+${from}`)
    .select('conversations.id')
    .executeTakeFirst()
  if (!found) return { events: 0, bytes: 0 }
  const handle = client.workflow.getHandle(`conversation:${found.id}`)
  for (;;) {
    const { raw, historyLength } = await handle.describe()
    const rests = !raw.pendingWorkflowTask && (raw.pendingActivities?.length ?? 0) === 0
    if (rests) return { events: historyLength, bytes: Number(raw.workflowExecutionInfo?.historySizeBytes ?? 0) }
    await pause(20)
  }
}
