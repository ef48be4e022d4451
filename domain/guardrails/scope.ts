import { reason } from './reasons.ts'
import { sentences, unmasked } from './text.ts'

// What ARI may not speak about, whichever way: that there is no scholarship is as much out of scope as that there is one.

const AMOUNT_WORD =
  '(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|belas|puluh|ratus|seratus|beberapa|setengah|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|half|few|several)'

const MONEY = [
  /(?:\brp\.?|\bidr|\busd|\baud|\bgbp|\bsgd|\bcad|\bnzd|\bmyr|\beur|\brm|[$€£¥💰💵💸])\s*\d/u,
  /[€£¥💰💵💸]/u,
  /\d[\d.,]*\s*(?:juta|jt|ribu|rb|miliar|milyar|million|mio|thousand|grand|dollars?|dolar|bucks?|rupiah|rupe|pounds?|poundsterling|euros?|ringgit|quid|idr|usd|aud|gbp|sgd|eur|k\b|[$€£])/u,
  new RegExp(
    `\\b${AMOUNT_WORD}[\\s-]+(?:juta|jt|ribu|rb|miliar|million|thousand|dollars?|dolar|rupiah|pounds?|euros?|ringgit)`,
    'u',
  ),
  /\b(?:se)?juta(?:an)?\b|\bjt(?:an)?\b|\bratusan ribu\b|\b(?:rupiah|dollars?|dolar|poundsterling|millions?)\b/u,
  // 3.900.000 and 3900000, but no postal code and no part of a phone number.
  /(?<![\d+][\d\s.,()-]{0,12}|\+)\b[1-9]\d{0,2}(?:[.,]\d{3}){2,}\b|(?<![\d+][\s.()-]?|\+)\b[1-9]\d{2,}000\b/u,
]

