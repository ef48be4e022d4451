export default {
  description: 'Meja penjualan WhatsApp untuk usaha kecil: ARI menjawab seketika, tim Anda mengambil alih kapan saja.',
  title: 'Setiap chat WhatsApp dijawab, setiap calon pelanggan ditindaklanjuti',
  lead: 'ARI, asisten tim Anda, menyambut, bertanya hal yang tepat, dan menawarkan jadwal konsultasi. Tim Anda melihat semuanya dan mengambil alih dengan satu klik.',
  points: {
    answer: {
      title: 'Dijawab dalam hitungan detik',
      text: 'Siang dan malam, dalam bahasa Indonesia atau Inggris, hanya dari pengetahuan yang Anda berikan.',
    },
    people: {
      title: 'Manusia tetap memegang kendali',
      text: 'Tim membaca jawaban sebelum terkirim selama Anda mau, dan bisa masuk ke percakapan kapan pun.',
    },
    lead: {
      title: 'Tahu siapa yang siap',
      text: 'Skor, tahap, dan jadwal konsultasi untuk setiap calon pelanggan, tanpa mengetik ulang.',
    },
  },
  open: 'Buka kotak masuk',
}
