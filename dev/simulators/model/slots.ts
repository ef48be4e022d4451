import { plain } from './language.ts'
import type { Slot } from './prompt.ts'
import { MONTHS, WEEKDAYS } from './vocabulary.ts'

export type SlotWish = { kind: 'chosen'; slot: Slot } | { kind: 'several'; slots: Slot[] } | { kind: 'unavailable' }

const ORDINALS = [
  /\b(?:pertama|first|ke-?1|(?:no(?:mor)?|opsi|option|pilihan)\.? ?1|earliest|paling (?:cepat|awal)|soonest)\b|^(?:yang |yg )?1\W*$/,
  /\b(?:kedua|second|ke-?2|(?:no(?:mor)?|opsi|option|pilihan)\.? ?2)\b|^(?:yang |yg )?2\W*$/,
  /\b(?:ketiga|third|ke-?3|(?:no(?:mor)?|opsi|option|pilihan)\.? ?3)\b|^(?:yang |yg )?3\W*$/,
  /\b(?:keempat|fourth|ke-?4|(?:no(?:mor)?|opsi|option|pilihan)\.? ?4)\b|^(?:yang |yg )?4\W*$/,
]
const ANY =
  /\b(?:terserah|bebas|yang mana (?:aja|saja)|kapan (?:aja|saja)|any of (?:them|those)|any time|anytime|whichever|up to you)\b/

/** Which of the listed times the customer names, or null when they name none. */
export function slotWish(text: string, slots: Slot[], now: string): SlotWish | null {
  const words = plain(text)
  const exact = slots.find(({ label, id }) => words === plain(label) || words.includes(plain(id)))
  if (exact !== undefined) return { kind: 'chosen', slot: exact }
  const tests = [
    dayTest(words, now),
    dateTest(words),
    timeTest(words, slots),
    partOfDayTest(words),
    consultantTest(words, slots),
  ]
  const wishes = tests.filter((test) => test !== null)
  const place = ORDINALS.findIndex((ordinal) => ordinal.test(words))
  if (wishes.length === 0) {
    const listed = ANY.test(words)
      ? slots[0]
      : /\b(?:terakhir|last one|the last)\b/.test(words)
        ? slots.at(-1)
        : slots[place]
    return listed === undefined ? null : { kind: 'chosen', slot: listed }
  }
  const fitting = slots.filter((slot) => wishes.every((fits) => fits(plain(slot.label))))
  const only = fitting[place >= 0 ? place : 0]
  if (only === undefined) return { kind: 'unavailable' }
  return fitting.length === 1 || place >= 0 ? { kind: 'chosen', slot: only } : { kind: 'several', slots: fitting }
}

type SlotTest = (label: string) => boolean

const weekdayOf = (text: string): number => WEEKDAYS.findIndex((day) => day.test(text))

function dayTest(words: string, now: string): SlotTest | null {
  const today = weekdayOf(plain(now))
  const ahead = /\b(?:besok|tomorrow)\b/.test(words) ? 1 : /\b(?:lusa|day after tomorrow)\b/.test(words) ? 2 : null
  // "Minggu depan" is next week, not Sunday.
  const spoken = weekdayOf(words.replace(/\bminggu (?:depan|ini)\b/g, ' '))
  const wanted = ahead !== null && today >= 0 ? (today + ahead) % 7 : spoken
  return wanted < 0 ? null : (label) => weekdayOf(label) === wanted
}

function dateTest(words: string): SlotTest | null {
  const month = MONTHS.findIndex(([, name]) => name.test(words))
  const date =
    /\b(?:tanggal|tgl|the)\s*(\d{1,2})(?:st|nd|rd|th)?\b/.exec(words)?.[1] ??
    (month < 0 ? undefined : /\b(\d{1,2})(?:st|nd|rd|th)?\s+[a-z]/.exec(words)?.[1])
  if (date === undefined) return null
  return (label) =>
    /\b(\d{1,2}) [a-z]+ 20\d\d/.exec(label)?.[1] === date && (month < 0 || MONTHS[month]?.[1].test(label) === true)
}

/** Hour and minute in minutes, as the label's "10.00" or "10:00" says. */
function startOf(label: string): number {
  const time = /\b(\d{1,2})[.:](\d{2})\b/.exec(label)
  return time === null ? -1 : Number(time[1]) * 60 + Number(time[2])
}

function timeTest(words: string, slots: Slot[]): SlotTest | null {
  const time =
    /\b(?:jam|pukul|jm|at)\s*(\d{1,2})(?:[.:](\d{2}))?\s*(pagi|siang|sore|malam|am|pm)?/.exec(words) ??
    /(?<![\d.])(\d{1,2})[.:](\d{2})\s*(pagi|siang|sore|malam|am|pm)?/.exec(words) ??
    /\b(\d{1,2})()\s*(pagi|siang|sore|malam|am|pm|o'clock)\b/.exec(words)
  if (time === null) return null
  const minutes = (Number(time[1]) % 24) * 60 + Number(time[2] ?? 0)
  const later = minutes + 12 * 60
  const part = time[3] ?? ''
  const afternoon = /pm|sore|malam/.test(part) || (part === 'siang' && minutes < 5 * 60)
  if (afternoon && minutes < 12 * 60) return (label) => startOf(label) === later
  const asSaid = slots.some(({ label }) => startOf(label) === minutes)
  return (label) => startOf(label) === (asSaid || part !== '' || minutes >= 12 * 60 ? minutes : later)
}

const PARTS_OF_DAY: [RegExp, number, number][] = [
  [/\b(?:pagi|morning)\b/, 5, 11],
  [/\b(?:siang|midday|noon)\b/, 11, 15],
  [/\b(?:afternoon)\b/, 12, 18],
  [/\b(?:sore)\b/, 15, 19],
  [/\b(?:malam|evening)\b/, 18, 24],
]

function partOfDayTest(words: string): SlotTest | null {
  const greeting = words.replace(/\b(?:selamat|good) (?:pagi|siang|sore|malam|morning|afternoon|evening)\b/g, ' ')
  if (/\d\s*(?:pagi|siang|sore|malam)/.test(greeting)) return null
  const part = PARTS_OF_DAY.find(([name]) => name.test(greeting))
  if (part === undefined) return null
  return (label) => startOf(label) >= part[1] * 60 && startOf(label) < part[2] * 60
}

const consultantOf = (label: string): string => /\b(?:with|bersama|dengan)\s+(.+)$/.exec(label)?.[1]?.trim() ?? ''

function consultantTest(words: string, slots: Slot[]): SlotTest | null {
  const first = slots
    .map(({ label }) => consultantOf(plain(label)).split(' ')[0] ?? '')
    .find((name) => name !== '' && new RegExp(`\\b${name}\\b`).test(words))
  return first === undefined ? null : (label) => consultantOf(label).startsWith(first)
}

/** "Selasa, 24 November 2026 10.00 with Dimas Prasetyo" without the person: short enough to list. */
export const timeOf = ({ label }: Slot): string => label.replace(/\s+(?:with|bersama|dengan)\s+.+$/i, '')
