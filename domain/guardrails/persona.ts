import { reason } from './reasons.ts'
import { normalise, unmasked } from './text.ts'

const ROLE =
  '(?:manusia|human|person|orang asli|manajer|manager|direktur|director|ceo|pemilik|owner|dokter|doctor|pengacara|lawyer|konsultan|consultant|petugas|officer|admin|dosen|polisi|police|pacar\\p{L}*|penasihat|advis[eo]r|bagian keuangan|finance team|pirate|kalkulator|calculator|terminal|dan|economist|grandma|nenek)'
const I_AM = "(?:saya|aku|gue|gw|i am|i'm|im|sebagai|as (?:the|a|an|your)|speaking as|this is)"

const SOMEBODY_ELSE = [
  new RegExp(`\\b${I_AM} (?:adalah |ini |seorang |a |an |the |your |real )*${ROLE}\\b`, 'u'),
  /\bbukan (?:bot|robot|mesin)\b|\bnot a (?:ro)?bot\b/u,
  /\b(?:developer mode|mode pengembang|jailbreak\w*|tanpa aturan|no rules|without (?:any )?rules|unrestricted|unfiltered|uncensored|evil twin|opposite day|ask me anything you like|perintah (?:kakak|anda|kamu)|your (?:command|order)s?|i obey|menyerah|selaku)\b/u,
  /\b(?:sayang kamu|cintaku|i love you|love you|peluk|cium|mimpi indah|sweet dreams|proud of you|my child|it is your (?:father|mother)|at your service|hacked|budak|my dear|darling|ahoy|matey|yer)\b/u,
  /\bdengan ini kami\b|\b(?:decree|hereby)\b/u,
]
const LABEL =
  /^\s*(?:\[[a-z ]+\]|(?:system|assistant|user|customer|pelanggan|admin|konsultan|colleague|tool|developer)\s*:)/imu
const GIVEN =
  /\b(\p{Lu}[\p{L}\p{N}]*)(?: here\b| speaking\b| di sini\b| with you\b)|\b(?:[Pp]anggil|[Ss]ebut) (?:saja )?(?:saya|aku) (\p{Lu}[\p{L}\p{N}]*)|\b(?:[Cc]all me|[Tt]his is) (\p{Lu}[\p{L}\p{N}]*)/gu
const NAMED =
  /(?:\b(?:[Ss]aya|[Aa]ku|[Gg]ue|I am|I['’]m|[Mm]y name is|[Nn]ama saya|[Nn]amaku|[Pp]erkenalkan,? saya)(?: adalah| ini)?) (\p{Lu}[\p{L}\p{N}]*)/gu

/** Has a capital and is nobody: "saya asisten WhatsApp di sini". */
const NOBODY = ['whatsapp']

/** Whether the reply speaks as somebody other than the bot. `own`: its name, and words that stand for the business. */
export function foreignVoice(reply: string, own: readonly string[]): string | null {
  if (LABEL.test(reply)) return reason('labelled')
  const text = unmasked(reply)
  if (SOMEBODY_ELSE.some((pattern) => pattern.test(text))) return reason('somebody_else')
  const mine = new Set([...NOBODY, ...own].flatMap((words) => words.toLowerCase().split(/[^\p{L}\p{N}]+/u)))
  const said = normalise(reply)
  for (const [, ...names] of [...said.matchAll(NAMED), ...said.matchAll(GIVEN)])
    if (names.filter(Boolean).some((name) => !mine.has(name.toLowerCase()))) return reason('somebody_else')
  return null
}
