import { validate as isUuid } from 'uuid'
import type { WorkspaceTx } from '#db/connect.ts'
import { countIncidentAnswers, listIncidentAnswers } from '#db/queries/incident-answers.ts'
import { listIncidentCustomers, type IncidentCustomer } from '#db/queries/incident-contacts.ts'
import { listIncidentTrail } from '#db/queries/incident-trail.ts'
import { countUnanswered, findIncident, listPastIncidents, namesOf, type Incident } from '#db/queries/incidents.ts'
import { readReviewRules, underFullReview } from '#db/queries/review-settings.ts'
import { isAriOn } from '#db/queries/workspace-floor.ts'
import { INCIDENT_STEPS } from '#schema/incident.ts'
import { cursorOf, keyOf } from '../inbox/cursor.ts'
import { readable } from '../inbox/rows.server.ts'
import { titleOf } from '../inbox/title.ts'
import type {
  AnswersPage,
  GoingOn,
  IncidentPage,
  ShownCustomer,
  ShownIncident,
  ShownTrail,
  Telling,
  ToldState,
} from './contract.ts'
import { CUSTOMERS_MORE } from './limits.ts'
import { fieldOf } from './period.ts'
import { isToBeWritten, mayBeNoted } from './told.ts'

const PAGE = 25

/** The incident that an address names, else the open one; and those that are over. Null where it names none of ours. */
export async function loadIncidentPage(
  tx: WorkspaceTx,
  params: URLSearchParams,
  timeZone: string,
): Promise<IncidentPage | null> {
  const wished = params.get('incident')
  if (wished !== null && !isUuid(wished)) return null
  const found = await findIncident(tx, wished)
  if (found === undefined && wished !== null) return null
  const [ariOn, past] = [await isAriOn(tx), await listPastIncidents(tx)]
  return {
    ariOn,
    unanswered: ariOn || found === undefined ? 0 : await countUnanswered(tx, found.openedAt),
    shown: found === undefined ? null : await shownOf(tx, found, params, timeZone),
    past: past.map(({ id, reason, openedAt, closedAt, closedBy, marked }) => ({
      ...{ id, reason, closedBy, marked, openedAt: openedAt.toISOString() },
      closedAt: closedAt?.toISOString() ?? null,
    })),
  }
}

async function shownOf(tx: WorkspaceTx, found: Incident, params: URLSearchParams, timeZone: string) {
  const customers = await listIncidentCustomers(tx, found.id)
  const shown = customers.map(toCustomer)
  return {
    incident: await toIncident(tx, found, timeZone),
    answers: await answersOf(tx, found.id, params),
    // Whoever is still to be told stands first.
    customers: [...shown.filter(isOpen), ...shown.filter((one) => !isOpen(one))].slice(0, howMany(params)),
    telling: tellingOf(shown),
    trail: (await listIncidentTrail(tx, found.id)).map(({ id, at, action, by, detail, words, customer }) => ({
      ...{ id, action, by, words, at: at.toISOString(), detail: detail as ShownTrail['detail'] },
      customer: customer && calledBy(customer).who,
    })),
    goingOn: await goingOnOf(tx),
  }
}

type Names = Parameters<typeof titleOf>[0]

/** What a customer is called, and their number where that is something else. */
export function calledBy({ name, username, phone }: Names): { who: string | null; phone: string | null } {
  const shown = phone && readable(phone)
  const who = titleOf({ name, username, phone: shown })
  return { who, phone: who === shown ? null : shown }
}

async function goingOnOf(tx: WorkspaceTx): Promise<GoingOn> {
  const now = await readReviewRules(tx)
  const then = underFullReview(now)
  const days = then.settings.firstDays
  return {
    ...{ isLive: now.liveAt !== null, readsAlways: then.policy === 'always' },
    ...{ days, daysBefore: now.settings.firstDays === days ? null : now.settings.firstDays },
    endsSendingItself: now.settings.sendsItself,
  }
}

/**
 * How far the list of customers was asked for. From its beginning each time: who is told moves behind who is not, and a
 * later page of its own would leave somebody out.
 */
function howMany(params: URLSearchParams): number {
  const wished = Number(params.get('customers'))
  return Number.isSafeInteger(wished) ? Math.max(wished, CUSTOMERS_MORE) : CUSTOMERS_MORE
}

async function toIncident(tx: WorkspaceTx, found: Incident, timeZone: string): Promise<ShownIncident> {
  const { fromAt, toAt, openedAt, closedAt, ticks, ...rest } = found
  const names = await namesOf(
    tx,
    Object.values(ticks).map(({ by }) => by),
  )
  const named = INCIDENT_STEPS.flatMap((step) => {
    const tick = ticks[step]
    return tick === undefined ? [] : [[step, { by: names.get(tick.by) ?? null, at: tick.at }] as const]
  })
  return {
    ...rest,
    openedAt: openedAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
    from: fieldOf(fromAt, timeZone),
    to: fieldOf(toAt, timeZone),
    ticks: Object.fromEntries(named),
  }
}

async function answersOf(tx: WorkspaceTx, incidentId: string, params: URLSearchParams): Promise<AnswersPage> {
  const words = (params.get('q') ?? '').replaceAll('\0', '').trim().slice(0, 200)
  const markedOnly = params.has('marked')
  const after = keyOf(params.get('after'))
  const which = { incidentId, words: wordsOf(words), markedOnly }
  const { answers, next } = await listIncidentAnswers(tx, { ...which, after, limit: PAGE })
  const { answers: count, customers } = await countIncidentAnswers(tx, which)
  return {
    ...{ words, markedOnly, count, customers, next: cursorOf(next), isFirst: after === null },
    answers: answers.map(({ messageId, contactId, at, question, answer, intent, isMarked, ...names }) => ({
      ...{ messageId, contactId, question, answer, intent, isMarked, at: at.toISOString() },
      ...calledBy(names),
    })),
  }
}

/** What is searched for, word by word. */
export const wordsOf = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '')

function toCustomer(customer: IncidentCustomer): ShownCustomer {
  const { contactId, name, answers, windowOpen, note, by } = customer
  return { ...{ contactId, name, answers, windowOpen, note, by, state: stateOf(customer) }, ...calledBy(customer) }
}

function stateOf({ state, status }: IncidentCustomer): ToldState {
  if (state === null || state === 'window_closed') return 'none'
  if (state !== 'written') return state
  if (status === 'withdrawn') return 'recalled'
  return status === 'sent' || status === 'delivered' || status === 'read' || status === 'failed' ? status : 'queued'
}

const isOpen = (one: ShownCustomer) => mayBeNoted(one) || one.state === 'waiting'
const isTold = ({ state }: ShownCustomer) => ['sent', 'delivered', 'read', 'by_hand'].includes(state)

function tellingOf(customers: readonly ShownCustomer[]): Telling {
  const many = (which: (one: ShownCustomer) => boolean) => customers.filter(which).length
  return {
    total: customers.length,
    done: many(isTold),
    unwritten: many(({ state }) => state === 'waiting'),
    queued: many(({ state }) => state === 'queued'),
    failed: many(({ state }) => state === 'failed'),
    free: many((one) => isToBeWritten(one) && one.windowOpen),
    closed: many((one) => isToBeWritten(one) && !one.windowOpen),
  }
}
