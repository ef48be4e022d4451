export default {
  title: 'Inbox',
  empty: 'Belum ada percakapan. Yang pertama muncul di sini begitu seorang pelanggan menulis.',
  older: 'Percakapan sebelumnya',
  nameless: 'Tanpa nama',
  us: 'Kami',
  score: 'skor {{score}}/98',
  stages: { greeting: 'Sapa', qualification: 'Kualifikasi', routing: 'Routing', booking: 'Booking', done: 'Selesai' },
  floors: { bot: 'Giliran ARI', person: 'Giliran staf', team: 'Menunggu tim', nobody: 'ARI nonaktif' },
}
