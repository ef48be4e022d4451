import type { Understood } from './facts.ts'
import type { OpenQuestion, Scene } from './prompt.ts'
import { askFor, say, type Addressee } from './wording.ts'

const OFFER: OpenQuestion = { key: 'consultation', label: 'konsultasi / consultation', required: false }

/** The one question that a reply ends with: the first open one, then the offer of a consultation, then the rest. */
export function nextQuestion(scene: Scene, understood: Understood, to: Addressee, asked: string | null): string {
  if (scene.stage === 'done') return say('closing', to)
  const { facts, declined } = understood
  const open = scene.open.filter(({ key }) => facts[key] === undefined && !declined.includes(key))
  const required = open.filter((question) => question.required)
  const fresh = required.find(({ key }) => !scene.declined.includes(key))
  if (fresh !== undefined) return askFor(fresh, to, false)
  const refusedOnce = required[0]
  if (refusedOnce !== undefined) return askFor(refusedOnce, to, true)

  const wish = facts['consultation'] ?? scene.known['consultation']
  if (wish === 'yes' || scene.stage === 'booking') return say(scene.slots.length > 0 ? 'whichTime' : 'chooseTime', to)
  // An offer that got no plain answer rests while there is something else to ask.
  const rest = open.find(({ key, required: must }) => !must && key !== 'consultation' && !scene.declined.includes(key))
  const offered = wish !== undefined || asked === 'consultation' || scene.declined.includes('consultation')
  if (!offered) return askFor(OFFER, to, false)
  if (rest !== undefined) return askFor(rest, to, false)
  return wish === 'no' || scene.declined.includes('consultation') ? say('closing', to) : askFor(OFFER, to, false)
}
