import { entries, change, kapsoItem, type Json } from '../test-kit/webhook-bodies.ts'
import type { Random } from './random.ts'

/** What providers really post, one of every kind, before anything is done to it. */
export function payload(random: Random, provider: 'meta' | 'kapso', numberIds: readonly string[]): Json {
  const numberId = random.pick(numberIds)
  if (provider === 'kapso') return kapsoBody(random, numberId)
  const changes = Array.from({ length: random.chance(0.2) ? 3 : 1 }, () => metaChange(random, numberId))
  return random.chance(0.05) && changes[0] ? changes[0] : entries(...changes)
}

const sender = (random: Random): string => `62812${String(random.below(300)).padStart(7, '0')}`
const id = (random: Random): string =>
  `wamid.${Array.from({ length: 6 }, () => random.below(2 ** 31).toString(36)).join('')}`
const at = (random: Random): string => String(Math.floor(Date.now() / 1000) - random.below(100_000))

function metaChange(random: Random, numberId: string): Json {
  const contacts = [
    { wa_id: sender(random), user_id: `ID.${String(random.below(300))}`, profile: { name: 'Sari Dewi' } },
  ]
  switch (random.below(8)) {
    case 0:
      return change({ numberId, statuses: [deliveryStatus(random), deliveryStatus(random)] })
    case 1:
      return change({
        numberId,
        field: 'smb_message_echoes',
        echoes: [{ ...message(random), from: '622150001000', to: sender(random) }],
      })
    case 2:
      return {
        field: 'message_template_status_update',
        value: { event: 'REJECTED', message_template_id: 1, message_template_name: 'promo', reason: 'INVALID_FORMAT' },
      }
    default:
      return change({
        numberId,
        contacts,
        messages: random.chance(0.3) ? [message(random), message(random)] : [message(random)],
      })
  }
}

function deliveryStatus(random: Random): Json {
  const name = random.pick(['sent', 'delivered', 'read', 'failed', 'played'])
  return {
    id: id(random),
    status: name,
    timestamp: at(random),
    recipient_id: sender(random),
    biz_opaque_callback_data: '0193b2c4-7d1e-7a30-8c55-1f2e3d4c5b6a',
    ...(name === 'failed' && {
      errors: [{ code: 131047, title: 'Re-engagement message', error_data: { details: 'More than 24 hours' } }],
    }),
  }
}

function message(random: Random): Json {
  const kinds = Object.keys(PARTS)
  const type = random.pick(kinds)
  return {
    from: sender(random),
    from_user_id: `ID.${String(random.below(300))}`,
    id: id(random),
    timestamp: at(random),
    type,
    [type]: structuredClone(PARTS[type]),
    ...(random.chance(0.2) && { context: { id: id(random), from: '622150001000', forwarded: true } }),
    ...(random.chance(0.1) && { referral: { source_url: 'https://fb.me/x', source_type: 'ad', headline: 'Kuliah' } }),
    ...(random.chance(0.05) && { group_id: 'group-1' }),
  }
}

const FILE = { id: '1234567890', mime_type: 'image/jpeg', sha256: 'c2hh', caption: 'Ini kak' }

const PARTS: Record<string, unknown> = {
  text: { body: 'Halo kak, saya mau tanya jadwal IELTS 🙏' },
  image: FILE,
  video: FILE,
  audio: { ...FILE, voice: true },
  document: { ...FILE, filename: 'transkrip.pdf' },
  sticker: { ...FILE, animated: true },
  location: { latitude: -6.2, longitude: 106.8, name: 'Kantor', address: 'Jl. Sudirman 1' },
  contacts: [{ name: { formatted_name: 'Budi' }, phones: [{ phone: '+62 812', wa_id: '62812', type: 'CELL' }] }],
  button: { payload: 'yes', text: 'Ya' },
  interactive: {
    type: 'list_reply',
    list_reply: { id: 'slot:0193b2c4-7d1e-7a30-8c55-1f2e3d4c5b6a', title: 'Senin 09.00', description: 'Dimas' },
    button_reply: { id: 'b', title: 'Ya' },
    nfm_reply: { name: 'flow', body: 'Sent', response_json: '{"a":1}' },
  },
  reaction: { message_id: 'wamid.x', emoji: '👍' },
  order: { catalog_id: '1', text: 'Pesan', product_items: [{ product_retailer_id: 'a', quantity: 1 }] },
  system: { type: 'user_changed_number', body: 'x', wa_id: '62812' },
  unsupported: { errors: [{ code: 131051 }] },
  errors: [{ code: 131051, title: 'Unsupported message type' }],
}

function kapsoBody(random: Random, numberId: string): Json {
  const one = () => {
    const kapso = {
      direction: random.pick(['inbound', 'inbound', 'outbound']),
      status: random.pick(['received', 'sent', 'delivered', 'read', 'failed']),
      origin: random.pick(['cloud_api', 'cloud_api', 'business_app', 'history_sync']),
      statuses: [deliveryStatus(random)],
    }
    return kapsoItem(message(random), { numberId, phone: `+${sender(random)}`, kapso })
  }
  if (random.chance(0.1)) return entries(metaChange(random, numberId))
  if (random.chance(0.7)) return one()
  return { type: 'whatsapp.message.received', batch: true, data: [one(), one(), one()], batch_info: { size: 3 } }
}
