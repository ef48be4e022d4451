import { z } from 'zod'
import type { WorkspaceTx } from '#db/connect.ts'
import { readPublished } from '#db/queries/ari-config.ts'
import { listStoppedChannels } from '#db/queries/channel-stops.ts'
import { listBookingsOf, listFacts } from '#db/queries/contact-panel.ts'
import { findConversationOf } from '#db/queries/conversation-list.ts'
import { countNotes } from '#db/queries/notes.ts'
import { listThread } from '#db/queries/thread.ts'
import { isAriOn } from '#db/queries/workspace-floor.ts'
import { OPENING } from '#domain/conversation/step.ts'
import type { ConversationState } from '#schema/conversation.ts'
import { services } from '../services.server.ts'
import { notFound } from './answer.server.ts'
import type { ContactPanel, OpenConversation, ThreadPage } from './contract.ts'
import { cursorOf, keyOf } from './cursor.ts'
import { toItem, toRow, toStopped } from './rows.server.ts'

type Found = NonNullable<Awaited<ReturnType<typeof findConversationOf>>>

/** A contact's conversation; null where this workspace has no such contact, or nothing was ever said. */
export async function findConversation(tx: WorkspaceTx, contactId: string | undefined): Promise<Found | null> {
  if (!z.uuid().safeParse(contactId).success || contactId === undefined) return null
  return (await findConversationOf(tx, contactId)) ?? null
}

/** The same, for whom it must be there: else the answer is 404. */
export async function getConversation(tx: WorkspaceTx, contactId: string | undefined): Promise<Found> {
  const found = await findConversation(tx, contactId)
  if (found === null) throw notFound()
  return found
}

/** Everything that a thread's page shows; null where this workspace has no such contact. */
export async function loadConversation(
  tx: WorkspaceTx,
  contactId: string | undefined,
): Promise<OpenConversation | null> {
  const found = await findConversation(tx, contactId)
  if (found === null) return null
  const conversation = toRow(found)
  const [thread, panel, ariOn, channels] = await Promise.all([
    threadOf(tx, found.id, null),
    panelOf(tx, found),
    isAriOn(tx),
    listStoppedChannels(tx),
  ])
  const stopped = channels.find(({ channelId }) => channelId === found.channelId)
  return {
    ...{ conversation, thread, panel, ariOn },
    windowEndsAt: conversation.windowEndsAt,
    stopped: stopped === undefined ? null : toStopped(stopped),
  }
}

/** The piece of a contact's thread before a cursor, or its end; null where this workspace has no such contact. */
export async function loadThread(
  tx: WorkspaceTx,
  contactId: string | undefined,
  before: string | null,
): Promise<ThreadPage | null> {
  const found = await findConversation(tx, contactId)
  return found && threadOf(tx, found.id, before)
}

async function threadOf(tx: WorkspaceTx, conversationId: string, cursor: string | null): Promise<ThreadPage> {
  const { items, before } = await listThread(tx, conversationId, keyOf(cursor))
  return { items: items.flatMap((item) => toItem(item) ?? []), before: cursorOf(before) }
}

async function panelOf(
  tx: WorkspaceTx,
  { id, contactId, status, source, email, tags, ...rest }: Found,
): Promise<ContactPanel> {
  const { flow, scoring } = (await readPublished(tx)).config
  const facts = inOrderOf(flow.questions, await listFacts(tx, contactId))
  const bookings = await listBookingsOf(tx, contactId)
  const state = rest.state as ConversationState | null
  return {
    ...{ status, source, email, tags },
    optedOutAt: rest.optedOutAt?.toISOString() ?? null,
    createdAt: rest.createdAt.toISOString(),
    ariScore: rest.ariScore,
    scoreByHand: scoreByHandOf(rest),
    scoreParts: state?.scoreParts ?? OPENING.scoreParts,
    scoreMost: scoring.parts,
    labels: Object.fromEntries(flow.questions.flatMap(({ key, label }) => (label === '' ? [] : [[key, label]]))),
    facts,
    gaps: flow.questions.map(({ key }) => key).filter((key) => !facts.some((fact) => fact.key === key)),
    bookings: bookings.map(({ startsAt, endsAt, ...booking }) => ({
      ...booking,
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
    })),
    notesCount: await countNotes(tx, contactId),
    workflowUrl: workflowUrl(id),
  }
}

function scoreByHandOf({
  scoreByHand,
  scoreReason: reason,
  scoreSetBy: by,
  scoreSetAt,
}: Pick<Found, 'scoreByHand' | 'scoreReason' | 'scoreSetBy' | 'scoreSetAt'>): ContactPanel['scoreByHand'] {
  if (scoreByHand === null || scoreSetAt === null) return null
  return { score: scoreByHand, reason, by, at: scoreSetAt.toISOString() }
}

/** Facts in the order in which they are asked; what was never a question comes last. */
function inOrderOf<Fact extends { key: string }>(
  questions: readonly { key: string }[],
  facts: readonly Fact[],
): Fact[] {
  const placeOf = ({ key }: Fact) => {
    const place = questions.findIndex((question) => question.key === key)
    return place < 0 ? questions.length : place
  }
  return facts.toSorted((one, other) => placeOf(one) - placeOf(other))
}

function workflowUrl(conversationId: string): string {
  const { settings, conversations } = services()
  const { namespace } = settings.temporal
  const path = [namespace, 'workflows', conversations.workflowIdOf(conversationId)].map(encodeURIComponent).join('/')
  return `${settings.temporalUiUrl}/namespaces/${path}`
}
