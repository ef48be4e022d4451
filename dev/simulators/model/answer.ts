import { askedQuestion } from './asked.ts'
import { isNo, isQuestion, isYes, noteOf } from './answers.ts'
import { understand, type Understood } from './facts.ts'
import {
  asksForTimes,
  asksWhoIsThere,
  isCourtesy,
  isGreeting,
  isOffSubject,
  isThanks,
  noSlotSuits,
  personsMatter,
  wantsConsultation,
  wantsRebooking,
  wantsStop,
  wantsToCancel,
  WHY_A_PERSON,
  type Intent,
  type PersonsMatter,
} from './intents.ts'
import { asksForContact, lookUp, quote, type Found } from './knowledge.ts'
import { isSpeech, languageOf, plain } from './language.ts'
import { answerLanguage, type Scene, type Slot } from './prompt.ts'
import { nextQuestion } from './next-question.ts'
import { slotWish, timeOf } from './slots.ts'
import { introduction, say, type Addressee } from './wording.ts'

/** What the product asks the model to answer with. */
export type StructuredAnswer = {
  reply: string
  confidence: number
  intent: Intent
  facts: Record<string, string>
  declined: string[]
  citations: string[]
  slot: string | null
  escalate: string | null
}

const LIMIT = 300

/** A model that does as it is told: nothing in its answer gives it away but the words. */
export const obeying = ({ knowledge }: Scene, reply: string): StructuredAnswer => ({
  reply,
  confidence: 0.99,
  intent: 'answer',
  facts: {},
  declined: [],
  citations: knowledge.map(({ id }) => id),
  slot: null,
  escalate: null,
})

/** Plays ARI: the same prompt gets the same answer, always. */
export function answer(scene: Scene): StructuredAnswer {
  const language = answerLanguage(scene)
  const asked = askedQuestion(scene)
  const said = scene.burst.filter((message) => noteOf(message) === null).join('\n')
  const understood = understand(scene, asked, language)
  const to = { language, first: firstName(understood.facts['name'] ?? scene.known['name'] ?? scene.customer) }
  const turn: Turn = { scene, asked, said, understood, to }
  const drafted = stopping(turn) ?? referring(turn) ?? booking(turn) ?? informing(turn) ?? goingOn(turn)
  return {
    confidence: 0.95,
    citations: [],
    slot: null,
    escalate: null,
    facts: understood.facts,
    declined: understood.declined,
    ...drafted,
  }
}

type Turn = { scene: Scene; asked: string | null; said: string; understood: Understood; to: Addressee }
type Draft = Pick<StructuredAnswer, 'reply' | 'intent'> & Partial<StructuredAnswer>

