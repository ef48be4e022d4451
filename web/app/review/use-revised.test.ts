import { describe, expect, it } from 'vitest'
import { differences, rebased } from './use-revised.ts'

const from = { isOn: true, seconds: 120, stages: ['booking'], text: { id: '', en: '' }, share: null as number | null }

describe('settings that two people change', () => {
  it('differ field by field, within groups too; a list is one field', () => {
    const now = { ...from, stages: ['booking', 'routing'], text: { id: 'Halo', en: '' }, share: 10 }
    expect(differences(from, now)).toEqual([
      { field: 'stages', before: ['booking'], now: ['booking', 'routing'] },
      { field: 'text.id', before: '', now: 'Halo' },
      { field: 'share', before: null, now: 10 },
    ])
    expect(differences(from, structuredClone(from))).toEqual([])
  })

  it('keep what was typed on top of what is saved now, and nothing that was not touched', () => {
    const typed = { ...from, seconds: 300, text: { id: '', en: 'Wait' } }
    const theirs = { ...from, isOn: false, seconds: 60, text: { id: 'Sebentar', en: 'Hold on' } }
    expect(rebased(from, typed, theirs)).toEqual({
      ...{ isOn: false, seconds: 300, stages: ['booking'], share: null },
      text: { id: 'Sebentar', en: 'Wait' },
    })
    // What was typed back as it is now is no change any more.
    expect(rebased(from, from, theirs)).toEqual(theirs)
  })
})