const PRICE = [
  /\b(?:harga|tarif|ongkos|cicil|angsur|bayar|dibayar|pembayaran|berbayar|uang muka|gratis|murah|mahal|terjangkau|hemat|irit|seharga|paket|duit|kantong|dompet|lunas|pelunasan|diskon|promo|potongan|voucher|cashback|tagihan)(?:nya|an|i|kan|kah|annya)?\b/u,
  /\b(?:ter|semurah|lebih |paling )?(?:murah|mahal)(?:an)?\b|\b(?:mem|di)bayar(?:kan)?\b|\bdi(?:cicil|angsur|diskon)\b|\btanpa biaya\b|\bcuma[- ]cuma\b|\bbebas (?:biaya|bayar)\b|\bdp(?:-?nya)?\b/u,
  // "Untuk Kakak 3 saja": a number alone that is somebody's is a price.
  /\b(?:untuk|buat|for) (?:kakak|kak|kamu|anda|you)\s+(?:just |only )?\d[\d.,]*(?:\s+(?:saja|aja|only))?\s*(?:$|[.!,])/u,
  /\b(?:prices?|pricing|priced|costs?|fees?|tuition|cheap(?:er|est|ly)?|expensive|affordable|discount(?:s|ed)?|promos?|promotional|coupons?|instal(?:l)?ments?|deposit|complimentary|pay|pays|paid|payable|payments?|no charge|free of charge|at no cost|half[- ]price|on the house|waiv(?:e|ed|er|es|ing)|invoice|spend(?:ing|s)?|bucks|savings?|within your budget|package|cents?|zero|our treat|on us|wallets?|pockets?|put down|set you back|salary)\b|\b(?:nol|gaji|umr|keringanan|subsidi)\b/u,
  /\bnomor rekening\b|\brekening (?:bca|bni|bri|mandiri|kami)\b|\b(?:silakan|harap|mohon) transfer\b|\btransfer ke\b|\bbank account number\b/u,
]
const COST_WORD = /\bbiaya(?:nya|-nya|i)?\b|\bdibiayai\b/u
// "feel free", "are you free", "10:00 is free" are no prices.
const FREE =
  /(?<!\bfeel )(?<!\b(?:you|you're|u|slot|time) (?:are |is )?)\bfree\b(?! (?:slots?|times?|on|at|this|next|to)\b)/u
const TIME = /\d[.:]\d\d|\d\s*[ap]m\b/u
const OWN_FUNDS =
  /\b(?:sendiri|orang tua|ortu|sponsor|siapa yang|pendanaan|sumber dana|dana dari|fund(?:ing|ed|s)?|yourself|parents)\b/u

const REFUND = [
  /\b(?:refund(?:s|ed|able|ing)?|non-?refundable|reimburs\w+|money[- ]back|kompensasi|ganti rugi|chargeback|compensat\w+)\b/u,
  /\b(?:pengembalian|mengembalikan|kembalikan) (?:dana|uang|biaya|pembayaran)\b|\buang(?:nya|mu)?\b[^.!?\n]{0,25}\b(?:kembali|balik|dikembalikan|hangus)\b|\bpembayaran\b[^.!?\n]{0,20}\bdikembalikan\b|\bdikembalikan (?:penuh|sebagian|100)/u,
  /\b(?:money|payments?|deposit)\b[^.!?\n]{0,25}\b(?:back|returned|returns?)\b/u,
]

const SCHOLARSHIP =
  /\b(?:beasiswa(?:nya)?|scholarships?|bursar(?:y|ies)|grants?|lpdp|chevening|stipend\w*|tuition waivers?|becas?|bourses?|financial aid|full ride|support money|uang saku|bantuan dana)\b|\b(?:kampus|universitas|university|uni|sponsor|they)\b[^.!?\n]{0,15}\b(?:menanggung|tanggung|covers everything|covers all)/u

const YOU =
  '(?:kakak|kak(?: \\p{L}+)?|anda|kamu|nadia|bapak|ibu|you|your (?:friend|son|daughter|child|application|profile)|(?:anak|putra|putri|profil|aplikasi|lamaran|pendaftaran) (?:kakak|anda|ibu|bapak))'
const TAKEN_IN =
  '(?:diterima|keterima|lolos|lulus seleksi|accepted|admitted|get(?:ting)? in(?:to)?|got in(?:to)?|enrolled|approved|be rejected|ditolak)'
const ADMISSION = [
  new RegExp(`\\b${YOU},?[^.!?\\n]{0,30}\\b${TAKEN_IN}`, 'u'),
  /^(?:ya|yes|selamat|congrat\w*|iya|betul|tentu)?[,!\s]*(?:di|ke)terima\b/mu,
  /\b(?:diterima sebagai|keputusan penerimaan|admissions? decisions?|got into|reserved? (?:a|your) (?:seat|place|spot)|(?:your|a) (?:seat|place|spot) (?:is|has been|at|for|in)|kursi (?:kakak|anda)|you have a place|you(?: are|'re) in\b(?! (?:grade|class|year|touch|contact|the|[a-z]+ (?:city|now))))/u,
  /\b(?:peluang|kemungkinan|kans|chances?|odds|probability)\b[^.!?\n]{0,40}\b(?:diterima|keterima|lolos|masuk|admission|accepted|admitted|get in|persen|besar|tinggi|high|good)/u,
  /^\W*(?:pass(?:ed)?|fail(?:ed)?|lulus|lolos|gagal|accepted|rejected|approved)\W*$/mu,
  /\b(?:will|would|wants? to|going to) (?:take|admit|accept|choose|pick|want) you\b|\b(?:akan|bakal|mau) (?:menerima|terima) (?:kakak|anda|kamu)\b|\b(?:nama|name)\b[^.!?\n]{0,30}\b(?:daftar mahasiswa|student list|list of students|admitted)/u,
  /\bwelcome to (?:monash|the university|university|\p{L}+,? class)\b|\b(?:class of|selamat bergabung|applicants?|pelamar)\b/u,
  /\bprofil(?:nya)? (?:kakak|anda|kamu)?[^.!?\n]{0,25}\b(?:cukup|kuat|memenuhi|bagus)|\byour profile\b[^.!?\n]{0,25}\b(?:strong|enough|good|qualif)/u,
  /\b(?:rejection|penolakan)\b[^.!?\n]{0,30}\b(?:overturn|batal|cancel)/u,
]

const VISA = [
  /\bvisa\b[^.!?\n]{0,30}\b(?:pasti|dijamin|jamin|terjamin|guarante\w*|sure|certain|success|sukses|perfect|disetujui|setujui|approv\w+|granted|ditolak|reject\w+|refus\w+|denied)\b/u,
  /\bvisa(?: (?:pelajar|kakak|anda|kamu|your|will|pasti|akan|bisa|dapat)){0,4} (?:keluar|terbit|lolos|beres|aman)\b/u,
  /\b(?:kedutaan|embassy|imigrasi|immigration)\b[^.!?\n]{0,25}\b(?:akan|will|pasti|selalu|always|never|tidak pernah|luluskan|approve|refuse)/u,
  /\b(?:setujui|approve|guarantee|jamin)\w*\b[^.!?\n]{0,20}\bvisa\b/u,
]

const UNLAWFUL =
  /\b(?:palsu(?:kan)?|memalsukan|joki|curang|suap|sogok|contek\w*|ilegal|fake[ds]?|forge[ds]?|forgery|cheat\w*|brib\w+|illegal\w*|leave out|nobody checks)\b/u

// Of none of the four subjects, and never of use here.
const ELSEWHERE =
  /\b(?:presiden\w*|president\w*|pilpres|pemilu|pilkada|politi\w+|election\w*|pasangan nomor|bitcoin|crypto\w*|kripto|saham|stocks?|horoscopes?|zodiak|ramalan|resep|recipes?|obat|medicine|bible|quran|agama)\b/u

/** What the reply speaks of that ARI may not speak of, or null. */
export function outOfScope(reply: string): string | null {
  const text = unmasked(reply)
  if (MONEY.some((pattern) => pattern.test(text))) return reason('amount')
  if (PRICE.some((pattern) => pattern.test(text))) return reason('prices')
  const lines = sentences(text)
  if (lines.some(({ text: line, asks }) => COST_WORD.test(line) && !(asks && OWN_FUNDS.test(line))))
    return reason('prices')
  if (lines.some(({ text: line }) => FREE.test(line) && !TIME.test(line))) return reason('prices')
  if (REFUND.some((pattern) => pattern.test(text))) return reason('refunds')
  if (lines.some(({ text: line, asks }) => SCHOLARSHIP.test(line) && !(asks && OWN_FUNDS.test(line))))
    return reason('scholarships')
  if (ELSEWHERE.test(text)) return reason('other_subject')
  if (UNLAWFUL.test(text)) return reason('unlawful')
  if (VISA.some((pattern) => pattern.test(text))) return reason('visa')
  if (ADMISSION.some((pattern) => pattern.test(text))) return reason('admission')
  return null
}
