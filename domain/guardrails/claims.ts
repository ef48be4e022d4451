import { factsIn } from './facts-in-text.ts'
import { reason } from './reasons.ts'
import { dated, isSameFact, type ReadSource, type Today } from './sources.ts'
import { fold, sentences } from './text.ts'

const BOOKED =
  /\b(?:ter(?:jadwal(?:kan)?|booking|daftar|konfirmasi|pesan|reservasi)|(?:sudah|udah|telah|berhasil) (?:di-?|ke-?)?(?:book(?:ing|ed)?|jadwal\w*|pesan|konfirmasi\w*|atur|reserv\w*|kunci)|di-?book(?:ing|ed)?|kebook(?:ing)?|dijadwalkan|booked|scheduled|confirmed|reserved|locked|all set|is set|in the calendar|di kalender|you are (?:on the list|down|set)|you're (?:on the list|down|set))\b/u
const THEIR_DATE =
  /\b(?:konsultasi|jadwal|janji|booking)(?:nya| (?:kakak|kak \p{L}+|anda|kamu))\b|\byour (?:\p{L}+ )?(?:consultation|appointment|booking|schedule|slot)\b|\b(?:sampai jumpa|see you|sampai ketemu)\b/u

// What the model cannot have done, and knows nobody to have done: it only reads and writes.
const ACTOR = '(?:saya|kami|tim(?: kami)?|konsultan(?: kami)?|aku|admin|kantor|kampus|dimas|maria|ratna|wayan)'
const DEED =
  '(?:di|me\\p{L}{0,3}|ng|ny)?(?:kirim|irim|email|telepon|telpon|elepon|hubung|daftar|batal|ubah|pindah|indah|geser|ajukan|aju|submit|transfer|bayar|upload|unggah|urus|hapus|setuju|yetuju|pesan|mesan|terus|nerus|sambung|nyambung|siap|yiap|cek|baca|periksa|meriksa|panjang|verifikasi|lapor|tahan|simpan|yimpan|kabar|ngabar|putus|utus)\\p{L}*'
const DONE = [
  /\b(?:berkas|dokumen|pendaftaran|aplikasi|lamaran|data) (?:kakak|anda|kamu)\b[^.!?\n]{0,20}\b(?:di meja|ada di|sampai di|masuk|sedang)\b|\byour (?:documents?|application|file|request) (?:is|are) (?:with|at|on|being|in|now|under)\b/u,
  /\bter(?:hapus|kirim|simpan|batal|ubah|bayar|proses)\p{L}*/u,
  new RegExp(
    `(?<!\\bkasih )\\b(?:(?:sudah|udah|telah|barusan|baru saja) (?:${ACTOR} )?|${ACTOR} (?:sudah|udah|telah|barusan|baru saja) )${DEED}`,
    'u',
  ),
  /\b(?:sudah|telah|udah|berhasil|beres)\b,? (?:konsultasi|jadwal|booking)?[^.!?\n]{0,20}\b(?:dikirim|dibatalkan|diubah|pindah|dipindah\w*|didaftarkan|disetujui|diajukan|diproses|dibayar|dihapus|dihubungi|diteruskan|digeser)/u,
  /\b\p{L}+(?: have| has|'ve) (?:just |already |now )*(?:been )?(?:sent|emailed|called|phoned|submitted|cancell?ed|rescheduled|moved|registered|enrolled|transferred|deleted|uploaded|approved|contacted|forwarded|arranged|extended|applied|read|reviewed|checked|talked|spoken|agreed|decided|confirmed|paid|overturned|updated|changed|reserved)\b/u,
  /\b(?:i|we|the team|our team) (?:just |already )?(?:sent|emailed|called|phoned|submitted|cancell?ed|rescheduled|moved|registered|enrolled|transferred|deleted|uploaded|approved|contacted|forwarded|arranged|extended)\b/u,
  // "The link is sent by WhatsApp" tells how things are done.
  /\b(?:(?:was|were|(?:is|are) (?:already|now)) (?:sent|emailed|submitted|moved|registered|enrolled|transferred|deleted|uploaded|contacted|forwarded)|(?:is|are|was|were) (?:already |now )?(?:cancell?ed|rescheduled|approved|overturned))\b/u,
]
const PASSES_ON =
  /\b(?:saya|kami)? ?(?:teruskan|sambungkan|hubungkan|sampaikan)\b[^.!?\n]{0,40}\b(?:tim|konsultan|admin|staf|rekan|orang)\b|\b(?:am|i'm|will be|'ll be) (?:passing|forwarding|connecting|transferring|asking)\b/u

const UNREAL =
  /\b(?:belum|tidak|nggak|ga|gak|bukan|kalau|kalo|jika|bila|setelah|begitu|sebelum|supaya|not|never|isn't|hasn't|yet|if|when|once|after|before|until|unless|may be|can be|bisa|dapat|boleh) (?:\p{L}+ ){0,4}?$/u
const FOLLOWS_A_TIME = /\b(?:setelah|begitu|sebelum|kalau|kalo|jika|bila|after|before|once|if|when|until|be)\b/u

export type Claims = { sources: readonly ReadSource[]; today: Today; escalates: boolean }

/** What the reply says was done and was not, or null. A booking may be spoken of when it stands, with its own day and time. */
export function falseClaimIn(reply: string, { sources, today, escalates }: Claims): string | null {
  const booking = sources.find(({ kind }) => kind === 'booking')
  for (const { text, asks } of sentences(reply)) {
    const words = fold(text)
    if (asks) continue
    const facts = factsIn(text).filter(
      ({ kind }) => kind === 'time' || kind === 'date' || kind === 'weekday' || kind === 'relative',
    )
    const says = BOOKED.exec(words)
    const claims = says !== null && isReal(words, says.index)
    if (claims || (THEIR_DATE.test(words) && facts.length > 0 && !FOLLOWS_A_TIME.test(words))) {
      if (!booking) return reason('no_booking')
      const agrees = facts
        .flatMap((fact) => dated(fact, today))
        .every((fact) => booking.facts.some((known) => isSameFact(fact, known)))
      if (!agrees) return reason('other_than_booked')
    }
    const done = DONE.map((pattern) => pattern.exec(words)).find(
      (match) => match !== null && isReal(words, match.index),
    )
    if (done) return reason('not_done')
    if (!escalates && PASSES_ON.test(words)) return reason('not_passed_on')
  }
  return null
}

/** Not denied, not a condition: "belum terjadwal", "setelah waktunya dikonfirmasi". */
const isReal = (words: string, at: number) =>
  !UNREAL.test(words.slice(0, at)) && !FOLLOWS_A_TIME.test(words.slice(Math.max(0, at - 40), at))
