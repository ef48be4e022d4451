import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { connect, type Database } from '#db/connect.ts'
import { notify } from '#db/queries/notify.ts'
import { eventually } from '../dev/test-kit/desk.ts'
import { readEvents, type Events } from '../dev/test-kit/events.ts'
import { givenConversation, givenInbound, givenWorkspace } from '../dev/test-kit/given.ts'
import type { GivenConversation, GivenWorkspace } from '../dev/test-kit/given.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { givenPerson, startWeb, type Web } from '../dev/test-kit/web.ts'
import { openEventStream, type EventStreamOptions } from './app/inbox/event-stream.server.ts'
import { openLive, type Live } from './app/inbox/live.server.ts'

let postgres: Awaited<ReturnType<typeof startDatabase>>
let db: Database
let live: Live
let web: Web
let ours: GivenWorkspace
let theirs: GivenWorkspace
let ana: GivenConversation
let budi: GivenConversation
let cookie: string
let strangers: string
const opened: Events[] = []

beforeAll(async () => {
  postgres = await startDatabase()
  db = connect(postgres.url)
  live = openLive({ database: db, url: postgres.url, onError: () => undefined })
  web = await startWeb({ databaseUrl: postgres.url })
  ours = await givenWorkspace(db)
  theirs = await givenWorkspace(db)
  ana = await givenConversation(db, ours, { name: 'Ana' })
  budi = await givenConversation(db, ours, { name: 'Budi' })
  cookie = await web.signIn((await givenPerson(db, { workspaceId: ours.workspaceId })).email)
  strangers = await web.signIn((await givenPerson(db, { workspaceId: theirs.workspaceId })).email)
})
afterEach(async () => {
  await Promise.all(opened.splice(0).map((events) => events.close()))
})
afterAll(async () => {
  await web.stop()
  await live.close()
  await db.close()
  await postgres.stop()
})

/** As a browser opens the live channel; resolves when it has said what it begins with. */
async function openChannel(query: string, headers: Record<string, string> = {}): Promise<Events> {
  const answer = await web.ask(`/api/events${query}`, { cookie, headers })
  expect(answer.status).toBe(200)
  return begun(readEvents(answer.body))
}

/** The same within this process, with its own pace. */
function openHere(options: Partial<EventStreamOptions> = {}): Promise<Events> {
  return begun(readEvents(streamHere(options)))
}

function streamHere(options: Partial<EventStreamOptions> = {}): ReadableStream<Uint8Array> {
  return openEventStream({
    live,
    workspaceId: ours.workspaceId,
    tx: (work) => db.inWorkspace(ours.workspaceId, work),
    open: ana,
    after: null,
    isStillAllowed: () => Promise.resolve(true),
    signal: new AbortController().signal,
    ...options,
  })
}

const SLOW = { beatMs: 60_000, gatherMs: 10, typingMs: 60_000, stalledMs: 60_000 }

async function begun(events: Events): Promise<Events> {
  opened.push(events)
  await eventually(() => expect(events.of('list')).not.toEqual([]))
  return events
}

/** A message as the relay leaves it: stored and told in one transaction. */
async function says(conversation: GivenConversation, body: string, at = ours): Promise<string> {
  const id = await givenInbound(db, at, conversation, body)
  await tell(conversation, 'message', at)
  return id
}

async function tell({ conversationId }: GivenConversation, kind: string, { workspaceId } = ours): Promise<void> {
  await db.inWorkspace(workspaceId, (tx) => notify(tx, { kind, conversationId }))
}

async function setStatus(id: string, status: string): Promise<void> {
  await db.platform.updateTable('messages').set({ status }).where('id', '=', id).execute()
}

