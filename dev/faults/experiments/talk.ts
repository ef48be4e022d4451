import type { Said } from '../customers.ts'
import { markersIn, markerText } from '../markers.ts'
import type { Scene } from '../scene.ts'
import type { Stage } from '../stage.ts'

const REPLY_WITHIN_MS = 90_000

/** Waits for the reply that names the message; how long it took. */
export async function replyTo({ desk }: Stage, said: Said): Promise<number> {
  const mark = markerText(said.marker)
  const { phoneNumberId } = said.customer.workspace
  const to = said.customer.phone.slice(1)
  for (let count = 1; Date.now() - said.saidAtMs < REPLY_WITHIN_MS; count++) {
    const sends = await desk.whatsapp.waitForSends({ phoneNumberId, to, count }, REPLY_WITHIN_MS)
    const reply = sends.find(({ body }) => markersIn(JSON.stringify(body)).some((one) => markerText(one) === mark))
    if (reply) return reply.at - said.saidAtMs
    count = Math.max(count, sends.length)
  }
  throw new Error(`No reply to ${mark} within ${String(REPLY_WITHIN_MS)} ms`)
}

/** All customers write, at their own times. */
export const sayAll = ({ writers, customers }: Scene, { each, everyMs }: { each: number; everyMs: number }) =>
  Promise.all(customers.map((one) => writers.write(one, each, everyMs)))
