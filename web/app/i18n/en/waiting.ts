export default {
  about: 'The customer has waited for a person since {{at}}.',
  left: 'The customer has waited for a person since {{at}}. To be answered by {{due}}.',
  lateAbout: 'The customer has waited for a person since {{at}}. It was to be answered by {{due}}.',
  paused: 'Paused until {{at}}',
  pausedAbout: 'Out of business hours: the clock stands still until {{at}}.',
  called: {
    late: 'No answer in time',
    owner: 'Nobody has answered: the owner is called',
    window: 'The 24-hour window is about to close: then only a template is left',
  },
  back: 'Back {{at}}',
  backAbout: 'ARI told the customer that the team is back {{at}}.',
  callTeam: 'Call the team',
  promiseDue: 'The team was promised to be back by now',
}
