import type { Log } from '#clients/log/log.ts'
import type { Slack } from '#clients/slack/slack.ts'
import type { Db } from '#db/connect.ts'
import { claimAlert, endAlert, readReceivingFigures, type ReceivingFigures } from '#db/queries/receiving.ts'
import { repeat } from './repeat.ts'
import type { Handled } from './webhooks/webhooks.ts'

export type Watch = ReturnType<typeof createWatch>

/** What is quiet that should not be: nothing comes in, or what came in is not answered. */
export type Silence = 'no_webhook' | 'unanswered'

type Deps = {
  db: Db
  slack: Pick<Slack, 'alert'>
  log: Log
  /** 0 is never. */
  silenceAfterMinutes: number
  unansweredAfterMinutes: number
  everyMs?: number
}

const SLOW_MS = 3000
const EVERY_MS = 30_000

/**
 * Looks after the receiving side: a slow webhook and a silence are told to somebody. Of many programs that see the
 * same silence one tells, once, and one tells that it is over.
 */
export function createWatch({ db, slack, log, silenceAfterMinutes, unansweredAfterMinutes, everyMs = EVERY_MS }: Deps) {
  let noticed: Silence[] = []

  async function look(): Promise<void> {
    const found = findings(await readReceivingFigures(db, unansweredAfterMinutes))
    noticed = (['no_webhook', 'unanswered'] as const).filter((silence) => found[silence] !== undefined)
    for (const silence of ['no_webhook', 'unanswered'] as const) await tell(silence, found[silence])
  }

  function findings({ silentSeconds, lateMessages }: ReceivingFigures): Record<Silence, string | undefined> {
    const isSilent = silenceAfterMinutes > 0 && silentSeconds !== null && silentSeconds > silenceAfterMinutes * 60
    const isLate = unansweredAfterMinutes > 0 && lateMessages > 0
    return {
      no_webhook: isSilent
        ? `No webhook has come in for ${String(Math.floor(silentSeconds / 60))} minutes (limit ${String(silenceAfterMinutes)}). Is the address still registered?`
        : undefined,
      unanswered: isLate
        ? `${String(lateMessages)} inbound messages are without an answer for more than ${String(unansweredAfterMinutes)} minutes. Does the worker run?`
        : undefined,
    }
  }

  async function tell(silence: Silence, finding: string | undefined): Promise<void> {
    const key = `silence:${silence}`
    if (finding !== undefined) {
      if (!(await claimAlert(db, key))) return
      log.error({ event: 'silence', silence }, finding)
      slack.alert(key, finding)
    } else if (await endAlert(db, key)) {
      log.info({ event: 'silence_over', silence }, 'What was silent is heard again')
      slack.alert(`${key}:over`, silence === 'no_webhook' ? 'Webhooks come in again.' : 'Messages are answered again.')
    }
  }

  // That the database is away is told by those who need it more.
  const onError = (error: unknown) => log.debug({ err: error }, 'The watch could not look')
  return {
    handled({ ms }: Handled): void {
      if (ms <= SLOW_MS) return
      slack.alert(
        'slow_webhook',
        `Webhook processing is slow: ${String(Math.round(ms))} ms (limit ${String(SLOW_MS)} ms)`,
      )
    },
    /** What this program saw when it last looked. */
    silence: (): readonly Silence[] => noticed,
    look,
    ...repeat(look, { everyMs, onError }),
  }
}
