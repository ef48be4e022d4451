import { heartbeat } from '@temporalio/activity'
import type { ModelCall } from '#clients/ai/model.ts'
import { countDraft } from '#db/queries/bot-counters.ts'
import { findStandingBooking } from '#db/queries/bookings.ts'
import { rememberLanguage } from '#db/queries/conversation-state.ts'
import { getTurnContext } from '#db/queries/turn-context.ts'
import { saveDraft } from '#db/queries/drafts.ts'
import { saveModelCalls } from '#db/queries/model-usage.ts'
import { saveFacts } from '#db/queries/facts.ts'
import { notify } from '#db/queries/notify.ts'
import { findGuidance } from '#db/queries/reviews.ts'
import { languageOf } from '#domain/conversation/language.ts'
import { rulesOf } from '#domain/conversation/rules.ts'
import { heldBeforehand, heldFor, planOf, type BeforeDraft } from '#domain/review/policy.ts'
import type { AriRules } from '#schema/ari-config.ts'
import type { Heard, Stage } from '#schema/conversation.ts'
import { ReviewSettings } from '#schema/review.ts'
import { ServiceLevel } from '#schema/service-level.ts'
import type { Deps } from './deps.ts'
import { cancelAnswer, chosenSlot, factsOf, leadFrom, readPlainly, type TurnContext } from './draft-context.ts'
import { withMeaning } from './find-by-meaning.ts'
import { lineOf } from './ledger.ts'
import { keptOf, lookUp, summaryOf, think } from './think.ts'

export type DraftRequest = {
  workspaceId: string
  conversationId: string
  turn: number
  version: number
  messageIds: string[]
  stage: Stage
  lastReplyAtMs: number | null
  /** The version that the workflow goes by: it is told of another one. */
  rulesVersion: number
  /** A reviewer wanted another try of the same turn, and said what to do better. */
  guidanceId?: string
}

/** A shorter wait needs no sign of life; WhatsApp drops the sign after 25 s. */
export const TYPING = { afterMs: 1_000, againMs: 20_000 }
const BEAT_MS = 1_000

export const createDraftActivities = (deps: Deps, typing = TYPING) => ({
  /**
   * Drafts the answer to a burst: reads what is known, asks the model, checks, and keeps all of it. What comes back
   * holds ids, keys and numbers only. Fails with ModelFailed when no model answers.
   */
  async draftReply(request: DraftRequest): Promise<Heard> {
    const { workspaceId, conversationId, messageIds, stage } = request
    const beat = setInterval(heartbeat, BEAT_MS)
    try {
      const context = await deps.db.inWorkspace(workspaceId, async (tx) => {
        const turn = await getTurnContext(tx, conversationId, messageIds)
        const booking = (await findStandingBooking(tx, { conversationId, now: new Date() })) ?? null
        const found = await lookUp(tx, turn, { messageIds, stage, booking, exceptBookingId: booking?.id ?? null })
        const { guidanceId } = request
        return guidanceId === undefined ? found : { ...found, guidance: await findGuidance(tx, guidanceId) }
      })
      if (context.mergedInto !== null) return { kind: 'not_ours', outcome: 'merged' }
      if (!context.botOn) return { kind: 'not_ours', outcome: 'ignored: bot_off' }
      if (context.asked.every(({ outcome }) => outcome !== null)) return { kind: 'not_ours', outcome: 'answered' }

      const plain = readPlainly(context.asked)
      if (plain !== null) return plain
      const [answer, slotId] = [cancelAnswer(context.asked), chosenSlot(context.asked)]
      if (answer !== null) {
        const lead = leadFrom(context.facts, context, request.lastReplyAtMs)
        return {
          kind: 'cancel_answered',
          ...answer,
          lead,
          holdMs: context.holdSeconds * 1000,
          ...newRules(request, context),
        }
      }
      return slotId === null
        ? await draft(deps, typing, request, context)
        : await choose(deps, request, context, slotId)
    } finally {
      clearInterval(beat)
    }
  },
})

/** A turn of a customer's. */
type Turn = TurnContext & Awaited<ReturnType<typeof getTurnContext>>

/** The customer chose from ARI's list: no model has to read that. */
async function choose({ db }: Deps, request: DraftRequest, context: Turn, slotId: string): Promise<Heard> {
  const known = await db.inWorkspace(request.workspaceId, (tx) =>
    saveFacts(tx, {
      contactId: context.contactId,
      turn: request.turn,
      values: { consultation: 'yes' },
      declined: [],
      known: context.facts,
    }),
  )
  return {
    kind: 'slot_chosen',
    slotId,
    lead: leadFrom(known, context, request.lastReplyAtMs),
    holdMs: context.holdSeconds * 1000,
    ...newRules(request, context),
  }
}

