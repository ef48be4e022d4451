import type { QuickReply } from '#schema/quick-reply.ts'
import { company } from './company.ts'

/** What the people of the demo company write to customers again and again. */
export const quickReplies: QuickReply[] = [
  {
    shortcut: 'salam',
    name: 'Salam dari konsultan',
    text: 'Halo Kak {{nama}}, saya {{petugas}} dari Eagle Overseas Education. Saya yang akan membantu Kakak dari sini ya.',
    link: null,
  },
  {
    shortcut: 'jam',
    name: 'Jam buka kantor',
    text: 'Halo Kak {{nama}}, kantor kami buka Senin sampai Jumat pukul 09.00–18.00 WIB dan Sabtu pukul 09.00–14.00 WIB. Minggu tutup.',
    link: null,
  },
  {
    shortcut: 'alamat',
    name: 'Alamat kantor, dengan peta',
    text: `Kantor kami di ${company.address}. Turun di MRT Senayan Mastercard, lalu berjalan kaki 5 menit.`,
    link: { label: 'Buka peta', url: 'https://maps.google.com/?q=Jl.+Jenderal+Sudirman+Kav.+71+Jakarta' },
  },
  {
    shortcut: 'dokumen',
    name: 'Dokumen untuk konsultasi',
    text: 'Sebelum konsultasi, mohon siapkan ya Kak {{nama}}:\n1. Ijazah dan transkrip terakhir\n2. Hasil IELTS atau TOEFL bila sudah ada\n3. Paspor bila sudah ada',
    link: null,
  },
  {
    shortcut: 'kabar',
    name: 'Menanyakan kabar',
    text: 'Halo Kak {{nama}}, bagaimana kabar rencana studinya? Kalau ada yang ingin ditanyakan, tinggal balas di sini. Salam, {{petugas}}',
    link: null,
  },
]
