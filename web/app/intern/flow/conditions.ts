import type { Condition, Intent } from '#schema/ari-parts.ts'
import type { Stage } from '#schema/conversation.ts'
import type { Flow } from './edits.ts'

type Kind = Condition['is']

// A record, so that one that is added cannot be forgotten; the lists themselves would bring zod into the browser.
const KINDS: Record<Kind, true> = {
  required_answered: true,
  answered: true,
  document_ready: true,
  wants_consultation: true,
  score_reached: true,
  intent: true,
  turns: true,
  booked: true,
  no_slot: true,
  always: true,
}

/** Whether a rule may go by it: what goes to people, changes a booking, or ends ARI's messages comes to no rule. */
const INTENTS: Record<Intent, boolean> = {
  greeting: true,
  answer: true,
  course_info: true,
  application_process: true,
  booking: true,
  reschedule: false,
  cancel_booking: false,
  contact_info: true,
  other: true,
  pricing: false,
  refund: false,
  scholarship: false,
  admission_decision: false,
  human: false,
  complaint: false,
  stop: false,
}

const namesOf = <Name extends string>(names: Record<Name, unknown>) => Object.keys(names) as Name[]

export const OFFERED_INTENTS: readonly Intent[] = namesOf(INTENTS).filter((intent) => INTENTS[intent])

/** The kinds of condition that a rule can have here: those about a question where there is one to ask about. */
export function kindsFor({ questions }: Flow, own: Kind): Kind[] {
  const hasDocument = questions.some(({ kind }) => kind === 'document')
  return namesOf(KINDS).filter((is) => {
    if (is === own) return true
    if (is === 'document_ready') return hasDocument
    return is !== 'answered' || questions.length > 0
  })
}

/** A condition of a kind, to begin with: about a question of the stage where it asks one. */
export function conditionOf(is: Kind, { questions, stages }: Flow, stage: Stage): Condition {
  const first = (isMeant: (key: string) => boolean) => stages[stage].questions.find(isMeant)
  switch (is) {
    case 'answered':
      return { is, question: first(() => true) ?? questions[0]?.key ?? '' }
    case 'document_ready': {
      const documents = questions.filter(({ kind }) => kind === 'document').map(({ key }) => key)
      return { is, question: first((key) => documents.includes(key)) ?? documents[0] ?? '' }
    }
    case 'intent':
      return { is, intent: 'booking' }
    case 'turns':
      return { is, count: 10 }
    default:
      return { is }
  }
}
