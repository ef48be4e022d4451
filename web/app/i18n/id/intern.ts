export default {
  title: 'Your Intern',
  tabsLabel: 'Bagian Your Intern',
  tabs: {
    persona: 'Persona',
    flow: 'Flow',
    database: 'Database',
    scoring: 'Scoring',
    slots: 'Slots',
    test: 'Test',
  },
}
