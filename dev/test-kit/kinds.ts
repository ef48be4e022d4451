import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { createLog } from '#clients/log/log.ts'
import { createMediaStore } from '#clients/media-store/media-store.ts'
import { createWhatsAppMedia } from '#clients/whatsapp/media.ts'
import { createMediaKeeping } from '../../api/relay/media.ts'
import { startWhatsAppSimulator, type RunningWhatsAppSimulator } from '../simulators/whatsapp/simulator.ts'
import { eventually, sealer, startApi } from './api.ts'
import type { GivenWorkspace } from './given.ts'
import { APP_SECRET } from './webhook-bodies.ts'

type Order = Parameters<RunningWhatsAppSimulator['control']['inbound']>[0]
type Sent = Omit<Order, 'phoneNumberId' | 'from'>

const TOKEN = 'the token of every kind'
const NADIA = { phone: '+6281233344455', name: 'Nadia Rahmawati' }
const PICTURE = readFileSync(join(import.meta.dirname, '../../docs/pictures/phone.png')).toString('base64')
const document = (filename: string, bytes: string, mime_type: string): Sent => ({
  message: { type: 'document', document: { base64: Buffer.from(bytes).toString('base64'), filename, mime_type } },
})
/** A message of a type that the simulator has no form for. */
const other = (type: string, more: Record<string, unknown> = {}): Sent => ({
  text: '-',
  extra: { type, text: undefined, ...more },
})

/** One message of each kind that WhatsApp has, in order; `to` gives the WhatsApp id of one that went before. */
const EVERY_KIND: Record<string, (to: (name: string) => string) => Sent> = {
  text: () => ({ text: 'Kalau mulai Februari masih bisa?' }),
  image: () => ({
    message: { type: 'image', image: { base64: PICTURE, mime_type: 'image/jpeg', caption: 'Ijazah saya' } },
  }),
  reply: (to) => ({ text: 'Yang ini ijazahnya', contextId: to('image') }),
  audio: () => ({ message: { type: 'audio' } }),
  video: () => ({ message: { type: 'video' } }),
  pdf: () => document('Transkrip nilai.pdf', '%PDF-1.4\n%%EOF\n', 'application/pdf'),
  file: () => document('../nilai "akhir" é.txt', 'delapan', 'text/plain'),
  harmful: () => document('nilai.pdf', '<html><script>alert(1)</script>', 'application/pdf'),
  sticker: () => ({ message: { type: 'sticker' } }),
  location: () => ({
    message: {
      type: 'location',
      location: { latitude: -6.2, longitude: 106.8167, name: 'Kantor', address: 'Jalan Sudirman 1' },
    },
  }),
  contacts: () => ({
    message: {
      type: 'contacts',
      contacts: [{ name: { formatted_name: 'Ibu Paramitha' }, phones: [{ phone: '+62 811 000' }] }],
    },
  }),
  choice: () => ({ listReply: { id: 'slot:1', title: 'Senin 10.00' } }),
  order: () => ({
    message: {
      type: 'order',
      order: {
        catalog_id: '1',
        product_items: [{ product_retailer_id: 'KURSUS-IELTS', quantity: 2, item_price: 1_500_000, currency: 'IDR' }],
      },
    },
  }),
  reaction: (to) => ({ message: { type: 'reaction', reaction: { message_id: to('text'), emoji: '\u{1F44D}' } } }),
  ad: () => ({
    text: 'Saya lihat iklannya',
    referral: { source_url: 'https://example.com/iklan', source_type: 'ad', headline: 'Kuliah di Inggris' },
  }),
  edit: (to) =>
    other('edit', { edit: { original_message_id: to('text'), message: { type: 'text', text: { body: 'Maret?' } } } }),
  revoke: (to) => other('revoke', { revoke: { original_message_id: to('reply') } }),
  system: () => ({ message: { type: 'system', system: { body: 'x', type: 'user_changed_number' } } }),
  unsupported: () => ({ message: { type: 'unsupported', unsupported: { type: 'poll_creation' } } }),
  empty: () => ({ text: '-', extra: { text: { body: '' } } }),
  hologram: () => other('hologram', { hologram: { x: 1 } }),
}

/** WhatsApp, the api and what fetches files, on a database that is given; and somebody who sends one of each kind. */
export async function startKinds(databaseUrl: string, workspace: GivenWorkspace, mediaDir: string) {
  const { channelId, phoneNumberId } = workspace
  const api = await startApi({ databaseUrl })
  const whatsapp = await startWhatsAppSimulator()
  const { platform } = api.database
  await platform
    .updateTable('channels')
    .set({ access_token_sealed: sealer.seal(TOKEN) })
    .where('id', '=', channelId)
    .execute()
  const webhookUrl = `${api.base}/webhook`
  const displayPhoneNumber = '+62 21 5000 1000'
  whatsapp.control.putNumber(phoneNumberId, {
    webhookUrl,
    appSecret: APP_SECRET,
    accessToken: TOKEN,
    displayPhoneNumber,
  })
  const keeping = createMediaKeeping({
    ...{ database: api.database, sealer, everyMs: 20 },
    store: createMediaStore(mediaDir),
    whatsapp: createWhatsAppMedia({ graphUrl: whatsapp.graphUrl, kapsoUrl: whatsapp.url }),
    log: createLog('api', 'debug', { write: () => undefined }),
  })

  return {
    /** Fetches what was sent. */
    keep: () => keeping.start(),
    /** Every file has been fetched, or given up. */
    settled: () =>
      eventually(async () => {
        const { rows } = await sql`select from media where state = 'waiting'`.execute(platform)
        return rows.length === 0
      }, 20_000),
    /** The messages that became of them, by name, and the contact that they are of. */
    async sendEveryKind(): Promise<{ ids: Record<string, string>; contactId: string }> {
      const wamids = new Map<string, string>()
      const firstAt = Math.floor(Date.now() / 1000) - Object.keys(EVERY_KIND).length
      for (const [at, [name, make]] of Object.entries(EVERY_KIND).entries()) {
        const sent = make((earlier) => wamids.get(earlier) ?? '')
        const { id, delivered } = whatsapp.control.inbound({
          phoneNumberId,
          from: NADIA,
          timestamp: firstAt + at,
          ...sent,
        })
        wamids.set(name, id)
        await delivered
      }
      await api.relayed()
      const rows = await platform
        .selectFrom('messages')
        .innerJoin('conversations', 'conversations.id', 'messages.conversation_id')
        .where('messages.channel_id', '=', channelId)
        .select(['messages.id', 'provider_message_id as wamid', 'conversations.contact_id as contactId'])
        .execute()
      const ids = [...wamids].map(([name, wamid]) => [name, rows.find((row) => row.wamid === wamid)?.id ?? ''])
      return { ids: Object.fromEntries(ids) as Record<string, string>, contactId: rows[0]?.contactId ?? '' }
    },
    async stop(): Promise<void> {
      await keeping.stop()
      await whatsapp.close()
      await api.stop()
    },
  }
}
