export default {
  about: 'Pelanggan menunggu orang sejak {{at}}.',
  left: 'Pelanggan menunggu orang sejak {{at}}. Batas jawaban: {{due}}.',
  lateAbout: 'Pelanggan menunggu orang sejak {{at}}. Batasnya {{due}}.',
  paused: 'Jeda s.d. {{at}}',
  pausedAbout: 'Di luar jam kerja: hitungan waktu berhenti sampai {{at}}.',
  called: {
    late: 'Belum ada jawaban pada waktunya',
    owner: 'Belum ada yang menjawab: pemilik dipanggil',
    window: 'Jendela 24 jam hampir tutup: setelah itu hanya template',
  },
  back: 'Kembali {{at}}',
  backAbout: 'ARI memberi tahu pelanggan bahwa tim kembali {{at}}.',
  callTeam: 'Panggil tim',
  promiseDue: 'Tim dijanjikan kembali sekarang',
}
