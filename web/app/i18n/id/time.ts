export default {
  clock: '{{hour}}.{{minute}}',
  ago: {
    now: 'baru saja',
    minutes: '{{n}} mnt',
    hours: '{{n}} j',
    days: '{{n}} hr',
    weeks: '{{n}} mgg',
    months: '{{n}} bln',
    years: '{{n}} thn',
  },
  today: 'Hari ini',
  tomorrow: 'Besok',
  yesterday: 'Kemarin',
  yesterdayShort: 'Kem.',
  months: 'Jan,Feb,Mar,Apr,Mei,Jun,Jul,Agu,Sep,Okt,Nov,Des',
  weekdays: 'Min,Sen,Sel,Rab,Kam,Jum,Sab',
  weekdaysLong: 'Minggu,Senin,Selasa,Rabu,Kamis,Jumat,Sabtu',
}
