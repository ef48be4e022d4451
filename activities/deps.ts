import type { Embeddings } from '#clients/ai/embeddings.ts'
import type { Model } from '#clients/ai/model.ts'
import type { Log } from '#clients/log/log.ts'
import type { Mailer } from '#clients/mail/mail.ts'
import type { Sealer } from '#clients/secrets/seal.ts'
import type { Bookings } from '#clients/temporal/bookings.ts'
import type { Trials } from '#clients/temporal/trials.ts'
import type { WhatsApp } from '#clients/whatsapp/whatsapp.ts'
import type { Database } from '#db/connect.ts'

/** What activities need of the world. Made once by the worker, or by a test. */
export type Deps = {
  db: Database
  model: Model
  /** Absent: knowledge is found by words alone. */
  embeddings?: Embeddings | undefined
  /** Running bookings: a conversation starts and changes them. */
  bookings: Bookings
  /** Trials of ARI: a test conversation is played in one. */
  trials: Pick<Trials, 'say' | 'end'>
  mailer: Mailer
  whatsapp: WhatsApp
  sealer: Sealer
  log: Pick<Log, 'info' | 'warn' | 'error'>
}