describe('IN-20 the live channel', () => {
  it('is refused without a session, in words for programs', async () => {
    const answer = await web.ask(`/api/events?contact=${ana.contactId}`)
    expect(answer.status).toBe(401)
    expect(await answer.json()).toEqual({ problem: 'signed-out' })
  })

  it('is refused to whoever belongs to no workspace, and has no contact of another one', async () => {
    const nobody = await web.signIn((await givenPerson(db)).email)
    const refused = await web.ask('/api/events', { cookie: nobody })
    expect([refused.status, await refused.json()]).toEqual([403, expect.objectContaining({ problem: 'no-workspace' })])
    for (const contact of [ana.contactId, uuidv7(), 'x', '']) {
      const answer = await web.ask(`/api/events?contact=${contact}`, { cookie: strangers })
      expect([answer.status, await answer.json()]).toEqual([404, { problem: 'not-found' }])
    }
  })

  it('is open to a member, unbuffered and kept by nobody', async () => {
    const answer = await web.ask(`/api/events?contact=${ana.contactId}`, { cookie })
    expect(answer.status).toBe(200)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    const events = await begun(readEvents(answer.body))
    expect(events.beats[0]).toBe('retry: 2000')
  })

  it('ends when the session is gone', async () => {
    const left = { allowed: true }
    const pace = { ...SLOW, beatMs: 100 }
    const events = await openHere({ pace, isStillAllowed: () => Promise.resolve(left.allowed) })
    await eventually(() => expect(events.beats).toContain(': here'))
    left.allowed = false
    // However much there is to tell.
    const telling = setInterval(() => void tell(ana, 'message'), 20)
    await eventually(() => expect(events.isOver()).toBe(true), 2_000)
    clearInterval(telling)
  })
})

describe('the events of a room', () => {
  it('are those of its contact alone, and of the list for everybody', async () => {
    const [room, other] = [
      await openChannel(`?contact=${ana.contactId}`),
      await openChannel(`?contact=${budi.contactId}`),
    ]
    const elsewhere = readEvents((await web.ask('/api/events', { cookie: strangers })).body)
    await begun(elsewhere)
    const before = Date.now()
    const id = await says(ana, 'Halo kak')
    await eventually(() => expect(room.of('message:new').map(({ data }) => data['id'])).toContain(id))
    const news = room.of('message:new').find(({ data }) => data['id'] === id)
    expect(news?.data).toMatchObject({ type: 'message', author: 'customer', body: 'Halo kak', replyTo: null })
    expect((news?.atMs ?? Infinity) - before).toBeLessThan(1_000)
    await tell(ana, 'typing:start')
    await eventually(() => expect(room.of('typing:start')).toHaveLength(1))
    const stops = room.of('typing:stop').length
    await tell(ana, 'conversation')
    await eventually(() => expect(room.of('typing:stop')).toHaveLength(stops + 1))
    await setStatus(id, 'responded')
    await tell(ana, 'status')
    await eventually(() =>
      expect(room.of('message:status').map(({ data }) => data)).toMatchObject([
        { id, status: 'responded', failure: null },
      ]),
    )
    const named = other.told.filter(
      ({ event, data }) => event !== 'list' && data['conversationId'] !== budi.conversationId,
    )
    expect(named).toEqual([])
    const row = { contactId: ana.contactId, conversationId: ana.conversationId }
    expect(other.of('list').map(({ data }) => data)).toContainEqual(row)
    expect(elsewhere.of('list').map(({ data }) => data)).toEqual([{ contactId: null, conversationId: null }])
    expect(room.told.every((one) => /^\d{13}$/.test(one.id))).toBe(true)
  })

  it('ARI that died while drafting does not type for ever', async () => {
    const events = await openHere({ pace: { ...SLOW, beatMs: 50, typingMs: 200 } })
    await tell(ana, 'typing:start')
    await eventually(() => expect(events.of('typing:start')).toHaveLength(1))
    await eventually(() => expect(events.of('typing:stop')).toHaveLength(2))
  })

  it('a contact who goes on upon another channel: the reader is to come back, to that conversation', async () => {
    const events = await openHere({ open: { contactId: budi.contactId, conversationId: uuidv7() } })
    await says(budi, 'Halo')
    await eventually(() => expect(events.isOver()).toBe(true))
  })
})

