export default {
  title: 'All workspaces',
  empty: 'No workspace yet. The first one is made with npm run workspace -- create.',
  people_one: '{{count}} person',
  people_other: '{{count}} people',
  live: 'Live',
  notLive: 'Not live',
}
