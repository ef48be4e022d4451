export default {
  title: 'Inbox',
  empty: 'No conversation yet. The first one appears here as soon as a customer writes.',
  older: 'Earlier conversations',
  nameless: 'No name',
  us: 'Us',
  score: 'score {{score}}/98',
  stages: {
    greeting: 'Greeting',
    qualification: 'Qualification',
    routing: 'Routing',
    booking: 'Booking',
    done: 'Done',
  },
  floors: { bot: 'ARI speaks', person: 'Staff speak', team: 'Waits for the team', nobody: 'ARI is off' },
}
