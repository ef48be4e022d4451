import { isQuestion, noteOf } from './answers.ts'
import { plain } from './language.ts'
import type { Scene } from './prompt.ts'

export type Intent =
  | 'greeting'
  | 'answer'
  | 'course_info'
  | 'application_process'
  | 'booking'
  | 'reschedule'
  | 'cancel_booking'
  | 'contact_info'
  | 'pricing'
  | 'refund'
  | 'scholarship'
  | 'admission_decision'
  | 'human'
  | 'complaint'
  | 'stop'
  | 'other'

export type PersonsMatter = 'pricing' | 'refund' | 'scholarship' | 'admission_decision' | 'human' | 'complaint'

export const WHY_A_PERSON: Record<PersonsMatter, string> = {
  pricing: 'The customer asks about prices.',
  refund: 'The customer asks about refunds.',
  scholarship: 'The customer asks about scholarships.',
  admission_decision: 'The customer asks about chances or a decision of admission.',
  human: 'The customer asks for a person.',
  complaint: 'The customer complains.',
}

const STOP =
  /^\W*(?:stop|berhenti|unsubscribe|unsub|hentikan)\W*$|\b(?:stop|jangan|berhenti) (?:hubungi|chat|kirim|wa|contact(?:ing)?|messag(?:e|ing)|texting|sending)\b|\bunsubscribe\b/

const HUMAN =
  /\b(?:ngobrol|bicara|ngomong|chat|sambung(?:kan|in)?|hubungkan|disambungkan|ketemu|terhubung)\b.{0,25}\b(?:orang|manusia|admin|cs|konsultan|konsultannya|staf|staff|tim|agen)\b|\b(?:talk|speak|chat|connect|transfer)\b.{0,20}\b(?:human|person|someone|agent|consultant|staff|somebody|team)\b|\breal person\b|\borang (?:asli|beneran)\b|\bbukan (?:bot|robot)\b|\bcustomer service\b|\b(?:mau|minta) (?:admin|cs|orang)\b|\bhuman (?:please|agent)\b|\b(?:telepon|telpon|telp|hubungi|call|ring) (?:saya|aku|me)\b/

const COMPLAINT =
  /\b(?:kecewa|komplain|keluhan|mengecewakan|penipu(?:an)?|nipu|bohong|parah|payah|becus|disappointed|disappointing|complain|complaint|terrible|awful|scam|unacceptable|rude|useless)\b|\b(?:nggak|gak|ga|tidak) (?:puas|profesional|dibalas|direspon)\b|\b(?:lama|lambat) banget (?:balas|respon)|\b(?:salah info|informasi(?:nya)? salah|wrong information|bad service|never replied)\b/

const REFUND =
  /\b(?:refund\w*|money back|dikembalikan|pengembalian (?:uang|dana|biaya)|uang(?:nya)?\b.{0,20}\b(?:kembali|balik)|balikin (?:uang|duit))\b/
const SCHOLARSHIP = /\b(?:beasiswa|scholarships?|lpdp|bursary|financial aid|chevening|awards scholarship)\b/
const ADMISSION =
  /\b(?:pasti|bakal|akan|bisa|kemungkinan|peluang|chance|dijamin|jamin(?:an)?|apakah)\b.{0,40}\b(?:diterima|keterima|lolos|tembus)\b|\b(?:peluang|kans)\b.{0,20}\b(?:saya|aku|masuk)\b|\bchances?\b.{0,25}\b(?:admission|getting in|accepted|admitted)|\b(?:will|would|can|could|do) (?:i|they|you)\b.{0,25}\b(?:be accepted|get accepted|get in|be admitted|accept me|guarantee)|\bguaranteed?\b|\bvisa\b.{0,15}\b(?:pasti|dijamin)\b/
const PRICING =
  /\b(?:biaya|biayanya|harga|harganya|tarif|ongkos|fees?|cost|costs|price|prices|pricing|tuition|uang kuliah|spp|cicil(?:an)?|diskon|discount|promo|gratis|budget|how much (?:is|are|does|do|will|would)|berapa (?:duit|juta|rupiah)|bayar(?:nya)? berapa|berapa bayar(?:nya)?|for free|mahal|murah|expensive|cheap)\b/
const PAYING_ONESELF =
  /\b(?:biaya|dibiayai|biayain|biayai|dana)\b.{0,20}\b(?:sendiri|ortu|orang ?tua|mandiri|pribadi|papa|mama|ayah|ibu|keluarga|kantor|tabungan)\b|\b(?:ortu|orang ?tua|papa|mama|ayah|ibu|keluarga|kantor)\b.{0,25}\b(?:biaya\w*|bayar\w*|tanggung)/

const PROMISED_ONESELF = /\b(?:syarat|persyaratan|requirements?|dokumen)\b/

export const wantsStop = (text: string): boolean => STOP.test(plain(text))

