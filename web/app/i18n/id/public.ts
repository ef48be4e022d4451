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
  sample: {
    label: 'Contoh percakapan',
    ari: 'ARI',
    ask: 'Malam kak, mau tanya S2 data science di Australia, syaratnya apa ya?',
    answer: 'Malam, Kak Nadia! Syaratnya ijazah S1 dan IELTS 6.5. Rencana mulai kapan, Kak?',
    person: 'Juli 2027. Bisa ngobrol langsung sama konsultannya?',
    taken: 'Sari mengambil alih',
    who: 'Sari',
    reply: 'Bisa, Kak. Besok jam 10.00 WIB lewat Google Meet, ya?',
  },
  open: 'Buka kotak masuk',
}
