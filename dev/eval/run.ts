import { openTemporal } from '#clients/temporal/connect.ts'
import { createConversations } from '#clients/temporal/conversations.ts'
import type { Desk } from '../test-kit/desk-programs.ts'
import { givenStaff } from './business.ts'
import { breaksEndpoints, type Conversation, type Topic } from './conversation.ts'
import { play, type Setting } from './play.ts'
import type { Report, Result } from './report.ts'
import { answerByScripts } from './scripted-model.ts'

type One = { topic: string; conversation: Conversation }

export type RunOptions = {
  topics: readonly Topic[]
  /** A real endpoint answers: no script is followed, and only what must hold of any answer is asked for. */
  isReal?: boolean
  /** How many are played at once. */
  atOnce?: number
  /** Hears of each as it ends. */
  onPlayed?: (result: Result) => void
}

const AT_ONCE = 16

/** Plays the conversations through a desk that runs, many at once, each with a business and a customer of its own. */
export async function run(
  desk: Desk,
  { topics, isReal = false, atOnce = AT_ONCE, onPlayed }: RunOptions,
): Promise<Report> {
  const startedAt = performance.now()
  const temporal = await openTemporal({ address: desk.env['TEMPORAL_ADDRESS'] ?? '', namespace: 'default' })
  try {
    const conversations = createConversations(temporal.client, { taskQueue: desk.env['TEMPORAL_TASK_QUEUE'] ?? '' })
    const { open } = answerByScripts(desk.llm)
    const userId = await givenStaff(desk)
    const setting: Setting = { desk, conversations, client: temporal.client, open, isReal, userId }
    const all = topics.flatMap(({ topic, conversations: some }) =>
      some.map((conversation) => ({ topic, conversation })),
    )
    const results: Result[] = []
    const playAll = (some: One[]) =>
      inParallel(some, atOnce, async ({ topic, conversation }) => {
        const result = { ...(await play(setting, conversation)), topic }
        results.push(result)
        onPlayed?.(result)
      })
    await playAll(all.filter(({ conversation }) => !breaksEndpoints(conversation)))
    // An endpoint that failed a few times is left alone for a while, by everybody: those that break them come last.
    await playAll(all.filter(({ conversation }) => breaksEndpoints(conversation)))
    for (const result of results) {
      const late = isReal || result.failed ? [] : await result.stillTrue()
      result.lines.push(...late)
      result.failed ||= late.length > 0
    }
    return { results, seconds: (performance.now() - startedAt) / 1000 }
  } finally {
    await temporal.close()
  }
}

async function inParallel(some: One[], atOnce: number, work: (one: One) => Promise<void>): Promise<void> {
  const waiting = some.values()
  const worker = async () => {
    for (const one of waiting) await work(one)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}
