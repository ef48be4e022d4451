import { describe, expect, it } from 'vitest'
import { chooseTimeLabel, personLabel } from '../conversation/wording.ts'
import * as words from './wording.ts'

const booking = {
  startsAtMs: Date.parse('2026-11-24T03:00:00Z'),
  consultant: 'Dimas Prasetyo',
  timeZone: 'Asia/Makassar',
}
const wish = (firstDay: string | null, lastDay = firstDay) => ({ firstDay, lastDay, fromMinute: 0, toMinute: 1440 })

describe.each(['id', 'en'] as const)('our words about a consultation (%s)', (language) => {
  it('SB-05 tell its time in the zone of the workspace, by its name', () => {
    for (const text of [
      words.movedText(language, booking),
      words.cancelQuestion(language, booking),
      words.cancelledText(language, booking),
      words.keptText(language, booking),
      words.reminderText(language, booking, 'day'),
      words.reminderText(language, booking, 'hour'),
      words.mailSubject(language, 'moved', booking),
    ])
      expect(text).toMatch(/24 November 2026 (?:pukul 11\.00|at 11:00) WITA/)
  })

  it('PX-06 fit into what WhatsApp takes: 20 characters on a button, 24 in a row, 1024 over buttons', () => {
    expect(personLabel(language).length).toBeLessThanOrEqual(24)
    expect(chooseTimeLabel(language).length).toBeLessThanOrEqual(20)
    const { yes, no } = words.cancelAnswers(language)
    expect([yes.length, no.length].every((length) => length <= 20)).toBe(true)
    expect(words.nearestText(language, wish('2026-11-28')).length).toBeLessThan(1024)
  })

  it('name the day that nothing is free on, and no day where there were several', () => {
    expect(words.nearestText(language, wish('2026-11-28'))).toContain('28 November 2026')
    expect(words.nearestText(language, wish('2026-11-28', '2026-11-30'))).not.toContain('November')
    expect(words.nearestText(language, wish(null))).not.toContain('null')
  })
})
