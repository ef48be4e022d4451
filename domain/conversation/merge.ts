import type { ConversationState, Floor, FloorHolder, LeadKnowledge, Stage } from '#schema/conversation.ts'
import type { AriRules } from '#schema/ari-config.ts'
import { scoreLead } from '../lead/score.ts'

const STAGE_ORDER: readonly Stage[] = ['greeting', 'qualification', 'routing', 'booking', 'done']
/** The later in the list, the stronger: what people took stays theirs. */
const HOLDER_ORDER: readonly FloorHolder[] = ['bot', 'nobody', 'team', 'person']
const DOCUMENT_ORDER: readonly LeadKnowledge['documents'][string][] = ['no', 'in_progress', 'yes']

/** What two conversations know that turn out to be with one person. The order does not matter. */
export function mergeStates(
  mine: ConversationState,
  theirs: ConversationState,
  scoring: AriRules['scoring'],
): ConversationState {
  const lead = mergeLeads(mine.lead, theirs.lead)
  // Before the rules are known, the better of the two.
  const better = mine.score >= theirs.score ? mine : theirs
  const { parts, total } =
    scoring.factors.length > 0 ? scoreLead(lead, scoring) : { parts: better.scoreParts, total: better.score }
  return {
    stage: laterIn(STAGE_ORDER, mine.stage, theirs.stage),
    floor: mergeFloors(mine.floor, theirs.floor),
    lead,
    score: total,
    scoreParts: parts,
    turn: Math.max(mine.turn, theirs.turn),
    lastReplyAtMs: latest(mine.lastReplyAtMs, theirs.lastReplyAtMs),
    // Of two, the one made later: ids are in the order of their time.
    bookingId: latest(mine.bookingId, theirs.bookingId),
    ...calledBy(mine, theirs),
    ...promised(mine, theirs),
    ...clock(mine, theirs),
  }
}

function calledBy(mine: ConversationState, theirs: ConversationState): Pick<ConversationState, 'calledBy'> {
  const keys = [...new Set([...(mine.calledBy ?? []), ...(theirs.calledBy ?? [])])].sort()
  return keys.length > 0 ? { calledBy: keys } : {}
}

/** The earlier promise, while the team is waited for. */
function promised(mine: ConversationState, theirs: ConversationState): Pick<ConversationState, 'promisedAtMs'> {
  const times = [mine, theirs].flatMap(({ promisedAtMs }) => promisedAtMs ?? [])
  const isAwaited = mergeFloors(mine.floor, theirs.floor).holder === 'team'
  return isAwaited && times.length > 0 ? { promisedAtMs: Math.min(...times) } : {}
}

/** The clock of whoever has waited longer, while people are waited for. */
function clock(mine: ConversationState, theirs: ConversationState): Pick<ConversationState, 'clock'> {
  const { holder } = mergeFloors(mine.floor, theirs.floor)
  const clocks = [mine, theirs].flatMap((state) => state.clock ?? [])
  const [longest] = clocks.sort((a, b) => a.sinceMs - b.sinceMs)
  return longest && (holder === 'team' || holder === 'person') ? { clock: longest } : {}
}

/**
 * Who speaks when two conversations are one: a person before the team, the team before nobody, nobody before ARI.
 * Where the two differ the epoch rises, so that nothing made under either goes out.
 */
export function mergeFloors(mine: Floor, theirs: Floor): Floor {
  const stronger = strengthOf(mine) >= strengthOf(theirs) ? mine : theirs
  const epoch = Math.max(mine.epoch, theirs.epoch)
  return { ...stronger, epoch: isSameFloor(mine, theirs) ? epoch : epoch + 1 }
}

/** Whether the same one speaks. */
export function isSameFloor(one: Floor, other: Floor): boolean {
  return one.holder === other.holder && one.userId === other.userId
}

/** Of two people the order is anybody's choice, but always the same. */
function strengthOf({ holder, userId, reason }: Floor): string {
  return `${String(HOLDER_ORDER.indexOf(holder))} ${userId ?? ''} ${reason ?? ''}`
}

function mergeLeads(mine: LeadKnowledge, theirs: LeadKnowledge): LeadKnowledge {
  return {
    answered: [...new Set([...mine.answered, ...theirs.answered])].sort(),
    declined: mergeRecords(mine.declined, theirs.declined, Math.max),
    documents: mergeRecords(mine.documents, theirs.documents, (a, b) => laterIn(DOCUMENT_ORDER, a, b)),
    wantsConsultation: mine.wantsConsultation || theirs.wantsConsultation,
    hasPhone: mine.hasPhone || theirs.hasPhone,
    repliedWithinDay: mine.repliedWithinDay || theirs.repliedWithinDay,
  }
}

function mergeRecords<Value>(
  mine: Record<string, Value>,
  theirs: Record<string, Value>,
  choose: (a: Value, b: Value) => Value,
): Record<string, Value> {
  const merged = { ...mine }
  for (const [key, value] of Object.entries(theirs)) {
    const own = mine[key]
    merged[key] = own === undefined ? value : choose(own, value)
  }
  return merged
}

function laterIn<Value>(order: readonly Value[], a: Value, b: Value): Value {
  return order.indexOf(a) >= order.indexOf(b) ? a : b
}

function latest<Value extends number | string>(a: Value | null, b: Value | null): Value | null {
  if (a === null || b === null) return a ?? b
  return a >= b ? a : b
}
