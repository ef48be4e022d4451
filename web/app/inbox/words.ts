// What pages and the schemas behind them both ask of words, without zod: the browser would load all of it for the inbox.

/** WhatsApp takes no longer text: https://developers.facebook.com/docs/whatsapp/cloud-api/messages/text-messages */
export const TEXT_MOST = 4096
export const NOTE_MOST = 4000
export const COMPLAINT_MOST = 500
export const SCORE_REASON_MOST = 500

/** What is wrong with trimmed words, as a key of `inbox.errors`; null where nothing is. */
export function wrongWith(words: string, most: number): 'empty' | 'too-long' | 'invalid' | null {
  if (words === '') return 'empty'
  if (words.length > most) return 'too-long'
  // Postgres has no zero characters in its texts.
  return words.includes('\0') ? 'invalid' : null
}

/** Whether it is an id of ours. */
export const isId = (text: string) => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text)

/** Whether a button or a template may lead there. */
export const isWebAddress = (url: string) => /^https:\/\/[^\s]+$/.test(url) && URL.canParse(url)

/** Whether a number can be a customer's score. */
export const isScore = (score: number, most: number) => Number.isInteger(score) && score >= 0 && score <= most
