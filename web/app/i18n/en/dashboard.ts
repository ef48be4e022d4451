export default {
  title: 'Dashboard',
  tags: 'Tags',
  tagsAbout: 'How many customers carry each tag. 1on1: has or had a 1-on-1 consultation booked.',
  none: 'No tags yet',
  noneAbout: 'Once a customer books a consultation, the tag 1on1 appears here with its count.',
  contacts: 'customers',
  shown: '{{shown}} of {{of}} shown, the latest first.',
}
