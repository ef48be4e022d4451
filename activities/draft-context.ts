import type { PromptInput } from '#clients/ai/prompt.ts'
import type { Question as ModelQuestion } from '#clients/ai/model.ts'
import type { KnownFact } from '#db/queries/facts.ts'
import type { Guidance } from '#db/queries/reviews.ts'
import type { FoundKnowledge } from '#db/queries/knowledge.ts'
import type { getTurnContext, TurnMessage } from '#db/queries/turn-context.ts'
import { longTime } from '#domain/booking/times.ts'
import type { Wish } from '#domain/booking/wish.ts'
import { inOrder, openQuestions } from '#domain/conversation/questions.ts'
import { optWordOf, type OptWord } from '#domain/conversation/opt-words.ts'
import { firstNameOf, refusalText } from '#domain/conversation/wording.ts'
import type { AriConfig } from '#schema/ari-config.ts'
import type { Question } from '#schema/ari-parts.ts'
import type { Heard, LeadKnowledge, Stage } from '#schema/conversation.ts'
import type { ModelOutput } from '#schema/model-output.ts'
import type { MessageContent } from '#schema/whatsapp-webhook.ts'
import type { FreeSlot } from './free-times.ts'

/** What a turn begins with: of a conversation, or of a trial, which is none. */
export type TurnBasis = Omit<
  Awaited<ReturnType<typeof getTurnContext>>,
  // Whose it is and how it is sent: of no interest to what is answered.
  | 'contactId'
  | 'mergedInto'
  | 'provider'
  | 'phoneNumberId'
  | 'accessTokenSealed'
  | 'botOn'
  | 'holdSeconds'
  | 'reviewPolicy'
  | 'reviewSettings'
  | 'serviceLevel'
  | 'liveAt'
>

/** All that ARI thinks with. */
export type TurnContext = TurnBasis & {
  asked: TurnMessage[]
  knowledge: FoundKnowledge[]
  /** Null where times are of no interest yet. */
  slots: FreeSlot[] | null
  /** The times that the customer asked for in this burst, if any. */
  wish: Wish | null
  /** The consultation that the customer has ahead. */
  booking: { id: string; startsAt: Date; consultant: string } | null
  /** What a reviewer told ARI of its last try. */
  guidance?: Guidance | undefined
}

const DAY_MS = 24 * 60 * 60 * 1000
const LONGEST_FACT = 200
const HIDDEN_FROM_MODEL = ['email']
/** The wish that a wish to book is one of, whatever else a workspace asks. */
const CONSULTATION = 'consultation'
export const SLOT_ROW_PREFIX = 'slot:'
/** The buttons under the question whether a consultation is really to be cancelled; the booking's id follows. */
export const CANCEL_PREFIX = 'cancel-booking:'
export const KEEP_PREFIX = 'keep-booking:'
/** Of the row or button that asks for a person. */
export const PERSON_CHOICE = 'person'

/** The slot of the last list row that the customer chose, if the burst holds one. */
export function chosenSlot(asked: TurnMessage[]): string | null {
  const ids = asked.map(choiceId).filter((id) => id !== null)
  return ids.findLast((id) => id.startsWith(SLOT_ROW_PREFIX))?.slice(SLOT_ROW_PREFIX.length) ?? null
}

/** What can be told from the words or the button alone: no model is asked. */
export function readPlainly(asked: TurnMessage[]): Heard | null {
  const word = optedBy(asked)
  if (word !== null) return { kind: 'opted', word }
  return asksForPerson(asked) ? { kind: 'asked_for_person' } : null
}

/** The answer to whether a consultation is really to be cancelled, if the burst holds one. */
export function cancelAnswer(asked: TurnMessage[]): { really: boolean; bookingId: string } | null {
  for (const id of asked.map(choiceId).reverse()) {
    if (id?.startsWith(CANCEL_PREFIX)) return { really: true, bookingId: id.slice(CANCEL_PREFIX.length) }
    if (id?.startsWith(KEEP_PREFIX)) return { really: false, bookingId: id.slice(KEEP_PREFIX.length) }
  }
  return null
}

/** What the customer wished of messages unasked, where they wrote of nothing else. */
function optedBy(asked: TurnMessage[]): OptWord | null {
  const words = asked.map(({ body }) => optWordOf(body))
  return words.every((word) => word !== null) ? (words.at(-1) ?? null) : null
}

/** Whether the customer pressed the button that asks for a person. */
function asksForPerson(asked: TurnMessage[]): boolean {
  return asked.some((message) => choiceId(message) === PERSON_CHOICE)
}

/** The conversation as the model sees it: the customer's words are user messages and nothing else. */
export function chatTurns({ messages, asked }: Pick<TurnContext, 'messages' | 'asked'>): ModelQuestion['turns'] {
  // What is to be answered stands last, whatever came in between.
  return [...messages.filter((message) => !asked.includes(message)), ...asked]
    .filter(({ author, kind }) => author !== 'system' && kind !== 'reaction')
    .map(({ direction, author, kind, body }) => ({
      role: direction === 'inbound' ? ('user' as const) : ('assistant' as const),
      content:
        [
          author === 'staff' || author === 'phone' ? COLLEAGUE : '',
          kind === 'text' || kind === 'interactive' || kind === 'button' ? '' : `[${NOTES[kind] ?? kind}]`,
          body,
        ]
          .filter(Boolean)
          .join(' ') || '[empty message]',
    }))
}

