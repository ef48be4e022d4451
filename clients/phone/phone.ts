import { parsePhoneNumberFromString, type CountryCode, type PhoneNumber } from 'libphonenumber-js/max'

/**
 * The number in E.164, as contacts are kept and found; null when nobody could be called there.
 * Numbers are taken as Indonesian unless they say otherwise: `0812…`, `62812…`, `+62 812…` and `812…` are one.
 */
export function toE164(text: string, defaultCountry: CountryCode = 'ID'): string | null {
  const written = text.normalize('NFKC').trim().replace(/^00/, '+')
  if (!/^\+?[\d\s().-]+$/.test(written)) return null
  const asWritten = read(written, defaultCountry)
  // WhatsApp writes numbers with their country and without the plus.
  const withPlus = written.startsWith('+') ? undefined : read(`+${written}`, defaultCountry)
  // Number ranges are opened more often than the list of them is renewed, so a plausible number will do.
  const phone = [asWritten, withPlus].find((one) => one?.isValid()) ?? [asWritten, withPlus].find(isPlausible)
  return phone?.number ?? null
}

function read(text: string, defaultCountry: CountryCode): PhoneNumber | undefined {
  return parsePhoneNumberFromString(text, { defaultCountry, extract: false })
}

function isPlausible(phone: PhoneNumber | undefined): boolean {
  return phone?.isPossible() === true && /^\+[1-9]\d{6,14}$/.test(phone.number)
}
