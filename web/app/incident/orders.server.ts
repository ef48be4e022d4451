import { z } from 'zod'
import type { WorkspaceTx } from '#db/connect.ts'
import { markAnswers } from '#db/queries/incident-answers.ts'
import {
  countUncontacted,
  insertMailing,
  listUnfinishedMailings,
  noteToldByHand,
} from '#db/queries/incident-contacts.ts'
import {
  closeIncident,
  findIncident,
  lockOpen,
  noteIncident,
  openIncident,
  setIncidentPeriod,
  tickIncident,
} from '#db/queries/incidents.ts'
import { findBadPlaceholder } from '#domain/quick-reply/placeholders.ts'
import { INCIDENT_STEPS } from '#schema/incident.ts'
import type { InWorkspace } from '../auth.server.ts'
import { services } from '../services.server.ts'
import type { IncidentOrder } from './contract.ts'
import { wordsOf } from './page.server.ts'
import { momentIn } from './period.ts'
import { MESSAGE_MOST, NOTE_MOST, REASON_MOST, TOLD_MOST } from './limits.ts'

const words = (most: number) =>
  z
    .string('empty')
    .trim()
    .min(1, 'empty')
    .max(most, 'too_long')
    // Postgres has no zero characters in its texts.
    .regex(/^[^\0]*$/, 'invalid')

const Opening = z.object({ reason: words(REASON_MOST) })

const Order: z.ZodType<IncidentOrder> = z.discriminatedUnion(
  'do',
  [
    z.object({ do: z.literal('period'), from: z.string('period'), to: z.string('period') }),
    z.object({ do: z.literal('mark'), messageIds: z.array(z.uuid('invalid')).min(1).max(200), on: z.boolean() }),
    z.object({ do: z.literal('markFound'), words: z.string().trim().max(200), on: z.boolean() }),
    z.object({
      do: z.literal('write'),
      mailingId: z.uuid('invalid'),
      body: words(MESSAGE_MOST).refine((text) => findBadPlaceholder(text) === null, 'placeholder'),
    }),
    z.object({ do: z.literal('resume') }),
    z.object({
      do: z.literal('told'),
      contactId: z.uuid('invalid'),
      note: z.string().trim().max(TOLD_MOST, 'too_long'),
      on: z.boolean(),
    }),
    z.object({ do: z.literal('tick'), step: z.enum(INCIDENT_STEPS), on: z.boolean() }),
    z.object({ do: z.literal('note'), body: words(NOTE_MOST) }),
    z.object({ do: z.literal('goOn'), note: words(NOTE_MOST), isConfirmed: z.boolean() }),
  ],
  'invalid',
)

export const readOpening = (fields: unknown) => Opening.safeParse(fields)
export const readIncidentOrder = (fields: unknown) => Order.safeParse(fields)

/** What writes to customers or turns ARI on again is for those who lead. */
export const isForLeaders = ({ do: what }: IncidentOrder): boolean => ['write', 'resume', 'goOn'].includes(what)

type Member = Pick<InWorkspace, 'tx' | 'user' | 'workspace'>
type Refused = { status: 400 | 404 | 409 | 503; errors: Record<string, string>; uncontacted?: number }
type Done = { outcome: 'done'; changed?: number }

/** Stops ARI and opens an incident, or joins the one that is open. */
export function stopAri({ tx, user, workspace }: Member, reason: string) {
  return tx((work) => openIncident(work, { workspaceId: workspace.id, actor: user.id, reason }))
}

/**
 * Carries out what somebody does about an incident. One that is over changes no more; but what was to be written to its
 * customers is still gone on with.
 */
export async function carryOut(member: Member, incidentId: string, order: IncidentOrder): Promise<Done | Refused> {
  const { tx, user, workspace } = member
  const of = { workspaceId: workspace.id, actor: user.id, incidentId }
  const done = await tx(async (work) => {
    const incident = await findIncident(work, incidentId)
    if (incident === undefined) return refuse(404, {})
    if (incident.closedAt !== null && order.do !== 'resume') return CLOSED
    return change(work, { of, order, timeZone: workspace.timezone })
  })
  if ('status' in done || (order.do !== 'write' && order.do !== 'resume')) return done
  const mailings = await tx((work) => listUnfinishedMailings(work, incidentId))
  for (const mailingId of mailings) {
    const isHeard = await services().incidentMessages.start({ workspaceId: workspace.id, mailingId })
    // Kept, but nobody is there to send: the page offers to go on with it.
    if (!isHeard) return refuse(503, { body: 'unavailable' })
  }
  return done
}

type Change = {
  of: { workspaceId: string; actor: string; incidentId: string }
  order: IncidentOrder
  timeZone: string
}

const DONE: Done = { outcome: 'done' }
const refuse = (status: Refused['status'], errors: Record<string, string>): Refused => ({ status, errors })
const CLOSED = refuse(409, { incident: 'closed' })
const unlessClosed = (isDone: boolean): Done | Refused => (isDone ? DONE : CLOSED)

async function change(work: WorkspaceTx, { of, order, timeZone }: Change): Promise<Done | Refused> {
  switch (order.do) {
    case 'period': {
      const [from, to] = [momentIn(order.from, timeZone), momentIn(order.to, timeZone)]
      if (from === null || to === null) return refuse(400, { [from === null ? 'from' : 'to']: 'period' })
      if (to <= from) return refuse(400, { to: 'backwards' })
      return unlessClosed(await setIncidentPeriod(work, { ...of, from, to: endOfMinute(to) }))
    }
    case 'mark':
    case 'markFound': {
      const which = order.do === 'mark' ? { messageIds: order.messageIds } : { words: wordsOf(order.words) }
      const changed = await markAnswers(work, { ...of, ...which, on: order.on })
      return changed === 'closed' ? CLOSED : { outcome: 'done', changed }
    }
    case 'write': {
      const { mailingId, body } = order
      const kept = await insertMailing(work, { ...of, mailingId, body })
      if (kept === 'closed') return CLOSED
      if (kept === 'nobody' || kept === 'taken') return refuse(409, { body: kept })
      return { outcome: 'done', changed: kept.customers }
    }
    case 'resume':
      return DONE
    case 'told': {
      const { contactId, note, on } = order
      if (on && note === '') return refuse(400, { note: 'empty' })
      return (await noteToldByHand(work, { ...of, contactId, note, on })) ? DONE : refuse(409, { note: 'told' })
    }
    case 'tick':
      return unlessClosed(await tickIncident(work, { ...of, step: order.step, on: order.on, now: new Date() }))
    case 'note':
      return unlessClosed(await noteIncident(work, { ...of, body: order.body }))
    case 'goOn': {
      // What is told of its customers is so when it is closed.
      if (!(await lockOpen(work, of.incidentId))) return CLOSED
      const uncontacted = await countUncontacted(work, of.incidentId)
      if (uncontacted > 0 && !order.isConfirmed) return { ...refuse(409, { isConfirmed: 'uncontacted' }), uncontacted }
      return unlessClosed(await closeIncident(work, { ...of, note: order.note, uncontacted, now: new Date() }))
    }
  }
}

/** A field for a moment knows no seconds: all of the last minute is meant. */
const endOfMinute = (at: Date) => new Date(at.getTime() + 59_999)
