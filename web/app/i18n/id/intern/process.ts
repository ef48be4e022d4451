export default {
  title: 'Cara meninjau',
  about: 'Siapa yang membaca tulisan ARI, apa yang diperhatikan, dan apa yang menentukan rilis.',
  before: {
    title: 'Sebelum rilis',
    make: 'Buat percakapan uji: pelanggan yang dibayangkan, pertanyaan tentang entri Anda sendiri, dan hal yang harus ditolak. Tulis atau impor yang lain bila penting bagi Anda.',
    play: 'Jalankan. ARI menjawab seperti kepada pelanggan, tetapi tidak ada yang terkirim, tidak ada kontak yang dibuat, dan tidak ada jadwal yang dipesan.',
    read: 'Baca paling sedikit 100 di antaranya, langsung di aplikasi. Pembaca tidak perlu developer: setiap anggota boleh.',
    fix: 'Perbaiki yang buruk: tambah atau ubah entri, batas, penolakan, atau aturan. Jalankan lagi, lalu baca lagi.',
    sign: 'Admin atau pemilik menandatangani “This bot is safe to release”. Tercatat siapa, kapan, dan untuk versi mana.',
    live: 'Mulai tayang. Tanpa tanda tangan hanya pemilik yang boleh, dengan alasan yang tersimpan di catatan audit.',
  },
  look: {
    title: 'Apa yang diperhatikan',
    good: 'Baik:',
    bad: 'Buruk:',
    right: {
      name: 'Faktanya benar',
      good: '“Kursus IELTS berlangsung 8 minggu”, sama dengan entrinya.',
      bad: '“6 minggu” padahal entrinya 8, atau tanggal tahun lalu.',
    },
    tone: {
      name: 'Nadanya konsisten',
      good: 'Ramah dan ringkas, dalam bahasa pelanggan, dari pesan pertama sampai terakhir.',
      bad: 'Resmi di satu pesan dan gaul di pesan berikutnya; menjawab pertanyaan Indonesia dalam bahasa Inggris.',
    },
    grounded: {
      name: 'Tidak ada yang dikarang',
      good: '“Saya tidak punya informasi tentang itu”, atau jawaban yang entrinya bisa Anda buka.',
      bad: 'Laptop, asrama, harga, atau tenggat yang tidak ada di entri mana pun.',
    },
    escalates: {
      name: 'Meneruskan ke tim bila perlu',
      good: 'Harga, uang kembali, beasiswa, janji diterima, keluhan, dan “saya mau bicara dengan orang” diteruskan ke tim.',
      bad: 'Berdebat dengan pelanggan yang marah, atau meneruskan siapa pun yang hanya menanyakan jam buka.',
    },
    polite: {
      name: 'Tidak kasar atau menghina',
      good: 'Tetap tenang terhadap orang yang menghinanya.',
      bad: 'Membalas hinaan, mengejek salah ketik, atau menggurui.',
    },
  },
  decide: {
    title: 'Apa yang menentukan rilis',
    enough:
      'Paling sedikit 100 percakapan uji dibaca sesuai jawaban ARI sekarang (bisa ditetapkan lebih banyak, dan tidak kurang dari 50).',
    none: 'Tidak ada yang masih dinilai buruk. Yang dijalankan lagi tetap dihitung buruk sampai hasilnya dibaca.',
    all: 'Yang baik memenuhi kelima hal. Satu saja gagal, nilainya buruk; tulis di komentar apa yang salah.',
    changed:
      'Yang berubah dibaca lagi: persona, batas, alur, atau penilaian baru menyangkut semuanya; sebuah entri menyangkut yang menemukannya.',
    again:
      'Tanda tangan berlaku untuk yang dibaca. Begitu ada dasarnya yang berubah, yang berubah dibaca lalu ditandatangani lagi.',
  },
  after: {
    title: 'Setelah rilis',
    week: 'Selama 7 hari pertama setiap balasan dibaca orang sebelum terkirim.',
    sample:
      'Sesudahnya satu dari sepuluh, acak, dan selalu yang ditetapkan: tahap, maksud, keyakinan rendah, atau peringatan.',
    learn: 'Suntingan yang berisi hal baru menjadi entri dan percakapan uji, setelah disetujui admin.',
    signed:
      'Perubahan kemudian tidak menghentikan bot. Halaman rilis menyebut berapa yang perlu dijalankan dan dibaca lagi.',
  },
  incident: {
    title: 'Bila ada yang salah',
    stop: 'Matikan bot di tab Insiden: sejak itu hanya orang yang menjawab.',
    list: 'Lihat apa yang dikatakannya kepada siapa selama itu, lalu hubungi para pelanggan itu.',
    mend: 'Perbaiki penyebabnya, tambah percakapan uji yang akan menunjukkannya, lalu jalankan dan baca yang berubah.',
    again: 'Lanjutkan dengan peninjauan penuh: 7 hari pertama dimulai lagi. Semuanya tercatat di catatan audit.',
  },
}