/** Stands before what people of the business wrote, so that the model does not take it for its own words. */
const COLLEAGUE = '[colleague]'
const NOTES: Readonly<Record<string, string>> = { audio: 'voice note' }

/** What the model learnt from the answer, cut to questions that exist; a wish to book is a wish for a consultation. */
export function factsOf(
  output: ModelOutput | null,
  { questions }: AriConfig['flow'],
): { values: Record<string, string>; declined: string[] } {
  const values: Record<string, string> = {}
  for (const { key, kind } of questions) {
    const told = output?.facts?.[key]
    if (typeof told !== 'string' && typeof told !== 'number' && typeof told !== 'boolean') continue
    const value = String(told).trim().slice(0, LONGEST_FACT)
    if (value === '') continue
    values[key] = kind === 'text' ? value : yesOrNo(value)
  }
  if (output?.intent === 'booking') values[CONSULTATION] ??= 'yes'
  const declined = (output?.declined ?? []).filter((key) => questions.some((question) => question.key === key))
  return { values, declined: [...new Set(declined)] }
}

/** What is known of the lead, in keys: the form in which it travels through the workflow. */
export function leadFrom(known: KnownFact[], context: TurnContext, lastReplyAtMs: number | null): LeadKnowledge {
  const told = known.filter(({ value }) => value !== null)
  const { questions } = context.config.flow
  const isA = (wanted: Question['kind']) => (one: KnownFact) =>
    questions.some(({ key, kind }) => key === one.key && kind === wanted)
  const firstAskedAtMs = context.asked[0]?.sentAt.getTime() ?? Number.POSITIVE_INFINITY
  return {
    answered: told.map(({ key }) => key).sort(),
    declined: Object.fromEntries(
      known.filter(({ declined }) => declined > 0).map(({ key, declined }) => [key, declined]),
    ),
    documents: Object.fromEntries(told.filter(isA('document')).map(({ key, value }) => [key, yesOrNo(value ?? '')])),
    wantsConsultation: told.some((one) => one.value === 'yes' && (one.key === CONSULTATION || isA('wish')(one))),
    hasPhone: context.contactPhone !== null,
    repliedWithinDay: lastReplyAtMs !== null && firstAskedAtMs - lastReplyAtMs < DAY_MS,
  }
}

/** What the prompt is made of: a bot's view of the contact, and no more. */
export function promptInput(context: TurnContext, stage: Stage, nowMs: number): PromptInput {
  const { facts, slots, knowledge, timezone, config } = context
  const { botName, greeting, language, followsCustomer, tone } = config.persona
  const told = facts.filter(({ value }) => value !== null)
  return {
    botName,
    businessName: context.businessName,
    language,
    followsCustomer,
    tone,
    greeting,
    refusal: refusalText(language, config.guard.refusal),
    phone: context.phone,
    email: context.email,
    mostCharacters: config.guard.mostCharacters,
    questions: config.flow.questions,
    knowledge,
    stage,
    goal: config.flow.stages[stage].goal,
    firstName: firstNameOf(context.contactName),
    known: Object.fromEntries(
      told.map(({ key, value }) => [key, HIDDEN_FROM_MODEL.includes(key) ? 'known' : (value ?? '')]),
    ),
    openQuestions: stillOpen(facts, config.flow, stage),
    declined: facts.filter(({ declined, value }) => declined > 0 && value === null).map(({ key }) => key),
    slots: (slots ?? []).map(({ id, consultant, startsAt }) => ({
      id,
      label: `${longTime(startsAt.getTime(), language, timezone)} with ${consultant}`,
    })),
    booking: context.booking && longTime(context.booking.startsAt.getTime(), language, timezone),
    handedBack: isHandedBack(context),
    guidance: context.guidance ?? null,
    now: longTime(nowMs, language, timezone),
  }
}

/** ARI has the floor from people again, and has not spoken since. */
function isHandedBack({ handedBackAt, messages }: TurnContext): boolean {
  const lastOwn = messages.findLast(({ author }) => author === 'bot')
  return handedBackAt !== null && (lastOwn === undefined || lastOwn.sentAt < handedBackAt)
}

/** Times are of interest once all but the last required question is answered; before, they only cost tokens. */
export function wantsSlots(stage: Stage, facts: KnownFact[], flow: AriConfig['flow']): boolean {
  if (stage === 'routing' || stage === 'booking') return true
  return stillOpen(facts, flow, stage).filter(({ required }) => required).length <= 1
}

function stillOpen(facts: KnownFact[], { questions, stages }: AriConfig['flow'], stage: Stage): Question[] {
  const answers = {
    answered: facts.filter(({ value }) => value !== null).map(({ key }) => key),
    declined: Object.fromEntries(facts.map(({ key, declined }) => [key, declined])),
  }
  return openQuestions(answers, inOrder(questions, stages[stage].questions))
}

function choiceId({ content }: TurnMessage): string | null {
  return (content as MessageContent).reply?.id ?? null
}

function yesOrNo(value: string): 'yes' | 'no' | 'in_progress' {
  const word = value.toLowerCase().replaceAll(/[\s-]+/g, '_')
  if (['yes', 'ya', 'true', 'ada', 'sudah'].includes(word)) return 'yes'
  return ['in_progress', 'proses', 'sedang_proses'].includes(word) ? 'in_progress' : 'no'
}
