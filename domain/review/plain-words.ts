import { sentences } from '../guardrails/text.ts'

const CALLED = '(?:kakak|kak|kk|mas|mbak|mba|bapak|pak|ibu|bu|min|admin|gan|sis|bro)'
const GREETING = [
  '(?:halo+|hallo+|hai+|hi+|hello+|hey)',
  '(?:selamat\\s+|met\\s+|good\\s+)(?:pagi|siang|sore|malam|morning|afternoon|evening|day)',
  `(?:pagi|siang|sore|malam)(?=\\s*(?:[,!.]|${CALLED}(?![\\p{L}])|$))`,
  "(?:assalamu'?alaikum|ass?alamualaikum|waalaikumsalam|permisi|misi|punten|excuse\\s+me|dear)",
  CALLED,
  '(?:(?:saya|aku|gue|gw)\\s+)?(?:mau|ingin|pengen|numpang|izin|ijin|boleh)\\s+(?:tanya|nanya|bertanya|tny)(?:\\s+(?:dong|nih|ya|dulu|soal|tentang))*',
  "(?:i\\s+(?:want|would\\s+like|wanted)|i'd\\s+like)\\s+to\\s+(?:ask|know)(?:\\s+about)?",
  '(?:may|can|could)\\s+i\\s+ask(?:\\s+(?:you|about|something))*',
  '(?:terima\\s+kasih|makasih|thanks|thank\\s+you)',
].join('|')
const OPENING = new RegExp(`^(?:(?:${GREETING})(?![\\p{L}])[\\s,!.~…]*)+`, 'iu')

const ANSWERS =
  '(?:halo|hai|hi|hello|baik|oke|okay|ok|siap|sip|noted|tentu(?:\\s+saja)?|betul|benar|ya|iya|yes|yup|sure|of\\s+course|certainly|terima\\s+kasih|thanks|thank\\s+you)'
const ANSWER_OPENING = new RegExp(`^(?:(?:${ANSWERS}(?:\\s+${CALLED})?|${CALLED})\\s*[,!.]+\\s*)+`, 'iu')
const CALL_AT_END = new RegExp(`(?:,\\s*${CALLED}|\\s+(?:kak|kk))?(?:,?\\s+ya+h?)?(?=[.!…\\s]*$)`, 'iu')
const CALL_AFTER_YA = new RegExp(`,?\\s+ya+h?,?\\s+${CALLED}(?=[.!…\\s]*$)`, 'iu')
const ASKED_AT_END = new RegExp(`(?:,?\\s+(?:ya+h?|sih|dong|nih|${CALLED}))+(?=[?.!…\\s]*$)`, 'iu')

/** What customers would call it: their question, or the longest of what they wrote, without greetings. */
export function questionOf(asked: readonly string[], most: number): string {
  const said = asked
    .flatMap((one) => sentences(one))
    .map(({ text, asks }) => ({ text: begun(text.replace(OPENING, '').replace(ASKED_AT_END, '').trim()), asks }))
    .filter(({ text }) => /[\p{L}\p{N}]/u.test(text))
  const longest = said.toSorted((one, other) => other.text.length - one.text.length)[0]
  const question = said.findLast(({ asks }) => asks) ?? longest
  return shortened(question?.text ?? '', most)
}

/** A sentence of an answer as it may stand by itself: nobody is called, greeted or agreed with. */
export function statementOf(sentence: string): string {
  const said = sentence.replace(ANSWER_OPENING, '').replace(CALL_AFTER_YA, '').replace(CALL_AT_END, '').trim()
  return /[\p{L}\p{N}]/u.test(said) ? begun(said) : ''
}

const begun = (text: string) => text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase())

/** At most so many characters, whole words where there are any. */
export function shortened(text: string, most: number): string {
  const characters = Array.from(text)
  if (characters.length <= most) return text
  return `${characters
    .slice(0, most - 1)
    .join('')
    .replace(/\s+\S*$/, '')}…`
}
