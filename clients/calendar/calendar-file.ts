export type CalendarEvent = {
  /** The same for every change of one event: that is how calendars know it again. */
  uid: string
  /** Rises with every change; a calendar ignores what is older than what it has. */
  sequence: number
  /** When this was written: given, so that the same change is the same file. */
  stampedAt: Date
  startsAt: Date
  endsAt: Date
  title: string
  text: string
  organizer: Person
  attendees: Person[]
}
export type Person = { name: string; email: string }

const LONGEST_LINE = 75

/** An invitation, a change of it, or its cancellation, as RFC 5545 and 5546 have it. */
export function calendarFile(event: CalendarEvent, method: 'REQUEST' | 'CANCEL'): string {
  const { uid, sequence, stampedAt, startsAt, endsAt, title, text, organizer, attendees } = event
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//my21staff//Consultations//EN',
    'CALSCALE:GREGORIAN',
    `METHOD:${method}`,
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `SEQUENCE:${String(sequence)}`,
    `DTSTAMP:${utc(stampedAt)}`,
    `DTSTART:${utc(startsAt)}`,
    `DTEND:${utc(endsAt)}`,
    `SUMMARY:${escaped(title)}`,
    `DESCRIPTION:${escaped(text)}`,
    `STATUS:${method === 'CANCEL' ? 'CANCELLED' : 'CONFIRMED'}`,
    `ORGANIZER;CN=${quoted(organizer.name)}:mailto:${organizer.email}`,
    ...attendees.map(
      ({ name, email }) => `ATTENDEE;CN=${quoted(name)};ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED:mailto:${email}`,
    ),
    'END:VEVENT',
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

const utc = (at: Date) => `${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`
const escaped = (text: string) => text.replaceAll(/[\\;,]/g, String.raw`\$&`).replaceAll(/\r?\n/g, String.raw`\n`)
/** A parameter's value takes neither quotes nor control characters. */
const quoted = (name: string) => `"${name.replaceAll(/["\p{Cc}]/gu, ' ').trim()}"`

/** Lines are 75 bytes at most; one that goes on begins with a space. No character is torn apart. */
function folded(line: string): string {
  const rows: string[] = []
  let row = ''
  let bytes = 0
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (bytes + size > LONGEST_LINE) {
      rows.push(row)
      row = ' '
      bytes = 1
    }
    row += character
    bytes += size
  }
  return [...rows, row].join('\r\n')
}
