import { isQuestion, noteOf } from './answers.ts'
import { conceptsOf, countriesIn, fieldsIn } from './concepts.ts'
import { plain, sentencesOf, type Language } from './language.ts'
import type { Entry, Scene } from './prompt.ts'

export type Found = { question: string; entry: Entry | null }

/** What the checks would stop anywhere in a reply, so it is never quoted either. */
const UNSAYABLE =
  /\b(?:i think|probably|maybe|i'm not sure|i believe|i assume|likely|might|mungkin|sepertinya|kayaknya|kelihatannya|barangkali|kira-kira|bisa jadi)\b|\brp\b|\bidr\b|\b(?:aud|gbp|usd|sgd|eur)\b|[$€£]|\b(?:gratis|free|diskon|discount|biaya|harga|fee|fees|price|cost|beasiswa|scholarship|refund|guarantee\w*|dijamin)\b/i

/** Each question of the burst that is about something, with the entry that answers it, if one does. */
export function lookUp(scene: Scene, language: Language): Found[] {
  const found: Found[] = []
  const wished = conceptsOf(`${scene.known['destination'] ?? ''} ${scene.known['course_level'] ?? ''}`)
  let entries: Read[] | null = null
  const sentences = scene.burst.filter((text) => noteOf(text) === null).flatMap(sentencesOf)
  for (const [place, question] of sentences.entries()) {
    if (!isQuestion(question)) continue
    const before = sentences.slice(0, place).filter((sentence) => !isQuestion(sentence))
    const topic = topicOf(question, before.join(' '), scene)
    if (topic.size === 0) continue
    entries ??= scene.knowledge.filter((entry) => quotable(entry) !== '').map(read)
    const inLanguage = entries.filter(({ entry }) => entry.language === language)
    const entry = bestEntry(question, topic, inLanguage, wished) ?? bestEntry(question, topic, entries, wished)
    if (entry === null || !found.some((other) => other.entry?.id === entry.id)) found.push({ question, entry })
  }
  return found
}

/**
 * "Kalau dokumennya?" stands on what was said before: a thin question borrows the subject of the sentences in front of
 * it, or of the question before.
 */
function topicOf(question: string, before: string, scene: Scene): Set<string> {
  const own = conceptsOf(question)
  if (own.size > 1) return own
  const near = conceptsOf(before)
  if (own.size > 0 && near.size > 0) return new Set([...own, ...near])
  const earlier = scene.history.findLast(({ role, content }) => role === 'user' && isQuestion(content))
  const pointsBack = /\b(?:itu|tadi|tersebut|it|that|this|they|there)\b|nya\b/.test(plain(question))
  return earlier !== undefined && pointsBack ? new Set([...own, ...conceptsOf(earlier.content)]) : own
}

type Read = { entry: Entry; title: Set<string>; all: Set<string>; countries: string[] }

const read = (entry: Entry): Read => {
  const text = `${entry.title} ${entry.content}`
  return { entry, title: conceptsOf(entry.title), all: conceptsOf(text), countries: countriesIn(text) }
}

function bestEntry(question: string, topic: Set<string>, entries: Read[], wished: Set<string>): Entry | null {
  const places = countriesIn(question)
  let best: { entry: Entry; score: number } | null = null
  for (const { entry, title, all, countries } of entries) {
    const elsewhere = places.length > 0 && !places.some((place) => countries.includes(place))
    if (elsewhere && (countries.length > 0 || entry.kind === 'course' || fieldsIn(topic).length > 0)) continue
    if (fieldsIn(topic).some((field) => !all.has(field))) continue
    const matched = [...topic].filter((concept) => all.has(concept))
    if (matched.length === 0 || matched.length * 5 < topic.size * 2) continue
    if (matched.length < 2 && !matched.some((concept) => title.has(concept))) continue
    // An entry on one course is a poor answer to a question about a country's courses.
    let score = fieldsIn(title).some((field) => !topic.has(field) && !wished.has(field)) ? -3 : 0
    for (const concept of matched) score += (title.has(concept) ? 2 : 1) * rarity(concept, entries)
    if (places.length === 0) score += [...wished].filter((concept) => all.has(concept)).length * 0.7
    if (entry.kind === 'contact' && asksForContact(question)) score += 3
    if (score >= 2 && (best === null || score > best.score)) best = { entry, score }
  }
  return best?.entry ?? null
}

const rarity = (concept: string, entries: Read[]): number =>
  1 + Math.log((entries.length + 1) / (entries.filter(({ all }) => all.has(concept)).length + 1))

export const asksForContact = (question: string): boolean =>
  /\b(?:alamat|lokasi|kantor|address|office|telepon|telpon|telp|phone|hotline|e-?mail|instagram|jam (?:buka|operasional|kerja)|buka|tutup|opening hours?|open on|located|nomor (?:wa|whatsapp|kantor|kalian|kontak)|kontak|contact)/.test(
    plain(question),
  )

const quotable = (entry: Entry): string =>
  sentencesOf(entry.content)
    .filter((sentence) => !UNSAYABLE.test(sentence))
    .join(' ')

/** The sentences of an entry that say most about the question, word for word, within so many characters. */
export function quote(found: Found, room: number): string {
  if (found.entry === null) return ''
  const topic = conceptsOf(found.question)
  const sentences = sentencesOf(quotable(found.entry)).map((text, place) => ({
    text,
    place,
    weight: [...conceptsOf(text)].filter((concept) => topic.has(concept)).length,
  }))
  const chosen: typeof sentences = []
  let left = room
  for (const sentence of sentences.toSorted((a, b) => b.weight - a.weight || a.place - b.place)) {
    if (sentence.text.length + 1 > left) continue
    chosen.push(sentence)
    left -= sentence.text.length + 1
  }
  if (chosen.length > 0)
    return chosen
      .toSorted((a, b) => a.place - b.place)
      .map(({ text }) => text)
      .join(' ')
  return shortened(sentences[0]?.text ?? '', room)
}

function shortened(sentence: string, room: number): string {
  const cut = sentence.slice(0, Math.max(0, room - 1))
  const end = Math.max(cut.lastIndexOf(', '), cut.lastIndexOf('; '), cut.lastIndexOf(': '))
  return end > 20 ? `${cut.slice(0, end)}.` : ''
}
