export default {
  isOff: 'ARI is off in all conversations. Messages are still kept; replies are written by the team.',
  question: 'Turn ARI off in all conversations?',
  explained:
    'ARI stops replying to every customer at once. Messages are still kept. You can turn it on again at any time.',
  keep: 'Leave it on',
  turnOff: 'Turn ARI off',
  failed: {
    title: 'Not changed',
    text: 'The server did not answer. Check the connection, then try again.',
    incident: 'An incident is open. Turn ARI on from Review › Incident, once it is dealt with.',
  },
}
