// Why a message was not sent, in plain words: what happened, and what to do about it.
export default {
  said: 'Kata WhatsApp sendiri',
  saidCode: 'Kode {{code}}. {{reason}}',
  stopped: {
    title: 'Nomor {{phone}} berhenti mengirim',
    todo: {
      token: 'Minta admin menggantinya.',
      permission: 'Minta admin memeriksa izin aplikasi di Meta.',
      account: 'Minta admin memeriksa akun di Meta Business Manager.',
      payment: 'Minta admin membereskan pembayaran di Meta.',
      registration: 'Minta admin mendaftarkannya lagi.',
    },
    kept: 'Sejak {{since}}. Pesan yang menunggu tidak hilang; semuanya dikirim begitu nomor ini pulih.',
  },
  kinds: {
    busy: { what: 'WhatsApp sedang terganggu.', todo: 'Sudah dicoba enam kali. Coba kirim lagi beberapa menit lagi.' },
    pair_limit: {
      what: 'Terlalu banyak pesan ke pelanggan ini dalam waktu singkat.',
      todo: 'Tunggu beberapa menit, lalu kirim lagi.',
    },
    number_limit: {
      what: 'Nomor ini mengirim terlalu cepat untuk WhatsApp.',
      todo: 'Tunggu beberapa menit, lalu kirim lagi.',
    },
    quota: { what: 'Kuota akun WhatsApp sedang habis.', todo: 'Kuota pulih dalam sekitar satu jam. Kirim lagi nanti.' },
    spam: {
      what: 'WhatsApp membatasi nomor ini karena banyak pesannya diblokir atau dilaporkan.',
      todo: 'Tunggu beberapa jam, dan beri tahu admin.',
    },
    token: { what: 'WhatsApp menolak kunci akses nomor ini.', todo: 'Minta admin menggantinya, lalu kirim lagi.' },
    permission: {
      what: 'WhatsApp tidak mengizinkan kami mengirim dari nomor ini.',
      todo: 'Minta admin memeriksa izin aplikasi di Meta, lalu kirim lagi.',
    },
    account: {
      what: 'Akun WhatsApp Business ini dibatasi.',
      todo: 'Minta admin memeriksa akun di Meta Business Manager.',
    },
    payment: {
      what: 'Pembayaran akun WhatsApp bermasalah.',
      todo: 'Minta admin membereskan pembayaran di Meta, lalu kirim lagi.',
    },
    registration: {
      what: 'Nomor ini belum terdaftar dengan benar di WhatsApp.',
      todo: 'Minta admin mendaftarkannya lagi, lalu kirim lagi.',
    },
    window: {
      what: 'Jendela 24 jam sudah tutup.',
      todo: 'Kirim templat yang disetujui, atau tunggu pelanggan menulis lagi.',
    },
    unreachable: {
      what: 'Pesan tidak bisa sampai ke pelanggan ini.',
      todo: 'Mungkin nomornya tidak memakai WhatsApp atau aplikasinya terlalu lama. Hubungi dengan cara lain.',
    },
    self: { what: 'Tujuannya nomor kita sendiri.', todo: 'Periksa nomor kontak ini.' },
    opted_out: {
      what: 'Pelanggan ini berhenti menerima pesan promosi dari kita.',
      todo: 'Jangan kirim lagi; tunggu sampai pelanggan menulis.',
    },
    too_much: {
      what: 'WhatsApp menahan pesan ini karena pelanggan sudah menerima banyak pesan promosi.',
      todo: 'Coba lagi paling cepat besok.',
    },
    experiment: {
      what: 'Pelanggan ini termasuk percobaan WhatsApp dan tidak menerima pesan seperti ini.',
      todo: 'Hubungi dengan cara lain, atau tunggu sampai pelanggan menulis.',
    },
    country: {
      what: 'Akun kita tidak boleh mengirim ke negara pelanggan ini.',
      todo: 'Hubungi dengan cara lain.',
    },
    no_phone: {
      what: 'Pesan jenis ini hanya bisa dikirim ke nomor telepon, dan nomor pelanggan ini tidak kita ketahui.',
      todo: 'Minta nomornya dulu.',
    },
    request: {
      what: 'WhatsApp tidak menerima bentuk pesan ini.',
      todo: 'Ini kesalahan kami, bukan Anda. Tulis dengan kata lain, dan beri tahu admin.',
    },
    media: { what: 'Berkasnya tidak bisa diproses WhatsApp.', todo: 'Kirim lagi, atau pakai berkas lain.' },
    template: {
      what: 'Template pesan ini tidak bisa dipakai.',
      todo: 'Minta admin memeriksa template di Meta.',
    },
    no_answer: {
      what: 'WhatsApp tidak menjawab; mungkin pesan ini sampai, mungkin tidak.',
      todo: 'Tanyakan dulu kepada pelanggan sebelum mengirim lagi.',
    },
    other: { what: 'WhatsApp menolak pesan ini.', todo: 'Coba kirim lagi; bila tetap ditolak, beri tahu admin.' },
  },
}
