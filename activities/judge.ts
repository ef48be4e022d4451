import type { KnowledgeEntry } from '#db/queries/knowledge.ts'
import { longTime } from '#domain/booking/times.ts'
import { refusalText } from '#domain/conversation/wording.ts'
import { checkReply, type Check } from '#domain/guardrails/check-reply.ts'
import { expectedLanguage } from '#domain/guardrails/reply-language.ts'
import { dayOf, type Source } from '#domain/guardrails/sources.ts'
import type { ModelOutput } from '#schema/model-output.ts'
import type { TurnContext } from './draft-context.ts'

/** The customer's own words that are looked through: the last ones, and as many as a conversation needs. */
const MOST_OF_CUSTOMER = 4_000

export type Answered = { system: string; output: ModelOutput | null; tokens: number; nowMs: number }

/** Holds the model's answer against what it was given in this turn. */
export function judge(context: TurnContext, { system, output, tokens, nowMs }: Answered): Check[] {
  const { persona, guard } = context.config
  const asked = context.asked.map(({ body }) => body).join('\n')
  const conversation = context.conversationLanguage
  return checkReply({
    answer: output && {
      reply: output.reply,
      confidence: output.confidence,
      tokens,
      escalates: output.escalate != null,
    },
    asked,
    sources: sourcesOf(context, cited(context, output)),
    own: [persona.botName, context.businessName],
    instructions: instructionsIn(system, context),
    today: dayOf(nowMs, context.timezone),
    language: expectedLanguage(asked, {
      persona: persona.language,
      followsCustomer: persona.followsCustomer,
      conversation: conversation === 'id' || conversation === 'en' ? conversation : null,
    }),
    guard,
  })
}

/** The entries that the answer cites, of those that were given: others it cannot have read. */
export function cited({ knowledge }: Pick<TurnContext, 'knowledge'>, output: ModelOutput | null): KnowledgeEntry[] {
  const ids = (output?.citations ?? []).map((id) => id.trim().replace(/^\[?k:|\]$/g, ''))
  return knowledge.filter(({ id }) => ids.includes(id))
}

/** What an answer may be drawn from, of these entries and all else that it was given. */
export function sourcesOf(context: TurnContext, entries: readonly KnowledgeEntry[]): Source[] {
  const { config, timezone, messages, facts, slots, booking, guidance } = context
  const told = facts.flatMap(({ value }) => value ?? [])
  const said = messages.filter(({ direction }) => direction === 'inbound').map(({ body }) => body)
  const byPeople = messages.filter(({ author }) => author === 'staff' || author === 'phone')
  // A name bears out no number, whatever somebody put into it.
  const at = (startsAtMs: number, consultant: string) =>
    `${longTime(startsAtMs, 'id', timezone)}, ${consultant.replaceAll(/\d+/g, '')}`
  return [
    { kind: 'own', text: [context.phone, context.email, context.businessName, config.persona.botName].join('\n') },
    { kind: 'own', text: [config.persona.greeting, context.contactName, fact(context, 'name')].join('\n') },
    ...entries.map(({ title, content }): Source => ({ kind: 'entry', text: `${title}.\n${content}` })),
    ...(slots ?? []).map((slot): Source => ({ kind: 'slot', text: at(slot.startsAt.getTime(), slot.consultant) })),
    ...(booking ? [{ kind: 'booking' as const, text: at(booking.startsAt.getTime(), booking.consultant) }] : []),
    ...byPeople.map(({ body }): Source => ({ kind: 'colleague', text: body })),
    ...(guidance?.kind === 'fact' ? [{ kind: 'colleague' as const, text: guidance.body }] : []),
    { kind: 'customer', text: [...told, ...said].join('\n').slice(-MOST_OF_CUSTOMER) },
  ]
}

const fact = ({ facts }: TurnContext, key: string) => facts.find((one) => one.key === key)?.value ?? ''

/** The rules of the prompt, without what stands in it for customers to hear. */
function instructionsIn(system: string, { config, businessName, phone, email }: TurnContext): string {
  const { persona, guard } = config
  const open = [
    persona.greeting,
    refusalText('id', guard.refusal),
    refusalText('en', guard.refusal),
    businessName,
    persona.botName,
    phone ?? '',
    email ?? '',
  ]
  const [rules = ''] = system.split('\n# Knowledge')
  return open.filter((text) => text !== '').reduce((text, told) => text.replaceAll(told, '.'), rules)
}
