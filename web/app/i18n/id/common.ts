export default {
  skip: 'Langsung ke isi',
  signIn: 'Masuk',
  signUp: 'Daftar',
  signOut: 'Keluar',
  home: 'Beranda',
  inbox: 'Kotak Masuk',
  admin: 'Admin platform',
  back: 'Kembali',
  retry: 'Muat ulang',
  workspace: 'Workspace',
  switchWorkspace: 'Ganti workspace',
  account: 'Akun',
  language: 'Bahasa',
  theme: 'Tampilan',
  themes: { system: 'Ikuti perangkat', light: 'Terang', dark: 'Gelap' },
  languages: { id: 'Bahasa Indonesia', en: 'English' },
  roles: { owner: 'Pemilik', admin: 'Admin', member: 'Anggota', none: 'Tanpa workspace' },
  errors: {
    notFound: {
      title: 'Halaman tidak ditemukan',
      text: 'Alamatnya salah ketik, atau halamannya sudah pindah.',
    },
    notAllowed: {
      title: 'Anda tidak punya akses ke sini',
      text: 'Halaman ini untuk peran lain. Tanyakan kepada pemilik workspace bila Anda memerlukannya.',
    },
    crossSite: {
      title: 'Permintaan ditolak',
      text: 'Permintaan ini tidak datang dari halaman kami sendiri. Buka halamannya lagi dan ulangi.',
    },
    failed: {
      title: 'Ada yang tidak beres',
      text: 'Halaman ini gagal dimuat. Tidak ada data yang hilang. Coba muat ulang.',
    },
    unavailable: {
      title: 'Sebentar, kami sedang tersambung lagi',
      text: 'Basis data belum menjawab. Tidak ada data yang hilang. Coba lagi beberapa saat.',
    },
    reference: 'Nomor rujukan: {{requestId}}',
  },
}
