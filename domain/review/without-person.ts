import { phoneDigits } from '../guardrails/facts-in-text.ts'
import { fold } from '../guardrails/text.ts'
import { isCommon } from '../guardrails/vocabulary.ts'

/** What is known of a customer, and must stand in nothing that is made of their conversation. */
export type Person = { name: string | null; phone: string | null; email: string | null }

const TITLE = '(?:kakak|kak|kk|ka|mas|mbak|mba|bapak|pak|ibu|bu|bang|dear|mr\\.?|mrs\\.?|ms\\.?)'
const INTRODUCES =
  "(?:(?:perkenalkan|kenalkan),?\\s+)?(?:nama\\s+(?:saya|aku|gue)(?:\\s+adalah)?|namaku|saya\\s+bernama|saya|aku|ini\\s+dengan|dengan|my\\s+name\\s+is|my\\s+name's|this\\s+is|i\\s+am|i'm|im)"
const EMAIL = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]+)+/gu
const PHONE = /(?<![\w.,])\+?\d[\d\s().-]{6,18}\d(?!\w)/gu
/** So many digits from the end tell a number, however it begins. */
const TELLING_DIGITS = 9
const NAME_WORD = /\p{L}[\p{L}'’-]*\p{L}/gu
const MOST_NAME_WORDS = 8

/** The text without the customer's name, number and address; those of others stay. */
export function withoutPerson(text: string, person: Person): string {
  const phone = person.phone === null ? null : tail(person.phone)
  const reach = text
    .replace(EMAIL, (email) => (email.toLowerCase() === person.email?.toLowerCase() ? '' : email))
    .replace(PHONE, (written) => (tail(written) === phone ? '' : written))
  return tidy(withoutName(reach, person.name))
}

/** A customer's own words: whatever number or address stands in them is somebody's. */
export function withoutReach(text: string): string {
  return tidy(text.replace(EMAIL, '').replace(PHONE, ''))
}

function withoutName(text: string, name: string | null): string {
  // Each once, and not without end: a name is whatever its owner wrote.
  const words = [...new Set(fold(name ?? '').match(NAME_WORD) ?? []), ...(name?.match(NAME_WORD) ?? [])]
    .filter((word, index, all) => all.findIndex((one) => one.toLowerCase() === word.toLowerCase()) === index)
    .slice(0, MOST_NAME_WORDS)
  if (words.length === 0) return text
  // Letters and hyphens mean themselves in an expression; of apostrophes there are two.
  const any = (of: readonly string[]) => `(?<![\\p{L}])(?:${of.join('|').replace(/['’]/g, "['’]")})(?![\\p{L}])`
  const run = `${any(words)}(?:\\s+${any(words)}){0,4}`
  const titled = text
    .replace(new RegExp(`(?<![\\p{L}])${INTRODUCES}\\s+${run}(?:\\s+kak)?[\\s,.!]*`, 'giu'), '')
    .replace(new RegExp(`(?<![\\p{L}])(${TITLE})\\s+${run}`, 'giu'), '$1')
  // Some are called what every sentence may hold: by itself such a word is no name.
  const telling = words.filter((word) => !isCommon(fold(word)))
  if (telling.length === 0) return titled
  const alone = `${any(telling)}(?:\\s+${any(words)}){0,4}`
  return titled
    .replace(new RegExp(`(^|[.!?]\\s+)${alone}\\s*[,!]\\s*`, 'giu'), '$1')
    .replace(new RegExp(`,?\\s*${alone}(?=\\s*[.!?,]|\\s*$)`, 'giu'), '')
    .replace(new RegExp(alone, 'giu'), '…')
}

const tail = (phone: string) => phoneDigits(phone).slice(-TELLING_DIGITS)

/** What was taken out leaves no gap behind. */
const tidy = (text: string) =>
  text
    .replace(/[^\S\n]{2,}/g, ' ')
    .replace(/\s+(?=[.,!?;:])/g, '')
    .trim()
