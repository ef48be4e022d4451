export default {
  clock: '{{hour}}:{{minute}}',
  ago: {
    now: 'just now',
    minutes: '{{n}} min',
    hours: '{{n}} h',
    days: '{{n}} d',
    weeks: '{{n}} wk',
    months: '{{n}} mo',
    years: '{{n}} yr',
  },
  today: 'Today',
  tomorrow: 'Tomorrow',
  yesterday: 'Yesterday',
  yesterdayShort: 'Yest.',
  months: 'Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec',
  weekdays: 'Sun,Mon,Tue,Wed,Thu,Fri,Sat',
  weekdaysLong: 'Sunday,Monday,Tuesday,Wednesday,Thursday,Friday,Saturday',
}