/** A subject that is a person's: what the bot neither answers nor gets around. */
export function personsMatter(scene: Scene, asked: string | null): PersonsMatter | null {
  const messages = scene.burst.filter((message) => noteOf(message) === null).map(plain)
  const says = (pattern: RegExp, unless?: (message: string) => boolean): boolean =>
    messages.some((message) => pattern.test(message) && !(unless?.(message) ?? false))
  const statesFunding = (message: string): boolean =>
    !isQuestion(message) && (asked === 'funding' || PAYING_ONESELF.test(message))
  if (says(COMPLAINT)) return 'complaint'
  if (says(HUMAN)) return 'human'
  if (says(REFUND)) return 'refund'
  if (says(SCHOLARSHIP, (message) => asked === 'funding' && !isQuestion(message))) return 'scholarship'
  if (says(ADMISSION, (message) => PROMISED_ONESELF.test(message))) return 'admission_decision'
  return says(PRICING, statesFunding) ? 'pricing' : null
}

const CONSULTATION = /\b(?:konsul|konsultasi|consultation|appointment|konsultasinya)\b/
const WISH =
  /\b(?:mau|pengen|pengin|ingin|minta|tolong|boleh|atur|jadwal(?:in|kan)|book|booking|reservasi|schedule|arrange|set up|want|would like|i'd like|can i|could i|bisa)\b/
const ABOUT_IT =
  /\b(?:online|offline|berapa lama|how long|siapa|who|dimana|di mana|where|apa (?:saja|aja|itu)|what (?:is|happens)|gimana|how does|ikut|join|ajak|bring)\b/
const CANCEL = /\b(?:batal(?:kan|in)?|cancel|(?:nggak|gak|ga|tidak|enggak) jadi)\b/
const MOVE =
  /\b(?:reschedule|(?:ganti|ubah|pindah(?:in|kan)?|geser|undur|majuin) (?:jadwal|jam|hari|waktu|tanggal|ke)(?:nya)?|undur|(?:move|change) (?:it|the|my)|(?:another|different) time)\b/

export const wantsConsultation = (text: string): boolean => {
  const words = plain(text)
  return (
    ((CONSULTATION.test(words) && WISH.test(words)) ||
      /^\W*(?:booking|book|konsultasi|consultation)\W*$/.test(words)) &&
    !ABOUT_IT.test(words) &&
    !/\b(?:belum|nggak|gak|ga|tidak|not|don't)\b.{0,12}\b(?:mau|perlu|butuh|need|want)\b/.test(words)
  )
}

export const wantsRebooking = (text: string, stage: string): boolean =>
  (CANCEL.test(plain(text)) || MOVE.test(plain(text))) &&
  (stage === 'booking' || stage === 'done' || CONSULTATION.test(plain(text)))

export const wantsToCancel = (text: string): boolean => CANCEL.test(plain(text)) && !MOVE.test(plain(text))

export const asksForTimes = (text: string, atIt: boolean): boolean => {
  const words = plain(text)
  if (/\b(?:kantor|office|buka|tutup|intake|kuliah|visa)\b/.test(words)) return false
  const times =
    /\b(?:kapan|jam berapa|hari apa|slot|slotnya|jadwal(?:nya)?|available|availability|tersedia|kosong|when|what times?|which times?)\b/
  return (
    times.test(words) && (atIt || CONSULTATION.test(words) || /\b(?:konsultan(?:nya)?|consultants?|slot)\b/.test(words))
  )
}

export const noSlotSuits = (text: string): boolean =>
  /\b(?:nggak|gak|ga|tidak|ngga|enggak) ada yang (?:cocok|pas|bisa)|\b(?:none|neither)\b.{0,20}\b(?:work|suit|fit)|\b(?:nggak|gak|ga|tidak) (?:bisa|cocok) semua(?:nya)?|\bjadwal lain\b|\bother times?\b|\banother time\b/.test(
    plain(text),
  )

export const isGreeting = (text: string): boolean =>
  /^(?:(?:halo+|hallo|hai+|hi+|hello|hey|pagi|siang|sore|malam|selamat (?:pagi|siang|sore|malam)|good (?:morning|afternoon|evening)|assalamu?'?alaikum|permisi|p|test?|kak|min|admin|there|ari|team)[\s,.!?👋🙏😊]*)+$/u.test(
    plain(text),
  )

export const isThanks = (text: string): boolean =>
  /\b(?:makasih|terima ?kasih|thanks|thank you|thx|tq|trims|suwun|nuhun)\b/.test(plain(text))

export const isCourtesy = (text: string): boolean =>
  /^\W*(?:ok+e?y?|oke+|sip+|siap|noted|good|wah|wow|haha\w*|wkwk\w*|hehe\w*|[👍🙏😊🥰❤️\s]+)\W*$/u.test(plain(text))

/** Work that is no sales desk's: verses, code, play-acting, and orders to forget the rules. */
export const isOffSubject = (text: string): boolean =>
  /\b(?:puisi|poem|pantun|joke|lelucon|lagu|song|resep|recipe|coding|source code|abaikan|ignore (?:all|your|the|previous)|instruksi|your instructions|system prompt|pura-pura|pretend|roleplay)\b/.test(
    plain(text),
  )

export const asksWhoIsThere = (text: string): boolean =>
  /\b(?:(?:kamu|anda|ini) (?:itu )?(?:siapa|bot|robot|ai|manusia)|siapa (?:kamu|ini|anda)|(?:ini|kamu) dengan siapa|who (?:are you|is this|am i)|are you (?:a |an )?(?:bot|robot|human|real|ai|person)|bisa bantu apa|bantu apa (?:aja|saja)|what can you (?:do|help))\b/.test(
    plain(text),
  )
