import ICAL from 'ical.js'
import { describe, expect, it } from 'vitest'
import { calendarFile, type CalendarEvent } from './calendar-file.ts'

const event: CalendarEvent = {
  uid: 'b1@my21staff',
  sequence: 2,
  stampedAt: new Date('2026-11-22T01:02:03.456Z'),
  startsAt: new Date('2026-11-24T03:00:00Z'),
  endsAt: new Date('2026-11-24T03:45:00Z'),
  title: 'Konsultasi 1-on-1; Nadia, "Dimas" \\ Eagle',
  text: `Baris satu\nBaris dua: ${'panjang sekali 🎓 '.repeat(12)}`,
  organizer: { name: 'Eagle "Overseas" Education', email: 'desk@example.test' },
  attendees: [{ name: 'Nadia; Rahma', email: 'nadia@example.test' }],
}

/** Read by a parser that is not ours. */
function read(file: string) {
  const calendar = new ICAL.Component(ICAL.parse(file) as unknown[])
  const component = calendar.getFirstSubcomponent('vevent')
  if (!component) throw new TypeError('No event in the file.')
  return { calendar, component, found: new ICAL.Event(component) }
}

describe('BY-18 a calendar file', () => {
  it('says to another program what it says here', () => {
    const { calendar, component, found } = read(calendarFile(event, 'REQUEST'))
    expect(calendar.getFirstPropertyValue('method')).toBe('REQUEST')
    expect(component.getFirstPropertyValue('status')).toBe('CONFIRMED')
    expect(found).toMatchObject({ uid: event.uid, sequence: 2, summary: event.title, description: event.text })
    expect(found.startDate.toJSDate()).toEqual(event.startsAt)
    expect(found.endDate.toJSDate()).toEqual(event.endsAt)
    expect(found.organizer).toBe('mailto:desk@example.test')
    expect(found.attendees.map((attendee) => attendee.getFirstValue())).toEqual(['mailto:nadia@example.test'])
    expect(found.attendees[0]?.getParameter('cn')).toBe('Nadia; Rahma')
  })

  it('cancels the same event', () => {
    const { calendar, component, found } = read(calendarFile({ ...event, sequence: 3 }, 'CANCEL'))
    expect(calendar.getFirstPropertyValue('method')).toBe('CANCEL')
    expect(component.getFirstPropertyValue('status')).toBe('CANCELLED')
    expect(found).toMatchObject({ uid: event.uid, sequence: 3 })
  })

  it('has no line of more than 75 bytes, and ends each with CRLF', () => {
    const file = calendarFile(event, 'REQUEST')
    const lines = file.split('\r\n')
    expect(lines.pop()).toBe('')
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75)
    expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  })

  it('takes nothing from a name that would be a line of its own', () => {
    const name = 'Nadia"\r\nATTENDEE:mailto:other@example.test'
    const { found } = read(
      calendarFile({ ...event, title: name, attendees: [{ name, email: 'n@example.test' }] }, 'REQUEST'),
    )
    expect(found.attendees.map((attendee) => attendee.getFirstValue())).toEqual(['mailto:n@example.test'])
  })
})
