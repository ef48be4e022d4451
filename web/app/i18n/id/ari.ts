export default {
  isOff: 'ARI nonaktif di semua percakapan. Pesan masuk tetap disimpan; balasan ditulis oleh tim.',
  question: 'Matikan ARI di semua percakapan?',
  explained:
    'ARI langsung berhenti membalas semua pelanggan. Pesan masuk tetap disimpan. Bisa dinyalakan lagi kapan saja.',
  keep: 'Biarkan aktif',
  turnOff: 'Matikan ARI',
  failed: {
    title: 'Belum berubah',
    text: 'Server tidak menjawab. Periksa koneksi, lalu coba lagi.',
    incident: 'Ada insiden yang terbuka. Nyalakan ARI dari Review › Insiden, setelah insidennya diselesaikan.',
  },
}
