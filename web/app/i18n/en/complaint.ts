export default {
  make: 'Customer says this is wrong',
  mark: 'Customer says this is wrong',
  title: 'Customer says this is wrong',
  about:
    'It is counted and shown beside the message, so that ARI’s knowledge can be mended. The customer sees nothing of it.',
  knownBy: 'Recorded by {{who}}, {{at}}',
  note: 'What is wrong (optional)',
  noteHint: 'For your colleagues: what would have been right?',
  tooLong: 'Too long by {{over}}; at most {{most}} characters.',
  save: 'Record',
  saveNote: 'Save note',
  takeBack: 'It was no complaint',
  cancel: 'Cancel',
  kept: 'Recorded. Thank you: that is how ARI gets better.',
  takenBack: 'Taken back. It no longer counts.',
}
