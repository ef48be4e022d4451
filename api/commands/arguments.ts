import { InvalidArgumentError, type Command } from 'commander'
import { z } from 'zod'
import { toE164 } from '#clients/phone/phone.ts'

// How the flags are read. Commander puts the name of the flag before what is said here.

export const slug = match(
  /^[a-z0-9][a-z0-9-]{0,62}$/,
  'Use 1 to 63 small letters, digits and hyphens, starting with a letter or a digit.',
)

export const phoneNumberId = match(
  /^[\w.-]{1,64}$/,
  'It is the id that Meta or Kapso shows for the number, not the number itself: digits, without spaces or a plus.',
)

export const businessAccountId = match(/^[\w.-]{1,64}$/, 'It is the id of the WhatsApp Business Account.')

export const secret = match(/^[\x21-\x7e]{1,2000}$/, 'It must not be empty and holds no spaces.')

export const isoTime = match(
  /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:?\d\d)?$/,
  'Write it like 2026-01-05T09:00 (in the time zone of the workspace) or 2026-01-05T09:00:00+07:00.',
)

export function label(value: string): string {
  const text = value.normalize('NFC').trim()
  if (text === '' || text.length > 200) throw new InvalidArgumentError('Use 1 to 200 characters.')
  return text
}

export function email(value: string): string {
  const parsed = z.email().max(254).safeParse(value.trim().toLowerCase())
  if (!parsed.success) throw new InvalidArgumentError('It is not an e-mail address.')
  return parsed.data
}

export function phone(value: string): string {
  const number = toE164(value)
  if (number === null) throw new InvalidArgumentError('It is not a phone number; write it like +62 812 3456 7890.')
  return number
}

const TIMEZONES: Record<string, string> = { wib: 'Asia/Jakarta', wita: 'Asia/Makassar', wit: 'Asia/Jayapura' }

export function timezone(value: string): string {
  const found = TIMEZONES[value.toLowerCase()] ?? Object.values(TIMEZONES).find((name) => name === value)
  if (found === undefined) {
    throw new InvalidArgumentError('Choose WIB (Asia/Jakarta), WITA (Asia/Makassar) or WIT (Asia/Jayapura).')
  }
  return found
}

export function wholeNumber(from: number, to: number): (value: string) => number {
  return (value) => {
    const number = /^\d{1,9}$/.test(value) ? Number(value) : NaN
    if (!(number >= from && number <= to)) {
      throw new InvalidArgumentError(`Use a whole number from ${from} to ${to.toLocaleString('en')}.`)
    }
    return number
  }
}

/** Names every flag that is missing, at once. Commander would name one, and that before an unknown one. */
export function requireFlags(command: Command, names: string[]): Command {
  return command.hook('preAction', (_, running) => {
    const missing = running.options
      .filter(
        (option) =>
          names.includes(option.attributeName()) && running.getOptionValue(option.attributeName()) === undefined,
      )
      .map(({ flags }) => flags)
    if (missing.length > 0) running.error(`error: missing: ${missing.join(', ')}`)
  })
}

function match(pattern: RegExp, otherwise: string): (value: string) => string {
  return (value) => {
    if (!pattern.test(value)) throw new InvalidArgumentError(otherwise)
    return value
  }
}
