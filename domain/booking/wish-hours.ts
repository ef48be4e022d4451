export type Minutes = { from: number; to: number }

const PART = 'pagi|siang|sore|malam|am|pm|a\\.m\\.|p\\.m\\.|in the morning|in the afternoon|in the evening|wib|wita|wit'
const HOUR = String.raw`(\d{1,2})(?:[.:](\d{2}))?(?: ?(${PART})(?![a-z]))?`
const JAM = '(?:jam|pukul|jm|pkl)\\.? ?'

const BETWEEN = new RegExp(
  String.raw`(?:${JAM}|between |from |antara )(?:${JAM})?${HOUR} ?(?:-|–|sampai|sampe|s/d|hingga|dan|and|to|until|till) ?(?:${JAM})?${HOUR}`,
)
const AFTER = new RegExp(
  String.raw`\b(?:setelah|sesudah|habis|abis|di ?atas|lewat|mulai|after|from|past)(?: ${JAM}| )${HOUR}`,
)
const BEFORE = new RegExp(String.raw`\b(?:sebelum|di ?bawah|before|until|by)(?: ${JAM}| )${HOUR}`)
const AT = [
  new RegExp(String.raw`\b${JAM}${HOUR}`),
  new RegExp(String.raw`\bat ${HOUR}`),
  new RegExp(String.raw`(?<![\d/.:-])${HOUR.replace('(?: ?', ' ?(?:').replace(/\)\?$/, ')')}`),
  /(?<![\d/.:-])(\d{1,2})[.:](\d{2})(?![\d/.:])()/,
]

const PARTS: [RegExp, Minutes][] = [
  [/\bpagi\b|\bmorning\b/, { from: 5 * 60, to: 11 * 60 }],
  [/\bsiang\b/, { from: 11 * 60, to: 15 * 60 }],
  [/\bnoon\b|\bmidday\b/, { from: 11 * 60, to: 14 * 60 }],
  [/\bafternoon\b/, { from: 12 * 60, to: 18 * 60 }],
  [/\bsore\b/, { from: 15 * 60, to: 18 * 60 + 30 }],
  [/\bmalam\b|\bmalem\b/, { from: 18 * 60, to: 24 * 60 }],
  [/\bevening\b|\btonight\b/, { from: 17 * 60, to: 24 * 60 }],
]

/** The minutes of the day that the words name; null when they name none. */
export function minutesIn(words: string): Minutes | null {
  return hoursIn(words) ?? PARTS.find(([name]) => name.test(words))?.[1] ?? null
}

function hoursIn(words: string): Minutes | null {
  const between = BETWEEN.exec(words)
  if (between) {
    const to = minuteOf(between[4], between[5], between[6])
    const from = minuteOf(between[1], between[2], between[3] ?? between[6])
    if (from !== null && to !== null && from < to) return { from, to }
  }
  const after = AFTER.exec(words)
  const from = after && minuteOf(after[1], after[2], after[3])
  if (from !== null) return { from, to: 1440 }
  const before = BEFORE.exec(words)
  const to = before && minuteOf(before[1], before[2], before[3])
  if (to !== null) return { from: 0, to }
  for (const pattern of AT) {
    const found = pattern.exec(words)
    const at = found && minuteOf(found[1], found[2], found[3])
    // Who says "jam 3" means what begins at three, or a little later.
    if (at !== null) return { from: at, to: at + (found?.[2] ? 30 : 60) }
  }
  return null
}

/** Nobody has a consultation at three in the night: small hours without a part of the day are those of the afternoon. */
function minuteOf(hours = '', minutes = '', part = ''): number | null {
  const [hour, minute] = [Number(hours), Number(minutes || '0')]
  if (hours === '' || hour > 24 || minute > 59) return null
  const isMorning = /^(?:pagi|a\.?m|in the morning)/.test(part)
  const isLater = /^(?:sore|malam|p\.?m|in the (?:afternoon|evening))/.test(part) || (part === 'siang' && hour < 11)
  const later = isLater || (!isMorning && hour >= 1 && hour <= 6) ? 12 : 0
  const at = hour === 12 && isMorning ? 0 : hour < 12 ? hour + later : hour
  return at * 60 + minute
}
