export default {
  title: 'Semua workspace',
  empty: 'Belum ada workspace. Yang pertama dibuat dengan npm run workspace -- create.',
  people_one: '{{count}} orang',
  people_other: '{{count}} orang',
  live: 'Aktif',
  notLive: 'Belum aktif',
}
