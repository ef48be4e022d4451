import { reason } from './reasons.ts'
import { unmasked, wordsOf } from './text.ts'

const INNER = [
  /\b(?:system ?(?:prompt|message)|prompt(?:-?nya)?|(?:ai )?language model|large language model|model bahasa|gpt|chatgpt|openai|x\.?ai|grok|claude|gemini|ollama|sea-?lion|api key)\b/u,
  /\b(?:instruksi|aturan|larangan|perintah|rules?|instructions?|guidelines?|directives?) (?:saya|sistem|internal|rahasia|yang diberikan|of mine)\b|\b(?:my|secret|hidden|confidential|internal|system) (?:rules?|instructions?|guidelines?|directives?)\b/u,
  /\b(?:saya|i)(?: am| was|'m)? (?:diprogram|diinstruksikan|diperintah\w*|dilarang|programmed|instructed|trained|told not|forbidden|not allowed)\b|\bi (?:may|must) (?:not |never )?(?:promise|write|speak|talk|say|mention)\b/u,
  /\b(?:confidence|citations?|escalate|intent is|lead score|skor lead|stage is|open questions|retrieved|tokens?|temperature|\(required\)|\(optional\))\b|\((?:required|optional)\)/u,
  /\[[ks]:|\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b|\b(?:xai|sk|re|gsk)-[a-z0-9]{6,}/u,
  /\b(?:course_level|english_level|start_date|english_certificate|course_info|application_process|contact_info|admission_decision)\b/u,
  /\benglish level \(|\bdebug\b|\broot\b.*\bdrwx|\bsecrets\.env\b/u,
]
const RUN = 6

/**
 * Whether the reply gives away how the bot is instructed. `instructions` is the prompt without what customers may be
 * told: six of its words in a row are no chance.
 */
export function leakIn(reply: string, instructions: string): string | null {
  const text = unmasked(reply)
  if (INNER.some((pattern) => pattern.test(text))) return reason('tells_instructions')
  const secret = runsIn(instructions)
  return runsOf(reply).some((run) => secret.has(run)) ? reason('repeats_instructions') : null
}

function runsOf(text: string): string[] {
  const words = wordsOf(text.toLowerCase())
  return words.slice(RUN - 1).map((_, index) => words.slice(index, index + RUN).join(' '))
}

/** A workspace's instructions are the same from reply to reply. */
function runsIn(instructions: string): ReadonlySet<string> {
  if (last.instructions !== instructions) last = { instructions, runs: new Set(runsOf(instructions)) }
  return last.runs
}
let last: { instructions: string; runs: ReadonlySet<string> } = { instructions: '', runs: new Set() }
