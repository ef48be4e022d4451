import { expect, it } from 'vitest'
import { findQuickReplies } from './find.ts'

const all = [
  { shortcut: 'alamat', name: 'Alamat kantor', text: 'Kantor kami di Sudirman, buka sesuai jam kerja.' },
  { shortcut: 'buka', name: 'Jam buka', text: 'Kami buka Senin sampai Jumat.' },
  { shortcut: 'jam', name: 'Waktu konsultasi', text: 'Pukul sembilan sampai lima.' },
]
const found = (typed: string) => findQuickReplies(all, typed).map(({ shortcut }) => shortcut)

it('PX-13 quick replies are found by shortcut, by name and by text, in this order', () => {
  expect(found('')).toEqual(['alamat', 'buka', 'jam'])
  expect(found('JAM')).toEqual(['jam', 'buka', 'alamat'])
  expect(found('sudirman')).toEqual(['alamat'])
  expect(found('visa')).toEqual([])
})
