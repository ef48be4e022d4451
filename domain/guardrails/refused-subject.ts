import { sentences, unmasked } from './text.ts'

export type RefusedSubject = 'pricing' | 'refund' | 'scholarship' | 'admission_decision'

// Something is asked: by its mark, a question word, or a wish to be told.
const ASKS =
  /\?|\b(?:brp|berapa(?:an|kah)?|brapa|brpa|apakah|apa|gimana|gmn|gmana|bagaimana|kenapa|knp|kapan|bisa|bs|boleh|ada|dapat|dapet|minta|mnt|tanya|nanya|info|infonya|kasih|tau|tahu|jelasin|sebut(?:kan|in)?|rincian|daftar|list|ga|gak|nggak|ngga|kah|dong|donk|kan|yakin|how|what|whats|is|are|do|does|can|could|will|would|any|tell|give|send|need|know|want|confirm|say|get|gets|bilang|mau|pengen|pingin|jawab|tulis|kirim)\b/u

// Money that the customer has or is given is an answer to our own question, and asks for nothing.
const OWN_MONEY =
  /\b(?:biaya|pakai|pake|dibiayai|dibayarin|dibayari|budget|uang|dana|dari|funded|paid|pay|paying|pays|financed)\b[^?]{0,15}\b(?:sendiri|pribadi|ortu|orang tua|ortuku|papa|mama|papah|mamah|ayah|ibu|kantor|perusahaan|sponsor|tabungan|myself|parents?|family|company|employer|savings|by my)\b|\b(?:papa|mama|ortu|orang tua|ayah|ibu|kantor|parents?|father|mother|dad|mum|mom|company|employer)\b[^?]{0,20}\b(?:bayar|bayarin|biayai|biayain|yang biaya\w*|pays?|will pay|fund|funds)\b/u

const PRICE_ALWAYS =
  /\b(?:brp|berapa|brapa|brpa|brpaan)(?:an| sih| ya| kak)? (?:biaya|harga|duit|uang|bayar|ongkos|tarif|fee|rupiah|juta|dp)|\b(?:biaya|harga|ongkos|tarif|fee|bayar|dp|spp|uang pangkal|cost|pricelist|price list)(?:nya|-nya)?\b[^.!\n]{0,40}\b(?:brp|berapa|brapa|brpa)|\bhow much\b(?! (?:time|longer|ielts|english|experience|earlier|work))|\b(?:price ?list|pricelist|daftar harga|rincian biaya|biaya hidup|cost of living|living costs?)\b|\bberapaan\b/u
const PRICE =
  /\b(?:biaya|biayanya|biaya-biaya|harga|harganya|ongkos|ongkosnya|tarif|tarifnya|bayar|bayarnya|membayar|dibayar|pembayaran|cicil|cicilan|nyicil|dicicil|angsuran|mahal|murah|gratis|diskon|diskonnya|promo|promonya|potongan|voucher|kode promo|dp|dpnya|uang muka|spp|uang kuliah|uang pangkal|rekening|price|prices|pricing|cost|costs|costing|fee|fees|tuition|cheap|cheaper|cheapest|expensive|affordable|discount|discounts|free of charge|installments?|instalments?|deposit|pay|payment|payments|charge|charges)\b/u
const FREE =
  /\b(?:is|it|for|consultation|service|are|all|everything|konsul\w*)\b[^?]{0,25}\bfree\b(?! (?:slot|time|on|at|this|next|to))/u

// Who wants no offers asks for no price.
const WANTS_NONE =
  /\b(?:stop|jangan|berhenti|hentikan|no more|don't send|do not send)\b[^.?!]{0,25}\b(?:promo\w*|iklan|diskon|discounts?)\b/u

const REFUND =
  /\b(?:refund\w*|reimburse\w*|money back|uang kembali|dana kembali|pengembalian (?:dana|uang|biaya)|(?:uang|duit|dana|biaya)(?:nya|ku| saya| gw| gue| aku)?[^.?!\n]{0,20}\b(?:balik|kembali|dikembaliin|dikembalikan|hangus)|(?:balikin|kembaliin|kembalikan)[^.?!\n]{0,15}(?:uang|duit|dana)|get my money)\b/u

const SCHOLARSHIP =
  /\b(?:beasiswa\w*|bea siswa|scholarships?|bursary|bursaries|grants?|financial aid|tuition waiver|schoolarship|scolarship)\b/u
const OWN_SCHOLARSHIP =
  /\b(?:pakai|pake|dari|lewat|via|with|on|through|sudah dapat|udah dapet|dapat|have|got|rencana|rencananya|by) (?:a |an |the |my )?(?:full )?(?:beasiswa|scholarship|grant|lpdp)/u
const SEEKS =
  /\?|\b(?:ada|bisa|gimana|cara|apa|info|cari|nyari|mau|pengen|minta|kasih|dong|any|how|do you|is there|are there|can i|looking for|want|tell|get)\b/u

const ME =
  '(?:saya|aku|aq|gue|gw|ak|anak(?:ku| saya)?|adik(?:ku| saya)?|i|we|my (?:son|daughter|child|brother|sister|friend|application))'
const ADMISSION = [
  new RegExp(
    `\\b${ME}\\b[^.?!\\n]{0,30}\\b(?:diterima|keterima|ketrima|lolos|accepted|admitted|get in|got in|getting in|be rejected|ditolak)\\b`,
    'u',
  ),
  /\b(?:bakal|pasti|dijamin|jamin(?:an)?|garansi|kira-kira|yakin)\b[^.?!\n]{0,25}\b(?:diterima|keterima|lolos|masuk)\b/u,
  /\b(?:peluang|kemungkinan|kans|chance|chances|odds)\b[^.?!\n]{0,40}\b(?:diterima|keterima|lolos|masuk|admission|admitted|accepted|getting in|get in|saya|gw|gue|aku|ku)\b/u,
  /\b(?:will|would|could|can|do|did) (?:i|we|my \p{L}+) (?:\p{L}+ ){0,3}(?:get in|be accepted|be admitted|get accepted|get admitted|get an offer)\b/u,
  /\bvisa\b[^.?!\n]{0,30}\b(?:pasti|dijamin|jamin(?:an)?|garansi|guarante\w*|disetujui|approved|ditolak|lolos|granted)\b|\b(?:jamin|guarantee|garansi|promise)\w*\b[^.?!\n]{0,30}\bvisa\b/u,
  /\b(?:admit me|accept me|terima saya)\b/u,
]

/**
 * The refused subject that the customer asks about, or null. By words alone, so that it holds whatever the model made
 * of the message. It looks at sentence by sentence, and what tells of the customer's own money asks for nothing.
 */
export function refusedSubjectOf(customerText: string): RefusedSubject | null {
  for (const { text } of sentences(unmasked(customerText))) {
    const asks = ASKS.test(text)
    const short = text.split(/\s+/).length <= 4
    if (REFUND.test(text) && (asks || short)) return 'refund'
    if (SCHOLARSHIP.test(text) && (short || SEEKS.test(text)) && !(OWN_SCHOLARSHIP.test(text) && !text.includes('?')))
      return 'scholarship'
    if (WANTS_NONE.test(text)) continue
    if (PRICE_ALWAYS.test(text)) return 'pricing'
    if ((PRICE.test(text) || FREE.test(text)) && (asks || short) && !OWN_MONEY.test(text)) return 'pricing'
    if (ADMISSION.some((pattern) => pattern.test(text)) && (asks || short)) return 'admission_decision'
  }
  return null
}
