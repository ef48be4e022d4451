import { reason } from './reasons.ts'
import { sentences, unmasked } from './text.ts'

const PROMISES = [
  /\b(?:guarantee\w*|garansi|(?:di|men|ter)?jamin(?:an)?|jaminan|promis(?:e|es|ed)|berjanji|janji(?:kan)?|menjanjikan|assured?|rest assured)\b/u,
  /\b(?:(?<!yang )pasti|definitely|certainly|surely|for sure|no doubt|undoubtedly|otomatis|automatically)\b(?! (?:ke|mau|sudah|belum|negara|tujuan|apa|kapan|mana))/u,
  /\b(?:take|takes|bear|accept)\b[^.!?\n]{0,20}\b(?:responsibility|liability|liable)\b|\b(?:bertanggung jawab|tanggung jawab kami|kami tanggung|salah kami|responsib\w+|liab(?:le|ility)|menanggung|kami kembalikan|penawaran|spesial|special offers?|khusus (?:kakak|hari ini|untuk kakak)|fault is ours|kami akui|admit (?:legal|fault|that))\b/u,
  /\b(?:satu-satunya|terbaik|nomor satu|no\.? ?1|number one|paling terpercaya|(?:the|our) best (?:agency|agent|consult\w+|in)|100 ?%|seratus persen)\b/u,
]

// What a colleague would have to do later: nobody has been told of it.
const LATER = [
  /\b(?:kami|tim kami|konsultan(?: kami)?|saya|dimas|\p{L}+) (?:akan|bakal|nanti) (?:segera |langsung )?(?:telepon|telpon|menelepon|menghubungi|hubungi|kontak|kabari|mengabari|kirim(?:kan|i)?|mengirim\w*|beri|memberi\w*|kasih|ganti|mengganti|tahan|menahan|simpan|pesan|reservasi|prioritaskan|perpanjang|urus|daftarkan)\b/u,
  /\b(?:will|'ll|shall|going to) (?:be )?(?:\p{L}+ly )?(?:call|calling|phone|ring|contact|email|text|message|send|give|hold|reserve|keep|extend|compensate|waive|cover|prioriti[sz]e|arrange|register|submit|get back|reach out|make sure|ensure)\b/u,
  /\b(?:kami|konsultan|tim) (?:telepon|telpon|hubungi|kabari)\b/u,
  /\b(?:saya|kami) (?:beri|kasih)(?:kan)?\b/u,
]

/** What is promised on the company's behalf, or null. A question promises nothing. */
export function promiseIn(reply: string): string | null {
  const text = unmasked(reply)
  const promised = PROMISES.find((pattern) =>
    sentences(text).some(({ text: line, asks }) => pattern.test(line) && !(asks && pattern === PROMISES[1])),
  )
  if (promised) return reason('promise')
  const later = sentences(text).some(({ text: line, asks }) => !asks && LATER.some((pattern) => pattern.test(line)))
  return later ? reason('company_will') : null
}
