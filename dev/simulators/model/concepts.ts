import { wordsOf } from './language.ts'
import { COUNTRIES, FIELDS, LEVELS } from './vocabulary.ts'

/** Words of both languages that ask for the same thing, one concept a line. */
const CONCEPTS: [string, string][] = [
  [
    'requirement',
    'syarat syaratnya persyaratan persyaratannya requirement requirements required kualifikasi eligibility',
  ],
  ['document', 'dokumen dokumennya berkas document documents paperwork'],
  ['university', 'kampus universitas univ university universities campus uni'],
  ['course', 'jurusan jurusannya program programnya course courses major majors prodi degree degrees'],
  ['hours', 'buka tutup jam operasional hours open opening closing'],
  ['address', 'alamat alamatnya lokasi lokasinya address located location'],
  ['office', 'kantor kantornya office offices'],
  ['phone', 'telepon telpon telp phone nomor hotline call number'],
  ['email', 'email e-mail emailnya'],
  ['passport', 'paspor passport paspornya'],
  ['transcript', 'transkrip transcript transcripts ijazah'],
  ['cv', 'cv resume'],
  ['visa', 'visa visanya'],
  ['intake', 'intake intakes intakenya periode penerimaan'],
  ['deadline', 'deadline deadlines batas tenggat ditutup close closes'],
  [
    'process',
    'proses prosesnya process alur alurnya langkah langkahnya steps step tahap tahapan tahapannya prosedur procedure',
  ],
  ['apply', 'daftar mendaftar pendaftaran apply applying application applications aplikasi'],
  ['duration', 'lama lamanya durasi durasinya long duration'],
  ['consultation', 'konsultasi konsultasinya konsul consultation consultations'],
  ['consultant', 'konsultan konsultannya consultant consultants counsellor'],
  ['english', 'inggris english'],
  ['test', 'tes test tests ujian exam'],
  ['score', 'skor score scores nilai'],
  ['minimum', 'minimal minimum minimalnya'],
  ['ielts', 'ielts'],
  ['toefl', 'toefl'],
  ['pte', 'pte'],
  ['translate', 'terjemah terjemahan diterjemahkan penerjemah translate translated translation translator'],
  ['work', 'kerja bekerja work working job part-time'],
  ['housing', 'tempat tinggal asrama akomodasi kos accommodation housing dormitory dorm'],
  ['interview', 'wawancara interview'],
  ['letter', 'surat rekomendasi letter recommendation reference references referee'],
  ['essay', 'essay esai statement motivation motivasi sop'],
  ['online', 'online daring zoom video'],
  ['gap', 'gap'],
  ['foundation', 'foundation pathway'],
  ['start', 'mulai mulainya start starts'],
  ['country', 'negara negaranya country countries'],
  ['family', 'orang tua ortu parents parent family keluarga'],
  ['privacy', 'data privasi privacy private aman safe'],
  ['vacancy', 'lowongan loker vacancy vacancies magang internship'],
  ['whatsapp', 'whatsapp wa'],
  ['instagram', 'instagram ig'],
  ['weekend', 'sabtu minggu saturday sunday weekend'],
]

const CONCEPT_OF = new Map(
  CONCEPTS.flatMap(([concept, words]) => words.split(' ').map((word) => [word, concept] as const)),
)

const EMPTY = new Set(
  `saya aku gue kak kakak min ya dong sih deh aja saja nih itu ini yang di ke dari untuk buat apa apakah gimana bagaimana
  berapa kapan mana dimana siapa bisa boleh ada dan atau dengan kalau kalo mau pengen ingin tanya nanya tahu tau juga kok
  gak nggak ga tidak belum sudah udah punya perlu harus butuh dulu nya halo hai selamat pagi siang sore malam terima kasih
  makasih tolong info informasi jelaskan jelasin tentang soal sama lagi banyak kami kalian eagle overseas the a an is are
  do does i you my your we our to in of for at on what how when where which who can could would please tell me about and
  or with there any have has it if this that need want should be know more be will am i'm hi hello thanks thank negeri
  luar studi study kuliah studying abroad aja ambil lanjut masuk get give bantu help kira ceritakan cerita ngurus ngurusnya urus keep`.split(
    /\s+/,
  ),
)

/** What a text is about: countries, levels, fields of study, shared concepts and other words that carry meaning. */
export function conceptsOf(text: string): Set<string> {
  const found = new Set<string>()
  let rest = wordsOf(text)
    .join(' ')
    .replace(/\bhow do(?:es)? (.*) work\b/, '$1')
  for (const [name, pattern] of NAMED) {
    const without = rest.replace(pattern, ' ')
    if (without !== rest) found.add(name)
    rest = without
  }
  for (const word of rest.split(' ')) {
    const stem = word.replace(/(?:nya|kah|'s)$/, '')
    const concept = CONCEPT_OF.get(word) ?? CONCEPT_OF.get(stem)
    if (concept !== undefined) found.add(concept)
    else if (!EMPTY.has(word) && !EMPTY.has(stem) && stem.length > 1) found.add(stem.replace(/(?<=\w{3})s$/, ''))
  }
  if (found.has('office') && /\b(?:di ?mana|where|ke mana)\b/.test(rest)) found.add('address')
  return found
}

/** Words that are never just words: a field in a question is answered by an entry on that field or not at all. */
const NAMED: [string, RegExp][] = [
  ...COUNTRIES,
  ...[...LEVELS, ...FIELDS].map(([name, pattern]): [string, RegExp] => [name.id, pattern]),
].map(([name, pattern]) => [name, new RegExp(pattern.source, 'g')])

const FIELD_NAMES = new Set(FIELDS.map(([name]) => name.id))

export const fieldsIn = (concepts: Set<string>): string[] => [...concepts].filter((concept) => FIELD_NAMES.has(concept))

export const countriesIn = (text: string): string[] =>
  COUNTRIES.filter(([, name]) => name.test(text.toLowerCase())).map(([country]) => country)
