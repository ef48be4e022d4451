export type Language = 'id' | 'en'

const INDONESIAN = new Set(
  `saya aku gue gw kami kita kak kakak min bang mbak mas mau pengen pengin ingin yang di ke dari untuk buat apa apakah
  gimana gmn bagaimana berapa brp kapan dimana mana siapa kenapa bisa boleh ada belum blm sudah udah udh sdh tidak nggak
  ngga enggak gak ga gk tdk ya iya dong sih deh aja saja nih itu ini dengan sama atau dan kalau kalo terima kasih makasih
  selamat pagi siang sore malam halo hai jurusan kuliah tahun bulan nama namaku tinggal lagi juga bukan jadi kok dulu
  nanti tanya nanya dokumen paspor syarat syaratnya ortu sekolah negeri tolong siap oke mulai depan lulus lulusan
  jadwal jam hari senin selasa rabu kamis jumat sabtu minggu besok lusa butuh perlu cocok banget tapi karena cuma masih
  rencana daftar biaya biayanya harga jelaskan orang konsultasi proses pertama kedua`.split(/\s+/),
)

const ENGLISH = new Set(
  `i i'm im i'd i'll i've my me you your we our the an is are am was be do does did can could would will want to of in
  for what what's how when where which who why and or with please thanks thank hello good morning afternoon evening yes
  no not don't have haven't has got need study about from it it's this that there any should like looking planning next
  year month parents passport ready yet english speak talk let's sure one first second tell know apply course courses`.split(
    /\s+/,
  ),
)

/** Lower case, compatibility forms folded, invisible characters gone, so that one pattern fits every spelling. */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u200B-\u200D\u2060\uFEFF]/g, '')
    .replace(/[’‘]/g, "'")
    .toLowerCase()
    .trim()
}

export const wordsOf = (text: string): string[] => plain(text).match(/[\p{L}\p{N}][\p{L}\p{N}'-]*/gu) ?? []

/** The language of a text, or null where it shows none ("IELTS 6.5", "ok"). */
export function languageOf(text: string): Language | null {
  let lean = 0
  for (const word of wordsOf(text.replace(/\[[^\]]*\]/g, ' '))) {
    if (INDONESIAN.has(word)) lean += 1
    else if (ENGLISH.has(word)) lean -= 1
  }
  if (lean === 0) return null
  return lean > 0 ? 'id' : 'en'
}

/** How much of a text is made of words that somebody could mean: keyboard noise has none. */
export function isSpeech(text: string): boolean {
  const words = wordsOf(text)
  const known = words.filter((word) => INDONESIAN.has(word) || ENGLISH.has(word))
  return known.length > 0 && known.length * 4 >= words.length
}

/** A text cut where a speaker would breathe. A point in a number ("6.5") or after "Jl." is not an end. */
export function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=(?<!\b(?:jl|kav|no|lt|gg|dr|prof|mr|mrs|ms))[.!?])\s+|\n+/i)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')
}

export function clausesOf(text: string): string[] {
  return sentencesOf(text)
    .flatMap((sentence) => sentence.split(/,(?!\d)\s*|;\s*|\s+(?:tapi|tp|tetapi|but|terus|trus|sedangkan|while)\s+/i))
    .map((clause) => clause.trim())
    .filter((clause) => clause !== '')
}
