import { expect, it } from 'vitest'
import { refusedSubjectOf } from './refused-subject.ts'

// prettier-ignore
it.each([
  'brp biayanya', 'harganya brp kak', 'biaya?', 'berapa harga paketnya', 'ada diskon ga?', 'bisa dicicil gak kak', 'mahal ga sih',
  'konsultasinya gratis kan?', 'biaya hidup di melbourne berapa', 'How much is the tuition?', 'how much does it cost', 'Is the consultation free?',
  'price list please', 'what are your fees', 'do I have to pay?', 'bayar berapa buat daftar', 'DP nya brp', 'spp monash berapa ya',
  'h4rg4 brp', 'Nama saya Budi. Biayanya berapa ya?', 'kira2 butuh berapa juta kak', 'murah gak?', 'any discount for two people?',
])('LM-09 CV-11 hears that a price is asked: %s', (asked) => expect(refusedSubjectOf(asked)).toBe('pricing'))

// prettier-ignore
it.each([
  ['bisa refund?', 'refund'], ['kalo batal uangnya balik ga', 'refund'], ['can I get my money back', 'refund'], ['refund dong', 'refund'],
  ['gimana pengembalian dana nya', 'refund'], ['ada beasiswa ga', 'scholarship'], ['Do you have scholarships?', 'scholarship'],
  ['info beasiswa dong', 'scholarship'], ['beasiswa', 'scholarship'], ['saya cari beasiswa', 'scholarship'],
  ['saya bakal diterima ga?', 'admission_decision'], ['Will I get in with a 2.9 GPA?', 'admission_decision'],
  ['peluang keterima berapa persen', 'admission_decision'], ['what are my chances of being admitted', 'admission_decision'],
  ['visanya dijamin lolos?', 'admission_decision'], ['can you guarantee the visa?', 'admission_decision'],
] as const)('LM-09 CV-11 hears what is asked: %s is %s', (asked, subject) => expect(refusedSubjectOf(asked)).toBe(subject))

// prettier-ignore
it.each([
  'berapa lama kuliahnya', 'biaya sendiri kak', 'orang tua yang bayar', 'my parents will pay', 'pakai beasiswa LPDP', 'rencana dari beasiswa',
  'dibiayai kantor', 'tes apa yang diterima kampus?', 'apakah IELTS 6.0 diterima?', 'kapan surat penerimaan keluar?', 'intake kapan aja',
  'how long does it take?', 'how much time do I need', 'are you free on Tuesday?', 'any free slots?', 'halo', 'syarat masuk monash apa', '',
  'kapan bisa konsultasi?', 'jam berapa buka', 'mau S2 akuntansi', 'uang saku dari papa', 'budget dari kantor, saya ASN', 'can I change my slot?',
  'penerimaan mahasiswa baru kapan', 'bisa daftar tanpa ielts?',
])('does not mistake another question for it: %s', (asked) => expect(refusedSubjectOf(asked)).toBeNull())