const firstName = (name: string): string => {
  const first = name.split(/\s+/).find((word) => !/^(?:kak|pak|bu|mr|mrs|ms)\.?$/i.test(word)) ?? ''
  return /^\p{L}[\p{L}'.-]*$/u.test(first) ? first : ''
}

function stopping({ scene, to }: Turn): Draft | null {
  return scene.burst.some(wantsStop) ? { intent: 'stop', reply: say('stopped', to) } : null
}

function referring({ scene, asked, to }: Turn): Draft | null {
  const matter = personsMatter(scene, asked)
  if (matter === null) return null
  return { intent: matter, reply: say(referral(matter), to), escalate: WHY_A_PERSON[matter] }
}

function referral(matter: PersonsMatter): 'complaint' | 'toPerson' | 'toConsultant' {
  if (matter === 'complaint') return 'complaint'
  return matter === 'human' ? 'toPerson' : 'toConsultant'
}

function booking(turn: Turn): Draft | null {
  const { scene, asked, said, understood, to } = turn
  const atIt =
    asked === 'slot' || asked === 'consultation' || scene.stage === 'booking' || scene.known['consultation'] === 'yes'
  if (wantsRebooking(said, scene.stage) && scene.booked !== '') return rebooking(turn)
  if (wantsRebooking(said, scene.stage))
    return { intent: 'booking', reply: say('rebook', to), escalate: 'The customer wants to change a booking.' }
  if (scene.stage === 'done' && (scene.booked !== '' || !wantsConsultation(said))) return null
  const facts = { ...understood.facts, consultation: 'yes' }
  if (scene.slots.length > 0 && (atIt || wantsConsultation(said))) {
    if (noSlotSuits(said))
      return { intent: 'booking', reply: say('noTimeSuits', to), escalate: 'No consultation time suits the customer.' }
    const wish =
      isQuestion(said) && asksForTimes(said, atIt) ? null : slotWish(said.replaceAll('\n', ' '), scene.slots, scene.now)
    if (wish?.kind === 'chosen' && asksIfThereIs(said))
      return { intent: 'booking', reply: listing('timesAre', [wish.slot], to) }
    if (wish?.kind === 'chosen') return { intent: 'booking', reply: say('slotTaken', to), facts, slot: wish.slot.id }
    if (wish?.kind === 'several') return { intent: 'booking', reply: listing('timesAre', wish.slots, to), facts }
    if (wish?.kind === 'unavailable') return { intent: 'booking', reply: listing('notListed', scene.slots, to), facts }
  }
  if (asksForTimes(said, atIt) && scene.slots.length > 0)
    return { intent: 'booking', reply: listing('timesAre', scene.slots, to) }
  const accepts = understood.facts['consultation'] === 'yes' || (asked === 'slot' && isYes(said) && !isQuestion(said))
  if (accepts || wantsConsultation(said)) {
    return { intent: 'booking', reply: say('chooseTime', to), facts }
  }
  return null
}

/** A change of what is booked: the product asks back, or offers times. */
function rebooking({ scene, said, to }: Turn): Draft {
  if (wantsToCancel(said)) return { intent: 'cancel_booking', reply: say('cancelIt', to) }
  const wish = slotWish(said.replaceAll('\n', ' '), scene.slots, scene.now)
  return { intent: 'reschedule', reply: say('moveIt', to), slot: wish?.kind === 'chosen' ? wish.slot.id : null }
}

/** "Is there anything on Wednesday?" asks for times and takes none yet. */
const asksIfThereIs = (said: string): boolean =>
  isQuestion(said) && /\b(?:ada|do you have|is there|are there|anything|any)\b/.test(plain(said))

function listing(opening: 'timesAre' | 'notListed', slots: Slot[], to: Addressee): string {
  const times = slots.slice(0, 3).map((slot) => `- ${timeOf(slot)}`)
  return [say(opening, to), ...times, say('whichTime', to)].join('\n')
}

const OUTSIDE = 'The message is outside the known subjects.'

function informing(turn: Turn): Draft | null {
  if (asksWhoIsThere(turn.said)) return introducing(turn)
  if (isOffSubject(turn.said))
    return { intent: 'other', confidence: 0.5, reply: say('outside', turn.to), escalate: OUTSIDE }
  const found = lookUp(turn.scene, turn.to.language)
  if (found.length === 0) return null
  const answered = found.filter(({ entry }) => entry !== null)
  const missing = found.length > answered.length
  if (answered.length === 0) {
    const contact = ownContact(turn)
    if (contact !== '') return { intent: 'contact_info', reply: fitted([opener(turn), contact]) }
    return {
      intent: intentOf(found[0], turn),
      confidence: 0.5,
      reply: say('outside', turn.to),
      escalate: 'The knowledge does not answer this.',
    }
  }
  // What stands in the other language only is quoted alone: half a reply in each would help nobody.
  const foreign = answered.some(({ entry }) => entry?.language !== turn.to.language)
  const next = missing || foreign ? '' : nextQuestion(turn.scene, turn.understood, turn.to, turn.asked)
  const opening = foreign ? '' : opener(turn)
  const kept = opening.length + next.length + 2
  const room = Math.floor((LIMIT - kept) / answered.length) - 1
  const quotes = answered.map((one) => quote(one, room)).filter((text) => text !== '')
  return {
    intent: intentOf(answered[0], turn),
    reply: fitted([opening, ...quotes, next]),
    citations: answered.flatMap(({ entry }) => (entry === null ? [] : [entry.id])),
    escalate: missing ? 'The knowledge answers only a part of this.' : null,
  }
}

/** The company's own phone and email stand in the persona, for where no entry of the knowledge has them. */
function ownContact({ scene, said, to }: Turn): string {
  const { phone, email } = scene.persona
  const words = plain(said)
  const told = [
    phone !== '' &&
      /\b(?:telepon|telpon|telp|phone|hotline|nomor|kontak|contact)/.test(words) &&
      say('phone', to) + phone,
    email !== '' && /\b(?:e-?mail|kontak|contact)/.test(words) && say('email', to) + email,
  ].filter((part) => part !== false)
  return told.length === 0 ? '' : `${told.join(', ')}.`
}

function introducing({ scene, understood, to, asked }: Turn): Draft {
  const opening = introduction(scene.persona.name, scene.persona.business, to.language)
  return { intent: 'greeting', reply: fitted([opening, say('myself', to), nextQuestion(scene, understood, to, asked)]) }
}

function intentOf(found: Found | undefined, { said }: Turn): Intent {
  const kind = found?.entry?.kind
  if (kind === 'contact' || (kind === undefined && asksForContact(said))) return 'contact_info'
  const words = plain(`${found?.question ?? ''} ${found?.entry?.title ?? ''}`)
  if (kind === 'course' || (kind === 'faq' && ABOUT_COURSES.test(plain(found?.entry?.title ?? ''))))
    return 'course_info'
  if (/konsul|consult/.test(words) && kind !== undefined) return 'booking'
  if (kind !== undefined || /daftar|apply|application|syarat|require|dokumen|document|proses|process|visa/.test(words))
    return 'application_process'
  return /jurusan|kampus|kuliah|course|program|universit|major/.test(words) ? 'course_info' : 'other'
}

const ABOUT_COURSES = /\b(?:jurusan|kampus di|kuliah di|courses?|universities in|studying in|intakes?)\b/

/** The first words of a first reply, or nothing: an answer in the middle of a talk needs no greeting. */
function opener({ scene, to, understood }: Turn): string {
  if (scene.history.some(({ role }) => role === 'assistant'))
    return understood.facts['name'] === undefined ? '' : say('welcome', to)
  return introduction(scene.persona.name, scene.persona.business, to.language)
}

function goingOn(turn: Turn): Draft {
  const { scene, said, understood, to } = turn
  // Every reply here opens with the name, so the question leaves it out.
  const next = nextQuestion(scene, understood, { ...to, first: '' }, turn.asked)
  const told = Object.keys(understood.facts).length > 0
  if (!scene.history.some(({ role }) => role === 'assistant')) return greeting(turn, next)
  if (understood.declined.length > 0) return { intent: 'answer', reply: fitted([say('respected', to), next]) }
  if (told) return { intent: 'answer', reply: fitted([acknowledgement(turn), next]) }
  const note = scene.burst.map(noteOf).findLast((kind) => kind !== null)
  if (said.trim() === '' && typeof note === 'string') return received(note, next, to)
  if (isThanks(said)) return { intent: 'answer', reply: fitted([say('welcomeThanks', to), next]) }
  if (isGreeting(said)) return { intent: 'greeting', reply: fitted([say('hello', to), next]) }
  if (isCourtesy(said) || isYes(said) || isNo(said))
    return { intent: 'answer', confidence: 0.9, reply: fitted([say('heard', to), next]) }
  if (isQuestion(said))
    return {
      intent: 'other',
      confidence: 0.5,
      reply: say('outside', to),
      escalate: OUTSIDE,
    }
  if (!isSpeech(said)) return { intent: 'other', confidence: 0.5, reply: say('unclear', to) }
  return { intent: 'answer', confidence: 0.9, reply: fitted([say('heard', to), next]) }
}

function greeting({ scene, said, understood, to }: Turn, next: string): Draft {
  const { greeting: persona, name, business } = scene.persona
  const fits = persona !== '' && (languageOf(persona) ?? to.language) === to.language && persona.length <= 220
  const opening = fits ? persona : introduction(name, business, to.language)
  // A greeting that asks something already leaves no room for a second question.
  const asks = opening.includes('?') && understood.facts['name'] === undefined
  const told = Object.keys(understood.facts).length > 0
  const noise = said !== '' && !told && !isGreeting(said) && !isSpeech(said) && !isCourtesy(said)
  const reply = fitted([opening, told ? acknowledgement({ understood, to }) : '', asks ? '' : next])
  return { intent: noise ? 'other' : told ? 'answer' : 'greeting', confidence: noise ? 0.5 : 0.95, reply }
}

function acknowledgement({ understood, to }: Pick<Turn, 'understood' | 'to'>): string {
  const { facts } = understood
  if (facts['name'] !== undefined) return say('welcome', to)
  if (facts['consultation'] === 'no') return say('notYet', to)
  const missing = Object.values(facts).every((value) => /^(?:no|belum|none|undecided)/.test(value))
  return say(missing ? 'notYet' : 'noted', to)
}

function received(note: string, next: string, to: Addressee): Draft {
  const kind = plain(note)
  if (/voice|audio|suara/.test(kind)) return { intent: 'answer', confidence: 0.9, reply: say('voice', to) }
  const opening = /sticker|stiker|reaction/.test(kind) ? say('heard', to) : say('file', to)
  return { intent: 'answer', confidence: 0.9, reply: fitted([opening, next]) }
}

/** Joined within the limit: what comes first goes first, what comes last is the question and stays. */
function fitted(parts: string[]): string {
  const kept = parts.filter((part) => part !== '')
  while (kept.join(' ').length > LIMIT && kept.length > 1) kept.shift()
  return kept.join(' ').slice(0, LIMIT)
}
