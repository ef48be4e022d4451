import { setTimeout as sleep } from 'node:timers/promises'
import type { News } from './live.server.ts'

export type NewsQueue = ReturnType<typeof createNewsQueue>

/** With more than these waiting, the reader is too slow to be told one by one. */
const MOST_WAITING = 1_000

/** News that wait for one reader: of each conversation and kind the latest is enough. Ends its waiting when aborted. */
export function createNewsQueue(signal: AbortSignal) {
  const waiting = new Map<string, News>()
  let isGap = false
  let isFull = false
  let wake = (): void => undefined
  signal.addEventListener('abort', () => wake(), { once: true })

  return {
    put(news: News | 'gap'): void {
      if (news === 'gap') isGap = true
      else {
        const key = `${news.conversationId} ${news.kind}`
        waiting.delete(key)
        if (waiting.size < MOST_WAITING) waiting.set(key, news)
        else isFull = true
      }
      wake()
    },
    /** Resolves with the first news, or after a while without. */
    async wait(ms: number): Promise<void> {
      if (signal.aborted || isGap || waiting.size > 0) return
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    },
    /** Lets news of a burst come together. */
    async gather(ms: number): Promise<void> {
      await sleep(ms, undefined, { signal }).catch(() => undefined)
    },
    /** All that waits, in its order. */
    take(): { news: News[]; isGap: boolean; isFull: boolean } {
      const taken = { news: [...waiting.values()], isGap, isFull }
      waiting.clear()
      isGap = false
      return taken
    },
  }
}
