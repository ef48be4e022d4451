import { plain } from './language.ts'

const NO =
  /\b(?:tidak|nggak|ngga|enggak|engga|gak|ga|gk|tdk|tak|no|nope|not|don't|dont|belum|blm|jangan|ogah|nanti|later)\b/
const YES =
  /\b(?:ya|yaa+|iya|iyaa*|yup|yap|yes|yeah|yep|boleh|bole|oke|okey|okay|ok|mau|siap|sip|gas|gass+|bisa|setuju|sure|of course|please|tentu|lanjut|ayo|yuk|good|great|love to|would love|fine|deal|minat|tertarik)\b/
const REFUSAL =
  /\b(?:rahasia|privasi|private|skip|lewat(?:i|in)?|keberatan|prefer not|rather not|pass|no comment)\b|(?:nggak|ngga|gak|ga|tidak|enggak) (?:mau|usah|perlu|bersedia)\b|\b(?:nggak|gak|ga|tidak|enggak) bisa (?:kasih|sebut|jawab|bilang|share|bagi|ngasih)|\bnanti (?:aja|dulu|saja|deh)\b|(?:don't|do not|won't) (?:want|wanna|like)(?: to)?|\b(?:jangan|ga usah) (?:tanya|nanya)/
const UNDECIDED =
  /\b(?:belum|blm|nggak|gak|ga|tidak|masih) (?:tau|tahu|yakin|kepikiran|ditentukan|menentukan|pasti|ada rencana|bingung)|\bmasih bingung|\bbingung\b|not sure|don't know|do not know|no idea|undecided|haven't decided|not decided/

export const isNo = (text: string): boolean => NO.test(plain(text))
export const isYes = (text: string): boolean => !isNo(text) && YES.test(plain(text))
export const isRefusal = (text: string): boolean => REFUSAL.test(plain(text)) && !isUndecided(text)
export const isUndecided = (text: string): boolean => UNDECIDED.test(plain(text))

const QUESTION =
  /\?|^(?:apa|apakah|gimana|gmn|bagaimana|berapa|brp|kapan|di ?mana|siapa|kenapa|what|how|when|where|which|who|why|is there|are there|do you|does|can (?:i|you)|could you|tell me)\b|\b(?:apa (?:aja|saja|ya|sih)|gimana|gmn|bagaimana|berapa|brp|di ?mana|(?:mau|pengen|boleh|ingin) (?:tanya|nanya|tau|tahu)|ada (?:gak|nggak|ga|ngga)|(?:jelaskan|jelasin|info(?:rmasi)?|ceritakan)|wondering|want to know|tell me about)\b/

export const isQuestion = (text: string): boolean => QUESTION.test(plain(text))

/** "[image]", "[voice note]" and their like: something came that cannot be read. */
export const noteOf = (message: string): string | null => /^\s*\[([^\]]+)\]\s*$/.exec(message)?.[1] ?? null
