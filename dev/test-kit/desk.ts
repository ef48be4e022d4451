import { setTimeout as pause } from 'node:timers/promises'
import { assembleDesk, type Desk } from './desk-programs.ts'
import { startDatabase } from './postgres.ts'
import { temporalAddress } from './temporal.ts'

export type { Desk, DeskWorkspace } from './desk-programs.ts'

/** The product's programs on the Postgres and the Temporal of this test run. */
export async function startDesk(settings: Record<string, string> = {}): Promise<Desk> {
  const { url, stop } = await startDatabase()
  return assembleDesk({ databaseUrl: url, temporalAddress: temporalAddress(), stopServices: stop, settings })
}

/** A customer with a phone, who sees what WhatsApp shows. */
export function givenCustomer(desk: Desk, { phoneNumberId }: { phoneNumberId: string }, name = 'Nadia Rahmawati') {
  const phone = `+628${String(Math.random()).slice(2, 12)}`
  const from = { phone, name }
  const sends = () => desk.whatsapp.sends({ phoneNumberId, to: phone.slice(1) })
  return {
    phone,
    sends,
    says: (text: string) => desk.whatsapp.inbound({ phoneNumberId, from, text }),
    chooses: (listReply: { id: string; title: string }) => desk.whatsapp.inbound({ phoneNumberId, from, listReply }),
    presses: (buttonReply: { id: string; title: string }) =>
      desk.whatsapp.inbound({ phoneNumberId, from, buttonReply }),
    /** Says something and waits for the reply to it. */
    async hears(say: () => unknown, waitMs = 20_000) {
      const before = sends().length
      await say()
      const after = await desk.whatsapp.waitForSends({ phoneNumberId, to: phone.slice(1), count: before + 1 }, waitMs)
      const reply = after[before]
      if (!reply) throw new Error(`No reply within ${waitMs} ms:\n${desk.lines.slice(-15).join('\n')}`)
      return reply
    },
  }
}

/** Waits until `check` no longer throws. */
export async function eventually<T>(check: () => Promise<T> | T, withinMs = 15_000): Promise<T> {
  for (const until = Date.now() + withinMs; ;) {
    try {
      return await check()
    } catch (error) {
      if (Date.now() > until) throw error
      await pause(50)
    }
  }
}
