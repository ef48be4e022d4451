export default {
  make: 'Pelanggan mengeluh ini salah',
  mark: 'Pelanggan mengeluh ini salah',
  title: 'Pelanggan mengeluh ini salah',
  about:
    'Keluhan dihitung dan ditandai pada pesan, supaya pengetahuan ARI bisa diperbaiki. Pelanggan tidak melihatnya.',
  knownBy: 'Dicatat oleh {{who}}, {{at}}',
  note: 'Apa yang salah (boleh kosong)',
  noteHint: 'Untuk rekan Anda: apa jawaban yang benar?',
  tooLong: 'Kelebihan {{over}} karakter; paling banyak {{most}}.',
  save: 'Catat',
  saveNote: 'Simpan catatan',
  takeBack: 'Ternyata bukan keluhan',
  cancel: 'Batal',
  kept: 'Dicatat. Terima kasih: dengan ini ARI jadi lebih baik.',
  takenBack: 'Dibatalkan. Tidak lagi dihitung.',
}
