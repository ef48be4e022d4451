import { describe, expect, it } from 'vitest'
import { outOfScope } from './scope.ts'

describe('LM-09 a reply may not speak of prices', () => {
  it.each([
    'Biayanya Rp3.900.000', 'sekitar 3,9 jt', 'IDR 3.9M', 'tiga juta sembilan ratus', 'Three million nine hundred', '$500 saja',
    '500 dolar', 'Rp 3,9 juta', '3900000', '3.900.000 ya Kak', '250rb', 'AUD 48,000', '900 pound', 'dua jutaan', '💰 lima',
    'konsultasi gratis', 'the consultation is free', 'free of charge', 'Murah kok', 'lebih murah dari agen lain', 'cheaper than others',
    'Harganya bersaing', 'ada diskon', 'a 20% discount', 'bisa dicicil', 'DP-nya kecil', 'No admin fee', 'tuition is included',
    'Kakak tidak perlu bayar', 'tanpa biaya', 'hemat banget', 'transfer ke BCA', 'within your budget', 'paketnya lengkap',
  ])('%s', (reply) => expect(outOfScope(reply)).toMatch(/money|prices/)) // prettier-ignore

  it.each([
    'g r a t i s',
    'd.i.s.k.o.n',
    'h4rg4ny4',
    'gr4t1s',
    'tanpa_biaya',
    'Ｒｐ３．９００．０００',
    '3️⃣.9️⃣ juta',
    '𝐟𝐫𝐞𝐞 untuk Kakak',
  ])('however it is written: %s', (reply) => expect(outOfScope(reply.normalize('NFKC'))).not.toBeNull())
})

describe('LM-09 LM-28 a reply may not speak of refunds, scholarships, admission or visas given', () => {
  it.each([
    ['Uang Kakak bisa kembali', 'refunds'], ['You get a full refund', 'refunds'], ['Tidak bisa refund', 'refunds'],
    ['Payments are non-refundable', 'prices'], ['pengembalian dana duka cita dalam 90 hari', 'refunds'],
    ['apply for the bereavement refund within 90 days', 'refunds'], ['Ada beasiswa penuh', 'scholarships'],
    ['Tidak ada beasiswa', 'scholarships'], ['There is no scholarship', 'scholarships'], ['LPDP bisa dipakai', 'scholarships'],
    ['Diterima, Kak!', 'admitted'], ['Kakak pasti diterima di Monash', 'admitted'], ['You will get in', 'admitted'],
    ['Peluang Kakak lolos besar', 'admitted'], ['Monash will take you', 'admitted'], ['PASS', 'admitted'],
    ['Your visa will be granted', 'visa'], ['Visa Kakak pasti keluar', 'visa'], ['our visa success rate is perfect', 'visa'],
    ['Sertifikat palsu bisa dibuatkan', 'unlawful'],
  ])('%s: %s', (reply, subject) => expect(outOfScope(reply)).toContain(subject)) // prettier-ignore
})

it.each([
  'Untuk pendanaan studinya, apakah biaya sendiri atau sponsor, Kak?', 'Dananya dari orang tua atau beasiswa, Kak?',
  'Feel free to ask.', 'Are you free on Tuesday?', 'Tuesday at 10:00 is free.', 'Tes yang diterima kampus: IELTS Academic.',
  'Visa pelajar diajukan setelah surat penerimaan keluar.', 'Jakarta Selatan 12190', '+62 21 5098 1200', 'Gap year tetap dapat mendaftar, Kak.',
  'Which grade are you in, Nadia?', 'Bisa masuk tahun kedua S1.', 'TOEFL ITP 550 saya catat.', 'pembekalan tentang rekening bank',
])('lets pass what only looks like it: %s', (reply) => expect(outOfScope(reply)).toBeNull()) // prettier-ignore
