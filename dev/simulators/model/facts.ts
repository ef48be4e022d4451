import { askedQuestion, isCustom } from './asked.ts'
import { isNo, isQuestion, isRefusal, isUndecided, isYes, noteOf } from './answers.ts'
import { DOCUMENTS, documentsIn } from './documents.ts'
import { isSpeech, plain, type Language } from './language.ts'
import { cityIn, emailIn, fundingIn, nameIn } from './person.ts'
import type { Scene } from './prompt.ts'
import { courseLevelIn, destinationIn, englishLevelIn, startDateIn } from './studies.ts'

export type Understood = { facts: Record<string, string>; declined: string[] }

const CHANGE = /\b(?:ganti|jadinya|berubah|ubah|ralat|eh|instead|change|changed|actually|switch|koreksi)\b/
const CHOICES = ['destination', 'course_level', 'start_date', 'funding', 'city']

/** What the burst reveals, by question key, and which question it refuses. */
export function understand(scene: Scene, asked: string | null, language: Language): Understood {
  const facts: Record<string, string> = {}
  const spoken = scene.burst.filter((message) => noteOf(message) === null)
  for (const message of spoken) {
    const heard = factsOf(message, asked, language, scene)
    // Of a burst ("Nadia", "anaknya Bu Rina") the first name is the customer's; of all else the last word counts.
    Object.assign(facts, heard, facts['name'] === undefined ? {} : { name: facts['name'] })
  }
  const said = spoken.join('\n')
  const refuses =
    asked !== null &&
    asked !== 'slot' &&
    asked !== 'consultation' &&
    facts[asked] === undefined &&
    isRefusal(said) &&
    !isQuestion(said)
  if (asked !== null && facts[asked] === undefined && said !== '' && !refuses)
    Object.assign(facts, vagueAnswer(asked, said, language, scene))
  return { facts, declined: refuses ? [asked] : [] }
}

function factsOf(text: string, asked: string | null, language: Language, scene: Scene): Record<string, string> {
  const choosing = asked === 'slot' || (asked === 'consultation' && scene.slots.length > 0)
  const candidates: Record<string, string | null> = {
    name:
      scene.known['name'] === undefined || /\bnama|\bmy name|call me|panggil/.test(plain(text))
        ? nameIn(text, asked === 'name')
        : null,
    destination: asked === 'city' ? null : destinationIn(text),
    course_level: courseLevelIn(text, language),
    english_level: englishLevelIn(text, asked === 'english_level', language),
    start_date: choosing ? null : startDateIn(text, asked === 'start_date', language, scene.now),
    funding: fundingIn(text, asked === 'funding', language),
    city: cityIn(text, asked === 'city'),
    email: emailIn(text),
    ...documentsIn(text, asked),
  }
  const kept = Object.entries(candidates).filter((entry): entry is [string, string] => {
    const [key, value] = entry
    return value !== null && mayReplace(key, text, asked, scene)
  })
  return Object.fromEntries(kept)
}

/** A country in a question is no change of mind: what is known changes only when the customer says so. */
function mayReplace(key: string, text: string, asked: string | null, scene: Scene): boolean {
  if (!CHOICES.includes(key) || scene.known[key] === undefined || asked === key) return true
  return CHANGE.test(plain(text)) && !isQuestion(text)
}

function vagueAnswer(asked: string, said: string, language: Language, scene: Scene): Record<string, string> {
  if (asked === 'consultation') {
    if (isQuestion(said) && !isYes(said)) return {}
    if (/\b(?:nanti|belum|later|not now|pikir|think about)\b/.test(plain(said)) || isNo(said))
      return { consultation: 'no' }
    return isYes(said) ? { consultation: 'yes' } : {}
  }
  if (
    isUndecided(said) &&
    !DOCUMENTS.some(([key]) => key === asked) &&
    asked !== 'name' &&
    asked !== 'email' &&
    asked !== 'slot'
  ) {
    return { [asked]: language === 'id' ? 'belum ditentukan' : 'undecided' }
  }
  if (isQuestion(said) || said.length > 120) return {}
  const custom = scene.open.some((question) => question.key === asked && isCustom(question))
  // Asked twice and answered twice in words that fit no pattern: the words are the answer, a third time would annoy.
  const twice = FREE.includes(asked) && isSpeech(said) && !isYes(said) && askedBefore(scene) === asked
  return custom || twice ? { [asked]: said.replace(/\s+/g, ' ').trim() } : {}
}

const FREE = ['destination', 'course_level', 'english_level', 'start_date', 'funding', 'city']

const askedBefore = (scene: Scene): string | null =>
  askedQuestion({
    ...scene,
    history: scene.history.slice(
      0,
      scene.history.findLastIndex(({ role }) => role === 'assistant'),
    ),
  })