describe('who comes back', () => {
  it('with the last id gets what came meanwhile, each message once, and the word to look again', async () => {
    const first = await openChannel(`?contact=${budi.contactId}`)
    const known = await says(budi, 'before')
    await eventually(() => expect(first.of('message:new').map(({ data }) => data['id'])).toContain(known))
    const last = first.told.at(-1)?.id ?? ''
    await first.close()
    const missed: string[] = []
    for (let n = 0; n < 30; n++) missed.push(await says(budi, `missed ${n}`))
    // Long ago, and changed while nobody listened.
    const old = await says(budi, 'old')
    await sql`update messages set created_at = now() - interval '1 day' where id = ${old}`.execute(db.platform)
    await setStatus(old, 'responded')

    const again = await openChannel(`?contact=${budi.contactId}`, { 'last-event-id': last })
    const got = again.of('message:new').map(({ data }) => data['id'])
    expect(missed.filter((id) => !got.includes(id))).toEqual([])
    expect(new Set(got).size).toBe(got.length)
    const marks = again.of('message:status').map(({ data: { id, status } }) => [id, status])
    expect(marks).toContainEqual([old, 'responded'])
    expect(again.of('conversation')).toHaveLength(1)
    expect(again.of('list')).toHaveLength(1)
    const byHand = await openChannel(`?contact=${budi.contactId}&after=${last}`)
    expect(byHand.of('message:new').map(({ data }) => data['id'])).toEqual(got)
  })

  it('after a change that was committed late misses it neither', async () => {
    const events = await openChannel(`?contact=${ana.contactId}`)
    const waiting = Promise.withResolvers<undefined>()
    const inserted = Promise.withResolvers<string>()
    const late = db.inWorkspace(ours.workspaceId, async (tx) => {
      const id = await givenInbound({ ...db, inWorkspace: (_, work) => work(tx) }, ours, ana, 'late')
      inserted.resolve(id)
      await waiting.promise
      await notify(tx, { kind: 'message', conversationId: ana.conversationId })
    })
    const id = await inserted.promise
    await pause(20)
    const sooner = await says(ana, 'sooner')
    await eventually(() => expect(events.of('message:new').map(({ data }) => data['id'])).toContain(sooner))
    waiting.resolve(undefined)
    await late
    await eventually(() => expect(events.of('message:new').map(({ data }) => data['id'])).toContain(id))
  })

  it('when Postgres cut the connection that listens, what was told meanwhile is found', async () => {
    const events = await openHere({ pace: SLOW })
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'my21staff live'
      and datname = current_database()`.execute(db.platform)
    const id = await says(ana, 'while it was cut')
    await eventually(() => expect(events.of('message:new').map(({ data }) => data['id'])).toContain(id))
    // And it hears again.
    await eventually(() => expect(events.of('list').length).toBeGreaterThan(1))
    const after = await says(ana, 'after it')
    await eventually(() => expect(events.of('message:new').map(({ data }) => data['id'])).toContain(after))
    expect(events.of('message:new').filter(({ data }) => data['id'] === id)).toHaveLength(1)
  })
})

describe('nothing stays behind', () => {
  it('of readers who leave, are cut off, or were gone before it began', async () => {
    const before = live.count()
    const leaving = await openHere()
    const cutting = new AbortController()
    const cut = await openHere({ signal: cutting.signal })
    expect(live.count()).toBe(before + 2)
    await leaving.close()
    cutting.abort()
    await eventually(() => expect([cut.isOver(), live.count()]).toEqual([true, before]))
    readEvents(streamHere({ signal: AbortSignal.abort() }))
    await eventually(() => expect(live.count()).toBe(before))
  })

  it('of readers who stop reading', async () => {
    const before = live.count()
    const stalled = streamHere({ pace: { ...SLOW, beatMs: 20, stalledMs: 100 } })
    const reader = stalled.getReader()
    await reader.read()
    await eventually(() => expect(live.count()).toBe(before), 3_000)
    await expect(reader.closed).rejects.toThrow()
  })

  it('of readers for whom too much waits: they are sent away to come back', async () => {
    const before = live.count()
    const flood: Live = {
      ...live,
      subscribe: (workspaceId, hear) => {
        for (let n = 0; n <= 1_000; n++) hear({ conversationId: uuidv7(), contactId: uuidv7(), kind: 'message' })
        return live.subscribe(workspaceId, hear)
      },
    }
    const events = readEvents(streamHere({ live: flood, open: null, pace: SLOW }))
    await eventually(() => expect(events.isOver()).toBe(true))
    expect(live.count()).toBe(before)
  })
})
