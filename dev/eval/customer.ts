import type { Desk } from '../test-kit/desk-programs.ts'
import type { Business } from './business.ts'
import type { Said } from './conversation.ts'
import { look, type Heard } from './look.ts'

type Inbound = Omit<Parameters<Desk['whatsapp']['inbound']>[0], 'phoneNumberId' | 'from'>

export type Customer = Awaited<ReturnType<typeof givenCustomer>>

let people = 0

/** Somebody with a phone of their own, who writes to this business. */
export function givenCustomer(desk: Desk, business: Business, name: string) {
  people += 1
  const phone = `+62812${String(Date.now()).slice(-6)}${String(people).padStart(4, '0')}`
  const { phoneNumberId } = business

  return {
    phone,
    name,
    look: () => look(desk, business, phone),
    /** Sends it, and resolves once our webhook has it. */
    async sends(said: Said, heard: Heard[]): Promise<void> {
      const { id, delivered } = desk.whatsapp.inbound({ phoneNumberId, from: { phone, name }, ...inbound(said, heard) })
      if (!(await delivered)) throw new Error(`The webhook did not take ${id}.`)
    },
  }

  function inbound(said: Said, heard: Heard[]): Inbound {
    if (typeof said === 'string') return { text: said }
    if ('voice' in said) return { message: { type: 'audio', audio: { voice: true } } }
    if ('picture' in said)
      return { message: { type: 'image', image: said.picture === '' ? {} : { caption: said.picture } } }
    if ('file' in said) return { message: { type: 'document', document: { filename: said.file } } }
    if ('sticker' in said) return { message: { type: 'sticker' } }
    if ('place' in said) return { message: { type: 'location', location: { latitude: -6.2, longitude: 106.82 } } }
    if ('card' in said) return { message: { type: 'contacts', contacts: [{ name: { formatted_name: said.card } }] } }
    if ('poll' in said) return { message: { type: 'unsupported' } }
    if ('button' in said) return { buttonReply: said.button }
    if ('reacts' in said)
      return { message: { type: 'reaction', reaction: { message_id: lastWamid(), emoji: said.reacts } } }
    if ('chooses' in said) {
      const list = heard.findLast(({ rows }) => rows.length > 0)
      return { listReply: choice(list?.rows[said.chooses], 'row') }
    }
    const asking = heard.findLast(({ buttons }) => buttons.length > 0)
    return { buttonReply: choice(asking?.buttons[said.taps], 'button') }
  }

  function lastWamid(): string {
    return desk.whatsapp.sends({ phoneNumberId, to: phone.slice(1) }).at(-1)?.wamid ?? ''
  }
}

/** WhatsApp gives back a row's or a button's id and title, and nothing else of it. */
function choice(one: { id: string; title: string } | undefined, what: string) {
  if (!one) throw new Error(`No message has such a ${what} to choose.`)
  return { id: one.id, title: one.title }
}
