import { expect, it } from 'vitest'
import { factsIn } from './facts-in-text.ts'
import { isSameFact } from './sources.ts'

const same = (said: string, known: string) => {
  const facts = factsIn(said)
  return facts.length > 0 && facts.every((fact) => factsIn(known).some((other) => isSameFact(fact, other)))
}

// prettier-ignore
it.each([
  ['1.500', '1,500'], ['1500', '1.500'], ['6,5', '6.5'], ['dua tahun', '2 years'], ['two years', '2 tahun'], ['24 bulan', '2 tahun'], ['setahun', '1 tahun'],
  ['satu setengah tahun', '1,5 tahun'], ['one and a half years', '1.5 years'], ['seribu lima ratus halaman', '1.500 halaman'],
  ['two thousand five hundred students', '2,500 students'], ['dua puluh lima menit', '25 menit'], ['twenty-five minutes', '25 minutes'],
  ['delapan sampai dua belas bulan', '8 to 12 months'], ['2-8 minggu', '2 sampai 8 minggu'], ['pukul sepuluh', '10.00 WIB'], ['jam 10 pagi', '10:00'],
  ['jam setengah sepuluh', '9.30 WIB'], ['2 pm', 'pukul 14.00'], ['jam 4 sore', '16:00'], ['9am', '09.00'], ['24 November 2026', '24/11/2026'],
  ['24 Nov', '24 November 2026'], ['Nov 24th', '24 November'], ['November 2026', '24 November 2026'], ['Februari', 'February and July'], ['May', 'Februari, Mei'],
  ['Selasa', 'Tuesday'], ['Rabu', 'Senin sampai Jumat'], ['hari Minggu', 'Sunday'], ['(021) 5098-1200', '+62 21 5098 1200'], ['eagle.com', 'https://www.eagle.com'],
  ['12th floor', 'Lantai 12'], ['IELTS-nya 6,0', 'setiap bagian minimal 6.0'], ['tanggal 15', '15 Januari'],
])('BY-10 takes "%s" for what "%s" says', (said, known) => expect(same(said, known)).toBe(true))

// prettier-ignore
it.each([
  ['2 tahun', '2 bulan'], ['6 bulan', 'minimal 6.0'], ['1,5 tahun', '15 tahun'], ['jam 9 pagi', '21.00'], ['25 November', '24 November'], ['Sabtu', 'Senin sampai Jumat'],
  ['2 minggu', 'Minggu'], ['+62 812 1111 2222', '+62 21 5098 1200'], ['evil.com', 'eagle.com'], ['eagle.com/pay', 'eagle.com'], ['30 Maret', '30 Mei'], ['1.500', '1.5'],
])('BY-10 does not take "%s" for "%s"', (said, known) => expect(same(said, known)).toBe(false))

// prettier-ignore
it.each(['konsultasi 1-on-1', 'one-on-one', 'salah satu', 'S1 atau S2', '1. Paspor', 'satu pertanyaan lagi', 'May I know your name?', 'you may work', '2nd choice'])(
  'sees no fact in "%s"', (text) => expect(factsIn(text)).toEqual([]),
)
