import { createHash } from 'node:crypto'
import { QUESTION_KINDS } from '#schema/ari-parts.ts'
import { MODEL_OUTPUT_JSON_SCHEMA } from '#schema/model-output.ts'
import { systemPrompt, type PromptInput } from './prompt.ts'
import { complaintOf } from './wire.ts'

// Each way that the prompt's own words can go. A new one needs its sample here.
const WAYS: PromptInput[] = (['id', 'en'] as const).flatMap((language) =>
  [true, false].map((isFull) => ({
    botName: 'B',
    businessName: 'N',
    language,
    followsCustomer: isFull,
    tone: isFull ? 't' : '',
    greeting: isFull ? 'g' : '',
    refusal: 'r',
    mostCharacters: 300,
    questions: QUESTION_KINDS.map((kind) => ({ key: 'q', kind, about: 'a' })),
    phone: isFull ? 'p' : null,
    email: isFull ? 'e' : null,
    knowledge: isFull ? [{ id: 'k', kind: 'faq', language: 'id', title: 't', content: 'c' }] : [],
    stage: 's',
    goal: isFull ? 'g' : '',
    firstName: isFull ? 'F' : null,
    known: isFull ? { name: 'F', phone: '0812345678' } : {},
    openQuestions: [{ key: 'q', about: 'a', required: isFull }],
    declined: isFull ? ['d'] : [],
    slots: isFull ? [{ id: 'i', label: 'l' }] : [],
    booking: isFull ? 'b' : null,
    handedBack: isFull,
    guidance: isFull ? { kind: language === 'id' ? 'hint' : 'fact', body: 'h', rejected: 'r' } : null,
    now: 'n',
  })),
)

/** Names the words that made a draft. Made from them, so that nobody can change one and forget the other. */
export const PROMPT_VERSION = createHash('sha256')
  .update(JSON.stringify([WAYS.map(systemPrompt), complaintOf({ complaint: 'c' }), MODEL_OUTPUT_JSON_SCHEMA]))
  .digest('hex')
  .slice(0, 12)
