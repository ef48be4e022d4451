import type { Log } from '#clients/log/log.ts'
import { createMailer } from '#clients/mail/mail.ts'
import { createPushKeys } from '#clients/push/keys.ts'
import { createPusher } from '#clients/push/push.ts'
import type { Sealer } from '#clients/secrets/seal.ts'
import type { Database } from '#db/connect.ts'
import { listen, type Listening } from '#db/listen.ts'
import { insertMail } from '#db/queries/mails.ts'
import { findPushKeys, insertPushKeysOnce } from '#db/queries/push-keys.ts'
import { judgePushAddress, reachOf } from '#domain/alert/addresses.ts'
import type { Settings } from '#schema/env.ts'
import { createAlertTeller } from './alert-teller.ts'

type Deps = { settings: Settings; database: Database; sealer: Sealer; log: Log }

const CHANNEL = 'desk'
/** Written by `raiseAlert`; everything else on the channel is for pages. */
const IS_ALERT = /"kind"\s*:\s*"alert"/

/** Tells people of alerts, as this deployment can: at once where it hears of them, and by its sweep at the latest. */
export function openAlerts({ settings, database, sealer, log }: Deps) {
  const { platform } = database
  const reach = reachOf(settings)
  const teller = createAlertTeller({
    ...{ db: platform, log, sealer, reach, appUrl: settings.appUrl },
    mailer: createMailer({
      apiKey: settings.mail.resendApiKey,
      from: settings.mail.from,
      keep: (mail) => insertMail(platform, mail),
    }),
    pusher: createPusher({
      ...{ appUrl: settings.appUrl, mailFrom: settings.mail.from },
      mayCall: (endpoint) => judgePushAddress(endpoint, reach) === 'allowed',
    }),
    pushKeys: createPushKeys({
      ...{ sealer, log },
      find: () => findPushKeys(platform),
      keepOnce: (made) => insertPushKeysOnce(platform, made),
    }),
  })
  let listening: Listening | undefined
  return {
    start(): void {
      teller.wake()
      listening = listen(settings.directUrl, CHANNEL, {
        onNote: (note) => {
          if (IS_ALERT.test(note)) teller.wake()
        },
        onListening: teller.wake,
        onError: (error) => log.warn({ err: error }, 'Alerts were not heard for a moment; the sweep finds them'),
      })
    },
    async stop(): Promise<void> {
      await listening?.close()
      await teller.stop()
    },
  }
}
