import type { ShownFile } from '../../../inbox/contract.ts'
import type { ShownItem } from '../../../inbox/thread-state.ts'
import { agoAt, floorLine, message } from './given.ts'

const WHERE = { latitude: -6.2, longitude: 106.8167, name: 'Jalan Jenderal Sudirman' }
const FILE: ShownFile = { state: 'waiting', reason: null, name: null, label: 'PDF', bytes: 2_200_000, isShown: true }
const lost = (reason: string) => ({ file: { ...FILE, state: 'gone', reason } }) as const
const ROWS = [
  { id: '1', title: 'Senin 10.00', description: 'Daring, 30 menit' },
  { id: '2', title: 'Selasa 14.00', description: 'Di kantor, dengan konsultan yang namanya panjang sekali' },
  { id: '3', title: 'Rabu 09.00' },
]
const QUESTION = { id: 's1', author: 'customer', kind: 'text', body: 'Kalau mulai Februari masih bisa?' } as const

/** Every author, every kind, every state, the oldest first. */
export const everyMessage = (now: number): ShownItem[] => [
  message(now, 's1', { author: 'customer', minutesAgo: 95, body: QUESTION.body }),
  message(now, 's2', { author: 'customer', minutesAgo: 94, body: 'Saya lulus tahun ini' }),
  message(now, 's3', {
    ...{ author: 'bot', minutesAgo: 93, replyTo: QUESTION, complaint: { note: null, by: 'Wulan', at: agoAt(now, 60) } },
    body: 'Bisa, Kak. Pendaftaran Februari dibuka sampai akhir bulan.\n\nSyaratnya: https://example.com/syarat?intake=februari.',
  }),
  { type: 'stage', id: 'e1', stage: 'qualification', at: agoAt(now, 92) },
  message(now, 's4', {
    ...{ author: 'bot', minutesAgo: 85, kind: 'interactive', status: 'delivered' },
    ...{ body: 'Kapan Kakak punya waktu untuk konsultasi?', content: { rows: ROWS } },
  }),
  message(now, 's5', {
    ...{ author: 'customer', minutesAgo: 80, kind: 'interactive' },
    ...{ body: 'Selasa 14.00', content: { isChoice: true } },
  }),
  floorLine(now, 'e2', 79, { reason: 'asked_for_person' }),
  floorLine(now, 'e3', 78, { holder: 'person', userName: 'Wulan Permata' }),
  message(now, 's6', {
    ...{ author: 'staff', authorName: 'Wulan Permata', minutesAgo: 77, status: 'delivered' },
    ...{
      body: 'Halo, saya Wulan. Boleh kirim transkripnya?',
      replyTo: { ...QUESTION, id: 's5', body: 'Selasa 14.00' },
    },
  }),
  message(now, 's7', {
    ...{ author: 'customer', minutesAgo: 70, kind: 'document', body: 'Ini transkripnya' },
    content: { file: { ...FILE, state: 'kept', name: 'Transkrip nilai semester satu sampai enam lengkap.pdf' } },
  }),
  message(now, 's8', { author: 'customer', minutesAgo: 69, kind: 'image', content: { file: FILE } }),
  message(now, 's9', { author: 'customer', minutesAgo: 69, kind: 'audio', content: lost('expired') }),
  message(now, 's10', {
    ...{ author: 'customer', minutesAgo: 68, kind: 'video', body: 'Kampusnya yang ini?' },
    content: lost('too-large'),
  }),
  message(now, 's11', { author: 'customer', minutesAgo: 68, kind: 'sticker', content: lost('absent') }),
  message(now, 's12', { author: 'customer', minutesAgo: 60, kind: 'location', content: { location: WHERE } }),
  message(now, 's13', {
    ...{ author: 'customer', minutesAgo: 59, kind: 'contacts' },
    content: { contacts: [{ name: 'Ibu Paramitha', ways: ['+62 811-0000-0002'] }] },
  }),
  message(now, 's22', {
    ...{ author: 'customer', minutesAgo: 59, kind: 'order' },
    content: { order: [{ name: 'KURSUS-IELTS', count: 2, price: 1_500_000, currency: 'IDR' }] },
  }),
  message(now, 's23', { author: 'customer', minutesAgo: 59, kind: 'edit', body: 'Maret', replyTo: QUESTION }),
  message(now, 's24', { author: 'customer', minutesAgo: 59, kind: 'revoke', replyTo: QUESTION }),
  message(now, 's25', {
    author: 'customer',
    minutesAgo: 59,
    kind: 'system',
    content: { about: 'user_changed_number' },
  }),
  message(now, 's26', { author: 'customer', minutesAgo: 59, kind: 'unsupported', content: { about: 'poll_creation' } }),
  message(now, 's14', {
    ...{ author: 'customer', minutesAgo: 58, kind: 'reaction' },
    content: { reaction: { emoji: '\u{1F44D}' } },
  }),
  message(now, 's15', { author: 'customer', minutesAgo: 57, kind: 'poll_creation_v3' }),
  message(now, 's16', { author: 'phone', minutesAgo: 40, body: 'Terima kasih, kami cek dulu', status: 'sent' }),
  message(now, 's17', { author: 'system', minutesAgo: 30, body: 'Pengingat: konsultasi Selasa 14.00 WIB' }),
  floorLine(now, 'e4', 29, { holder: 'nobody', userName: 'Bagas Wirawan' }),
  floorLine(now, 'e5', 28, { holder: 'bot' }),
  message(now, 's18', {
    ...{ author: 'customer', minutesAgo: 20, body: `Tanpa jeda: ${'panjangsekali'.repeat(18)}` },
  }),
  message(now, 's19', { author: 'staff', minutesAgo: 5, body: 'Baik', status: 'queued' }),
  message(now, 's22', {
    ...{ author: 'staff', minutesAgo: 5, status: 'queued', inLine: true },
    body: 'Brosurnya menyusul',
  }),
  message(now, 's20', {
    ...{ author: 'staff', minutesAgo: 4, status: 'failed' },
    failure: { kind: 'window', code: 131047, reason: 'Re-engagement message' },
    body: 'Masih di sana?',
  }),
  {
    ...message(now, 's21', { author: 'staff', minutesAgo: 1, status: 'queued', body: 'Saya telepon sore ini, ya' }),
    local: 'unsent',
  },
  { type: 'stage', id: 'e6', stage: 'done', at: agoAt(now, 0) },
]
