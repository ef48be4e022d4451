import type { Log } from '../log/log.ts'
import { postWords } from './webhook.ts'

export type Slack = ReturnType<typeof createSlack>

type Options = {
  webhookUrl: string | undefined
  log: Log
  fetch?: typeof fetch
  now?: () => number
}

/** Of what repeats itself, one message in so long a time. */
const GROUP_MS = 10 * 60_000
const KEYS_AT_MOST = 1000

type Group = { toldAt: number; heldBack: number }

/**
 * Tells a channel of Slack what somebody must know now. It never throws and nothing waits for it; what cannot be told
 * is in the log. A text may hold numbers, names of settings and our own ids, and nothing of a person.
 */
export function createSlack({ webhookUrl, log, fetch: post = fetch, now = Date.now }: Options) {
  const groups = new Map<string, Group>()
  const underWay = new Set<Promise<void>>()

  async function send(key: string, text: string): Promise<void> {
    try {
      const { ok, status } = await postWords(webhookUrl ?? '', text, { post })
      if (!ok) log.error({ alert: key, status }, 'Slack did not take an alert')
    } catch (error) {
      log.error({ err: error, alert: key }, 'Slack does not answer: an alert was not told')
    }
  }

  return {
    /** Alerts of one key are told at most once in ten minutes; the next one says how many were held back. */
    alert(key: string, text: string): void {
      const at = now()
      const group = groups.get(key)
      if (group && at - group.toldAt < GROUP_MS) {
        group.heldBack++
        return
      }
      if (groups.size >= KEYS_AT_MOST) groups.clear()
      groups.set(key, { toldAt: at, heldBack: 0 })
      const heldBack = group?.heldBack ?? 0
      const whole = heldBack > 0 ? `${text} (${String(heldBack)} more of these since the last message)` : text
      log.warn({ alert: key, isTold: webhookUrl !== undefined }, whole)
      if (webhookUrl === undefined) return
      const sending = send(key, whole).finally(() => underWay.delete(sending))
      underWay.add(sending)
    },
    /** Resolves when nothing is under way to Slack any more. */
    async settled(): Promise<void> {
      await Promise.all(underWay)
    },
  }
}
