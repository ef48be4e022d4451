export default {
  about: 'The customer has waited for a person since {{at}}.',
  lateAbout: 'The customer has waited for a person since {{at}}. The aim is 2 minutes.',
  back: 'Back {{at}}',
  backAbout: 'ARI told the customer that the team is back {{at}}.',
  callTeam: 'Call the team',
  promiseDue: 'The team was promised to be back by now',
}
