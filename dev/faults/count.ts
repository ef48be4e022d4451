import type { Customer, Said } from './customers.ts'
import { markersIn, markerText, type Marker } from './markers.ts'
import { persistently, type Hold, type StaffMessage } from './staff.ts'
import type { Stage } from './stage.ts'

/** A reply or a person's message as WhatsApp accepted it. */
type Accepted = {
  wamid: string
  atMs: number
  opaque: string
  text: string
  phoneNumberId: string
  customer: string
  /** WhatsApp never told of it. */
  wasSilent: boolean
}

/** The columns of the table: what was counted, and each thing that must not be. */
export type Counted = {
  messagesIn: number
  repliesOut: number
  staffOut: number
  toPeople: number
  lost: string[]
  doubled: string[]
  outOfOrder: string[]
  withoutFloor: string[]
  orphans: string[]
  across: string[]
  /** WhatsApp lost its answer and its status: the one case in which a repeat is allowed. */
  afterSilence: string[]
}

const STAFF_MARK = /~([a-z])(\d+)-(\d+)/

type Parts = {
  stage: Stage
  said: ReadonlyMap<string, Said>
  holds: readonly Hold[]
  written: readonly StaffMessage[]
  customers: readonly Customer[]
}

/** Counts at the simulators what went in and out; Postgres is asked only how a message without a reply ended. */
export async function count({ stage, said, holds, written, customers }: Parts): Promise<Counted> {
  const sends = stage.desk.whatsapp
    .sends()
    .map(({ wamid, at, opaque = '', body, phoneNumberId, customer, statuses }): Accepted => ({
      ...{ wamid, atMs: at, opaque, phoneNumberId, customer },
      text: textOf(body),
      wasSilent: statuses.length === 0,
    }))
  const replies = sends.filter(({ text }) => !STAFF_MARK.test(text))
  const people = sends.filter(({ text }) => STAFF_MARK.test(text))
  const outcomes = await readOutcomes(stage)
  const answers = Map.groupBy(
    replies.flatMap((send) => unique(markersIn(send.text).map(markerText)).map((mark) => ({ mark, send }))),
    ({ mark }) => mark,
  )
  const isAnswered = ({ marker }: Said) => answers.has(markerText(marker))
  const all = [...said.values()]
  const twice = [...answers].filter(([, of]) => of.length > 1)
  const isAfterSilence = (of: { send: Accepted }[]) => of.slice(0, -1).every(({ send }) => send.wasSilent)
  const staffTwice = doubles(people.map((send) => ({ key: STAFF_MARK.exec(send.text)?.[0] ?? '', send })))
  return {
    messagesIn: all.length,
    repliesOut: replies.length,
    staffOut: people.length,
    toPeople: all.filter((one) => !isAnswered(one) && isStated(outcomes.get(one.wamid))).length,
    lost: [
      ...all
        .filter((one) => !isAnswered(one) && !isStated(outcomes.get(one.wamid)))
        .map((one) => `${nameOf(one)} ${outcomes.get(one.wamid) ?? 'not there'}`),
      ...unsent(written, people),
    ],
    doubled: [
      ...twice.filter(([, of]) => !isAfterSilence(of)).map(([mark]) => mark),
      ...staffTwice.filter(({ of }) => !isAfterSilence(of)).map(({ key }) => key),
      ...Object.entries(stage.desk.whatsapp.tally())
        .filter(([, times]) => times > 1)
        .map(([key]) => `attempt ${key}`),
    ],
    afterSilence: [
      ...twice.filter(([, of]) => isAfterSilence(of)).map(([mark]) => mark),
      ...staffTwice.filter(({ of }) => isAfterSilence(of)).map(({ key }) => key),
    ],
    outOfOrder: [...repliesOutOfOrder(all, replies), ...staffOutOfOrder(people)],
    withoutFloor: await spokenWithoutFloor(stage, holds, replies, customers),
    orphans: all.filter(({ wamid }) => outcomes.get(wamid) === null).map(nameOf),
    across: elsewhere(sends, customers),
  }
}

const nameOf = ({ marker }: Said): string => markerText(marker)

/** How each message ended; null: not yet, absent: Postgres does not have it. */
async function readOutcomes({ desk }: Stage): Promise<Map<string, string | null>> {
  const rows = await persistently(() =>
    desk.db.platform
      .selectFrom('messages')
      .where('direction', '=', 'inbound')
      .select(['provider_message_id as wamid', 'outcome'])
      .execute(),
  )
  return new Map(rows.map(({ wamid, outcome }) => [wamid ?? '', outcome]))
}

