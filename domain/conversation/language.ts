import type { Language } from '../booking/times.ts'

const INDONESIAN =
  'aku|saya|gue|mau|ingin|dong|kak|ya|yang|apa|bagaimana|gimana|berapa|kapan|dimana|untuk|dengan|tidak|nggak|ga|gak|belum|sudah|udah|bisa|ada|halo|hai|pagi|siang|sore|malam|terima|kasih|makasih|nama|kuliah|jenjang|tahun|bulan|jadwal|konsultasi|tolong|mohon|dan|atau|di|ke|dari|ini|itu|boleh|punya|baik|oke|iya'
const ENGLISH =
  'i|my|me|the|a|an|is|are|am|do|does|did|what|how|when|where|which|want|would|like|to|for|with|not|have|has|can|could|please|thanks|thank|you|hello|hi|good|morning|name|study|about|and|or|from|in|yes|will|need|looking'

const words = (list: string) => new RegExp(`(?<!\\p{L})(?:${list})(?!\\p{L})`, 'giu')
const INDONESIAN_WORDS = words(INDONESIAN)
const ENGLISH_WORDS = words(ENGLISH)

/** The language of a customer's words, by their small words; null when they do not tell. */
export function languageOf(text: string): Language | null {
  const indonesian = text.match(INDONESIAN_WORDS)?.length ?? 0
  const english = text.match(ENGLISH_WORDS)?.length ?? 0
  if (indonesian === english) return null
  return indonesian > english ? 'id' : 'en'
}
