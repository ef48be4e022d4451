import { OPENING } from '#domain/conversation/step.ts'
import { DEFAULT_CONFIG } from '#schema/ari-config.ts'
import { scoreLead } from '#domain/lead/score.ts'
import {
  STAGES,
  type ConversationState,
  type HandoffReason,
  type LeadKnowledge,
  type Stage,
} from '#schema/conversation.ts'
import type { DemoContact } from '../demo/contacts.ts'
import type { ThreadMessage } from './thread.ts'

const REASONS: Record<NonNullable<DemoContact['handoff']>, HandoffReason> = {
  pricing: 'refused_subject',
  complaint: 'complaint',
  hot_lead: 'hot_lead',
  human: 'asked_for_person',
}

const DOCUMENTS = ['passport', 'transcript', 'cv', 'english_certificate']

/** What the conversation would remember, had it been held by the product. */
export function stateOf(contact: DemoContact, thread: ThreadMessage[], userId: string | null): ConversationState {
  const lead = leadOf(contact)
  const { parts, total } = scoreLead(lead, DEFAULT_CONFIG.scoring)
  const replies = thread.filter(({ author }) => author === 'bot')
  const { floor: holder, handoff } = contact
  return {
    ...OPENING,
    stage: contact.stage,
    floor: {
      holder,
      userId: holder === 'person' ? userId : null,
      epoch: holder === 'bot' ? 0 : 1,
      reason: handoff === undefined ? (holder === 'person' ? 'taken_over' : null) : REASONS[handoff],
    },
    lead,
    score: total,
    scoreParts: parts,
    turn: replies.length,
    lastReplyAtMs: replies.at(-1)?.sentAt.getTime() ?? null,
  }
}

/** The stages that were entered on the way. */
export function stagesPassed(stage: Stage): Stage[] {
  return STAGES.slice(1, STAGES.indexOf(stage) + 1)
}

function leadOf({ facts, declined = [], engagement }: DemoContact): LeadKnowledge {
  const documents: LeadKnowledge['documents'] = {}
  for (const key of DOCUMENTS) {
    const told = facts[key]
    if (told !== undefined) documents[key] = told === 'yes' || told === 'in_progress' ? told : 'no'
  }
  return {
    answered: Object.keys(facts).sort(),
    declined: Object.fromEntries(declined.map((key) => [key, 1])),
    documents,
    wantsConsultation: facts['consultation'] === 'yes',
    hasPhone: true,
    repliedWithinDay: engagement.repliedWithin24Hours,
  }
}
