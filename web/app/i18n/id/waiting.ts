export default {
  about: 'Pelanggan menunggu orang sejak {{at}}.',
  lateAbout: 'Pelanggan menunggu orang sejak {{at}}. Targetnya 2 menit.',
  back: 'Kembali {{at}}',
  backAbout: 'ARI memberi tahu pelanggan bahwa tim kembali {{at}}.',
  callTeam: 'Panggil tim',
  promiseDue: 'Tim dijanjikan kembali sekarang',
}