/** People have it, or it needs no answer. "Answered" is no statement: there must be an answer. */
function isStated(outcome: string | null | undefined): boolean {
  return outcome != null && outcome !== 'answered'
}

function unsent(written: readonly StaffMessage[], people: readonly Accepted[]): string[] {
  const there = new Set(people.map(({ text }) => STAFF_MARK.exec(text)?.[0]))
  const marks = written.map(({ customer, number }) => `~${customer.letter}${String(customer.number)}-${String(number)}`)
  return marks.filter((mark) => !there.has(mark))
}

function doubles(sends: { key: string; send: Accepted }[]): { key: string; of: { send: Accepted }[] }[] {
  return [...Map.groupBy(sends, ({ key }) => key)].map(([key, of]) => ({ key, of })).filter(({ of }) => of.length > 1)
}

/**
 * WhatsApp had the 200 for one message before its customer wrote the other, and the other was answered before it.
 * What went astray on the way to us is in no order.
 */
function repliesOutOfOrder(all: readonly Said[], replies: readonly Accepted[]): string[] {
  const byMark = new Map(all.map((one) => [nameOf(one), one]))
  const wrong: string[] = []
  for (const own of Map.groupBy(replies, ({ phoneNumberId, customer }) => `${phoneNumberId} ${customer}`).values()) {
    const told: Said[] = []
    for (const { text } of own.toSorted((a, b) => a.atMs - b.atMs)) {
      const answered = markersIn(text).flatMap((marker) => byMark.get(markerText(marker)) ?? [])
      for (const one of answered) {
        const later = told.find(({ saidAtMs }) => one.keptAtMs !== null && one.keptAtMs < saidAtMs)
        if (later && !told.includes(one)) wrong.push(`${nameOf(one)} after ${nameOf(later)}`)
      }
      told.push(...answered)
    }
  }
  return wrong
}

function staffOutOfOrder(people: readonly Accepted[]): string[] {
  const last = new Map<string, number>()
  const wrong: string[] = []
  for (const { text } of people.toSorted((a, b) => a.atMs - b.atMs)) {
    const [mark = '', letter = '', customer = '', number] = STAFF_MARK.exec(text) ?? []
    const key = `${letter}${customer}`
    if ((last.get(key) ?? 0) > Number(number)) wrong.push(mark)
    last.set(key, Math.max(last.get(key) ?? 0, Number(number)))
  }
  return wrong
}

/** Replies that were claimed in the ledger while a person had been told that the floor is theirs. */
async function spokenWithoutFloor(
  { desk }: Stage,
  holds: readonly Hold[],
  replies: readonly Accepted[],
  customers: readonly Customer[],
): Promise<string[]> {
  const attempts = await persistently(() =>
    desk.db.platform.selectFrom('send_attempts').select(['id', 'started_at as startedAt']).execute(),
  )
  const claimedAt = new Map(attempts.map(({ id, startedAt }) => [id, startedAt.getTime()]))
  return replies.flatMap((send) => {
    const claimedAtMs = claimedAt.get(send.opaque) ?? send.atMs
    const customer = customers.find((one) => isOf(send, one))
    const hold = holds.find((one) => one.customer === customer && claimedAtMs > one.fromMs && claimedAtMs < one.toMs)
    return hold ? [`${send.text.slice(11, 40)} ${String(claimedAtMs - hold.fromMs)} ms after ${hold.by}`] : []
  })
}

function elsewhere(sends: readonly Accepted[], customers: readonly Customer[]): string[] {
  return sends.flatMap((send) => {
    const marks: Pick<Marker, 'letter' | 'customer'>[] = markersIn(send.text)
    const [, letter, number] = STAFF_MARK.exec(send.text) ?? []
    if (letter !== undefined) marks.push({ letter, customer: Number(number) })
    const isHome = marks.every(({ letter: at, customer }) =>
      customers.some((one) => one.letter === at && one.number === customer && isOf(send, one)),
    )
    return isHome ? [] : [`${send.text.slice(0, 60)} to ${send.customer}`]
  })
}

const isOf = ({ phoneNumberId, customer }: Accepted, one: Customer): boolean =>
  one.workspace.phoneNumberId === phoneNumberId && one.phone === `+${customer}`

function textOf(body: Record<string, unknown>): string {
  const { text, interactive } = body as { text?: { body?: string }; interactive?: { body?: { text?: string } } }
  return text?.body ?? interactive?.body?.text ?? ''
}

const unique = <Item>(items: Item[]): Item[] => [...new Set(items)]
