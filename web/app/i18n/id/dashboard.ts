export default {
  title: 'Dasbor',
  tags: 'Tag',
  tagsAbout: 'Berapa pelanggan membawa tiap tag. 1on1: punya atau pernah memesan konsultasi 1-on-1.',
  none: 'Belum ada tag',
  noneAbout: 'Begitu seorang pelanggan memesan konsultasi, tag 1on1 muncul di sini beserta jumlahnya.',
  contacts: 'pelanggan',
  shown: '{{shown}} dari {{of}} ditampilkan, yang terbaru lebih dulu.',
}
