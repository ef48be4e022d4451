// How people write on WhatsApp, and the word in full. Only what cannot mean something else: `smp` and `sma` are schools.
const IN_FULL: ReadonlyMap<string, string> = new Map(
  Object.entries({
    apa: 'ap',
    apakah: 'apkh apkah',
    bagaimana: 'gmn gmna gimana gmana bgmn bgmna gimna',
    berapa: 'brp brpa brapa berpa',
    kapan: 'kpn kapn kpan',
    'di mana': 'dmn dimana dmana',
    'ke mana': 'kmn kemana',
    kenapa: 'knp knapa',
    yang: 'yg yng',
    dengan: 'dgn dng dg',
    untuk: 'utk tuk',
    dari: 'dr',
    dalam: 'dlm',
    pada: 'pd',
    karena: 'krn karna krna',
    kalau: 'klo kalo kl klu',
    tetapi: 'tp tapi',
    seperti: 'spt sprt',
    sampai: 'sampe smpe smpai',
    juga: 'jg',
    jadi: 'jd',
    lagi: 'lg lgi',
    saja: 'aja aj',
    banget: 'bgt bngt',
    terus: 'trus trs',
    sudah: 'sdh udh udah sdah',
    belum: 'blm blom belom',
    masih: 'msh masi',
    tidak: 'ga gak gk nggak ngga enggak engga tdk kagak',
    bukan: 'bkn',
    bisa: 'bs bsa',
    dapat: 'dpt dapet',
    harus: 'hrs',
    hanya: 'hny',
    pakai: 'pake pk',
    saya: 'sy sya',
    anak: 'ank',
    orang: 'org',
    'orang tua': 'ortu',
    banyak: 'byk bnyk',
    lebih: 'lbh',
    kurang: 'krg',
    sebelum: 'sblm',
    setelah: 'stlh',
    selama: 'slama',
    sekarang: 'skrg skrng skg',
    besok: 'bsk',
    hari: 'hr hri',
    tahun: 'thn',
    bulan: 'bln',
    minggu: 'mgg mggu',
    tanggal: 'tgl',
    jadwal: 'jdwl jadwl',
    tempat: 'tmpt tmpat',
    kantor: 'ktr kntr',
    alamat: 'almt alamt',
    telepon: 'tlp telp tlpn telpon tilpun',
    whatsapp: 'wa wasap',
    nomor: 'nmr nomer',
    konsultasi: 'konsul konsult konsultsi',
    kuliah: 'kul kulia',
    kampus: 'kmps',
    universitas: 'univ unive universtas',
    jurusan: 'jrsn jurussan',
    daftar: 'dftr daftr',
    pendaftaran: 'pendaftarn pndftrn',
    syarat: 'syrt sarat',
    dokumen: 'dok dokmen dokument',
    ijazah: 'ijasah ijzh',
    transkrip: 'transkip',
    paspor: 'pasport passpor',
    sertifikat: 'sertipikat setifikat sertif',
    beasiswa: 'beasisa',
    bahasa: 'bhs bhsa',
    australia: 'ausi aussie ostrali ausie',
    singapura: 'sgp spore',
    kerja: 'krj',
    masuk: 'msk',
    berangkat: 'brgkt brangkt',
    'terima kasih': 'mksh makasi makasih trims',
    you: 'u',
    your: 'ur',
    about: 'abt',
    please: 'pls plz',
    thanks: 'thx tq',
    'want to': 'wanna',
    university: 'uni',
    documents: 'docs',
    tomorrow: 'tmrw',
    requirements: 'reqs requirments',
  }).flatMap(([full, short]) => short.split(' ').map((one): [string, string] => [one, full])),
)

/** What a word means beside another one only. */
const BESIDE: readonly { before?: RegExp; word: RegExp; after?: RegExp; full: string }[] = [
  { word: /^no$/, after: /^(telepon|telp|tlp|hp|wa|whatsapp|kontak)$/, full: 'nomor' },
  { word: /^b$/, after: /^ing/, full: 'bahasa' },
  { before: /^(b|bhs|bahasa)$/, word: /^ing+(r|ris)?$/, full: 'inggris' },
]

const WORD = /[\p{L}\p{N}]+(?:[.,'’-][\p{L}\p{N}]+)*/gu
const REPEATED = /(\p{L})\1{2,}/gu
const LONG_VOWEL = /([aiu])\1$/u
const WITH_ENDING = /^(\p{L}+?)(nya)$/u
const PLURAL_TWO = /^(\p{L}{3,})2$/u

export type Spelled = { text: string; changes: { from: string; to: string }[] }

/**
 * A customer's words in full and in small letters: `brp` is `berapa`, `halooo` is `halo`, `kampus2` is `kampus`. What
 * is no word (signs, line ends) becomes a space.
 */
export function spellOut(written: string): Spelled {
  const words = written.normalize('NFKC').toLowerCase().match(WORD) ?? []
  const changes: Spelled['changes'] = []
  const full = words.map((word, at) => {
    const to = inFull(word, words[at - 1], words[at + 1])
    if (to !== word && !changes.some(({ from }) => from === word)) changes.push({ from: word, to })
    return to
  })
  return { text: full.join(' '), changes }
}

function inFull(word: string, previous: string | undefined, next: string | undefined): string {
  const beside = BESIDE.find(
    ({ before, word: itself, after }) =>
      itself.test(word) && (before?.test(previous ?? '') ?? true) && (after?.test(next ?? '') ?? true),
  )
  if (beside !== undefined) return beside.full
  const once = word.replace(REPEATED, '$1').replace(LONG_VOWEL, '$1').replace(PLURAL_TWO, '$1')
  const [, stem = once, ending = ''] = WITH_ENDING.exec(once) ?? []
  const whole = IN_FULL.get(word) ?? IN_FULL.get(once)
  if (whole !== undefined) return whole
  const full = IN_FULL.get(stem)
  return full === undefined ? once : full + ending
}
