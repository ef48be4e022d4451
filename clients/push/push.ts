import type { PushSubscription } from '#schema/alert.ts'
import { encryptPush } from './encrypt.ts'
import { pushAuthorization, type PushKeys } from './vapid.ts'

/** `gone`: that browser is told nothing any more, ever. `away`: the service did not take it for now. */
export type PushOutcome = 'told' | 'gone' | 'refused' | 'away'
export type Pusher = ReturnType<typeof createPusher>

type Options = {
  /** Who sends, for whoever runs a push service: our pages where they are on the web, else our mail address. */
  appUrl: string
  mailFrom: string
  mayCall: (endpoint: string) => boolean
  now?: () => number
}

const PATIENCE_MS = 5000
/** Of things that wait for minutes, nobody wants to hear hours later. */
const KEPT_FOR_SECONDS = 15 * 60

/** Tells browsers something, also where no page of ours is open. */
export function createPusher({ appUrl, mailFrom, mayCall, now = Date.now }: Options) {
  const [address = mailFrom] = /[^\s<>]+@[^\s<>]+/.exec(mailFrom) ?? []
  const contact = appUrl.startsWith('https://') ? appUrl : `mailto:${address}`
  return {
    /** `topic`: of what waits for a browser that is away, the last one stands. */
    async send(
      keys: PushKeys,
      to: PushSubscription,
      { topic, data }: { topic: string; data: object },
    ): Promise<PushOutcome> {
      if (!mayCall(to.endpoint)) return 'refused'
      let body: Buffer
      try {
        body = encryptPush(JSON.stringify(data), to)
      } catch {
        // Its keys are none: nothing that we send could be read there.
        return 'gone'
      }
      try {
        const answer = await fetch(to.endpoint, {
          method: 'POST',
          headers: {
            authorization: pushAuthorization(keys, { endpoint: to.endpoint, contact, nowMs: now() }),
            'content-encoding': 'aes128gcm',
            'content-type': 'application/octet-stream',
            ttl: String(KEPT_FOR_SECONDS),
            urgency: 'high',
            topic,
          },
          body: new Uint8Array(body),
          // The address was checked, and where it would lead on to was not.
          redirect: 'error',
          signal: AbortSignal.timeout(PATIENCE_MS),
        })
        await answer.body?.cancel()
        return outcomeOf(answer.status)
      } catch {
        return 'away'
      }
    },
  }
}

function outcomeOf(status: number): PushOutcome {
  if (status >= 200 && status < 300) return 'told'
  if (status === 404 || status === 410) return 'gone'
  return status === 429 || status >= 500 ? 'away' : 'refused'
}