/** The rules that decide, where the workflow goes by others: they travel through its history once for each version. */
function newRules({ rulesVersion }: DraftRequest, { config, version }: Turn): { rules?: AriRules } {
  return rulesVersion === version ? {} : { rules: rulesOf(config, version) }
}

async function draft(deps: Deps, typing: typeof TYPING, request: DraftRequest, basis: Turn): Promise<Heard> {
  const { conversationId, turn, version, stage, lastReplyAtMs, workspaceId } = request
  const calls: ModelCall[] = []
  const onCall = (call: ModelCall) => calls.push(call)
  const context = await withMeaning(deps, basis, { workspaceId, onCall })
  // Before the model is asked: the customer is shown that somebody types only where a reply really comes.
  const settings = ReviewSettings.parse(context.reviewSettings)
  const { holding } = ServiceLevel.parse(context.serviceLevel)
  const before: BeforeDraft = {
    policy: context.reviewPolicy as BeforeDraft['policy'],
    settings,
    liveAtMs: context.liveAt?.getTime() ?? null,
    nowMs: Date.now(),
    dice: Math.random(),
    stage,
    isRedrafted: context.guidance !== undefined,
  }
  const sign = showTyping(deps, typing, { request, context, toCustomer: heldBeforehand(before) === null })
  const thought = await think(deps, { context, stage, onCall })
    .catch(async (error: unknown) => {
      // No draft comes of them, and they cost all the same.
      await deps.db
        .inWorkspace(workspaceId, (tx) => saveModelCalls(tx, { conversationId, turn, draftId: null }, calls))
        .catch((err: unknown) => deps.log.warn({ event: 'model_calls_not_kept', err }))
      throw error
    })
    .finally(sign.stop)
  const { output, checks } = thought
  const { values, declined } = factsOf(output, context.config.flow)

  const language = languageOf(context.asked.map(({ body }) => body).join(' '))

  return deps.db.inWorkspace(workspaceId, async (tx) => {
    if (language !== null && language !== context.conversationLanguage)
      await rememberLanguage(tx, conversationId, language)
    const known = await saveFacts(tx, { contactId: context.contactId, turn, values, declined, known: context.facts })
    const kept = keptOf(thought, context)
    const reason = heldFor(before, { ...kept, hasWarning: checks.some(({ warning }) => warning !== undefined) })
    const { guidanceId } = request
    const sendsItself = reason !== null && settings.sendsItself
    const draftId = await saveDraft(tx, {
      ...{ conversationId, turn, version, ...kept },
      ...{ heldFor: reason, sendsItself, guidanceId },
    })
    const lead = leadFrom(known, context, lastReplyAtMs)
    const lastWrittenAtMs = Math.max(...context.asked.map(({ sentAt }) => sentAt.getTime()))
    await Promise.all([
      saveModelCalls(tx, { conversationId, turn, draftId }, calls),
      countDraft(tx, { messageId: context.asked.at(-1)?.id ?? draftId, hasReply: output !== null, checks }),
    ])
    return {
      kind: 'draft',
      holdMs: context.holdSeconds * 1000,
      ...newRules(request, context),
      draft: {
        ...summaryOf(thought, context, { draftId, lead }),
        held: reason !== null,
        ...(reason !== null && { review: planOf(settings, lastWrittenAtMs, holding) }),
      },
    }
  })
}

/**
 * While the model thinks for longer than a moment, colleagues see in the page that ARI is at it; the customer sees that
 * somebody is typing, and that what they wrote was read: WhatsApp has the one with the other only.
 */
function showTyping(
  { db, log, sealer, whatsapp }: Deps,
  { afterMs, againMs }: typeof TYPING,
  { request, context, toCustomer }: { request: DraftRequest; context: Turn; toCustomer: boolean },
): { stop: () => void } {
  const { workspaceId, conversationId } = request
  const last = context.asked.findLast(({ providerMessageId }) => providerMessageId !== null)?.providerMessageId
  // A courtesy: the reply does not depend on it.
  const notShown = (error: unknown) =>
    log.warn({ event: 'typing_not_shown', error: error instanceof Error ? error.name : 'unknown' })
  // Async: a token that cannot be opened is a sign that is not shown, and not an error in a timer.
  const sign = async () => {
    if (toCustomer && last != null) await whatsapp.showTyping(lineOf(context, { sealer }), last)
  }
  const show = () => {
    db.inWorkspace(workspaceId, (tx) => notify(tx, { kind: 'typing:start', conversationId })).catch(notShown)
    void sign().catch(notShown)
  }
  let again: NodeJS.Timeout | undefined
  const first = setTimeout(() => {
    show()
    again = setInterval(show, againMs)
  }, afterMs)
  return {
    stop: () => {
      clearTimeout(first)
      clearInterval(again)
    },
  }
}
