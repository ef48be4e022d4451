export type Language = 'id' | 'en'

const HOUR_MS = 3_600_000
const WIB_AHEAD = 7 * HOUR_MS

const id = {
  you: 'Anda',
  typing: 'ARI sedang mengetik…',
  choose: 'ketik nomornya untuk memilih',
  placeholder: 'ketik pesan, atau /help',
  image: '📷 Foto',
  voice: '🎤 Pesan suara',
  video: '🎬 Video',
  document: '📄 Dokumen',
  sticker: '🏷️ Stiker',
  location: '📍 Lokasi',
  contacts: '👤 Kontak',
  reaction: 'bereaksi',
  template: 'Pesan templat',
  other: 'Pesan yang tidak dapat ditampilkan',
  byHand: 'dijawab dari ponsel',
  failed: 'Tidak terkirim',
  refused: 'WhatsApp menolak balasan',
  deskAway: 'Meja kerja tidak menjawab; WhatsApp mencoba lagi',
  simulatorAway: 'Simulator tidak terhubung; mencoba lagi…',
  noReply: '(belum ada balasan)',
  talkingTo: 'Anda mengobrol dengan',
  as: 'sebagai',
  comeBack: 'Kembali sebagai pelanggan ini:',
  unknownCommand: 'Perintah tidak dikenal',
  cannotRead: 'Berkas tidak dapat dibaca',
  help: [
    '/help               daftar ini',
    '/image [berkas]     kirim foto',
    '/voice [berkas]     kirim pesan suara',
    '/burst a | b | c    beberapa pesan sekaligus',
    '/new                menjadi pelanggan baru',
    '/quit               keluar',
    '1, 2, …             pilih tombol atau baris daftar',
  ],
}

const en: Words = {
  you: 'You',
  typing: 'ARI is typing…',
  choose: 'type its number to choose',
  placeholder: 'type a message, or /help',
  image: '📷 Photo',
  voice: '🎤 Voice message',
  video: '🎬 Video',
  document: '📄 Document',
  sticker: '🏷️ Sticker',
  location: '📍 Location',
  contacts: '👤 Contact',
  reaction: 'reacted',
  template: 'Template message',
  other: 'A message that cannot be shown',
  byHand: 'answered from the phone',
  failed: 'Not sent',
  refused: 'WhatsApp refused an answer',
  deskAway: 'The desk does not answer; WhatsApp tries again',
  simulatorAway: 'The simulator is away; trying again…',
  noReply: '(no reply yet)',
  talkingTo: 'You are talking to',
  as: 'as',
  comeBack: 'To come back as this customer:',
  unknownCommand: 'Unknown command',
  cannotRead: 'Cannot read the file',
  help: [
    '/help               this list',
    '/image [file]       send a photo',
    '/voice [file]       send a voice message',
    '/burst a | b | c    several messages at once',
    '/new                become a new customer',
    '/quit               leave',
    '1, 2, …             choose a button or a row',
  ],
}

export type Words = typeof id

export const WORDS: Readonly<Record<Language, Words>> = { id, en }

const twoDigits = (value: number) => String(value).padStart(2, '0')

/** The clock on the customer's phone, in western Indonesia. */
export function timeOf(at: number): string {
  const wib = new Date(at + WIB_AHEAD)
  return `${twoDigits(wib.getUTCHours())}.${twoDigits(wib.getUTCMinutes())}`
}

export const dayOf = (at: number, language: Language): string =>
  new Intl.DateTimeFormat(language === 'id' ? 'id-ID' : 'en-GB', {
    dateStyle: 'full',
    timeZone: 'Asia/Jakarta',
  }).format(at)
