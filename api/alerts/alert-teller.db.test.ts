import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createLog } from '#clients/log/log.ts'
import { MailNotSent, MailRefused, type Mail } from '#clients/mail/mail.ts'
import { createPushKeys } from '#clients/push/keys.ts'
import { createPusher } from '#clients/push/push.ts'
import { connect, type Database } from '#db/connect.ts'
import { saveAlertSettings, saveDevice, saveSlack } from '#db/queries/alert-settings.ts'
import { raiseAlert } from '#db/queries/alerts.ts'
import { bringForward, claimLines } from '#db/queries/alert-lines.ts'
import { findPushKeys, insertPushKeysOnce } from '#db/queries/push-keys.ts'
import { usualSettings, WINDOW_MS } from '#domain/alert/rules.ts'
import type { AlertKind, AlertSettings } from '#schema/alert.ts'
import { givenBrowser, startEar } from '../../dev/test-kit/browser-of-push.ts'
import {
  givenConversation,
  givenHeldDraft,
  givenSealer,
  givenWorkspace,
  type GivenWorkspace,
} from '../../dev/test-kit/given.ts'
import { givenMessage } from '../../dev/test-kit/inbox.ts'
import { startDatabase } from '../../dev/test-kit/postgres.ts'
import { givenPerson } from '../../dev/test-kit/web.ts'
import { createAlertTeller } from './alert-teller.ts'

const sealer = givenSealer()
const log = createLog('api', 'silent')
const keysOf = (at: Database) =>
  createPushKeys({
    ...{ sealer, log },
    find: () => findPushKeys(at.platform),
    keepOnce: (made) => insertPushKeysOnce(at.platform, made),
  })

let stop: () => Promise<void>
let db: Database
let workspace: GivenWorkspace
let mails: Mail[]
let mailFails: Error | undefined
let status: number
let ear: Awaited<ReturnType<typeof startEar>>

beforeAll(async () => {
  const started = await startDatabase()
  stop = started.stop
  db = connect(started.url)
})
afterAll(async () => {
  await db.close()
  await stop()
})
beforeEach(async () => {
  await sql`delete from workspaces`.execute(db.platform)
  workspace = await givenWorkspace(db)
  mails = []
  mailFails = undefined
  status = 200
  ear = await startEar(() => status)
})
afterEach(() => ear.stop())

const here: Database['inWorkspace'] = (_, work) => db.inWorkspace(workspace.workspaceId, work)
const teller = ({ nowMs }: { nowMs?: number } = {}) =>
  createAlertTeller({
    ...{ db: db.platform, log, sealer, appUrl: 'https://desk.test', reach: { outside: false, local: true } },
    mailer: {
      send: async (mail) => {
        if (mailFails) throw mailFails
        mails.push(mail)
      },
    },
    pusher: createPusher({ appUrl: 'https://desk.test', mailFrom: 'x@desk.test', mayCall: () => true }),
    pushKeys: keysOf(db),
    ...(nowMs !== undefined && { now: () => nowMs }),
  })
const raise = (kind: AlertKind, conversationId: string | null = null, subject: string = uuidv7()) =>
  here('', (tx) => raiseAlert(tx, { kind, subject, conversationId }))
/** As if so much time had gone by. */
const later = (minutes: number) =>
  sql`update alert_lines set due_at = due_at - ${minutes} * interval '1 minute', told_at = told_at - ${minutes} * interval '1 minute',
    claimed_until = claimed_until - ${minutes} * interval '1 minute'`.execute(db.platform)
const waiting = async () => {
  const { rows } = await sql<{
    n: number
  }>`select coalesce(sum(cardinality(pending)), 0)::int as n from alert_lines`.execute(db.platform)
  return rows[0]?.n
}

async function givenSlack() {
  const slack = { webhookSealed: sealer.seal(`${ear.base}/services/1`), ending: '…es/1', language: 'id' as const }
  await here('', (tx) => saveSlack(tx, slack, { userId: uuidv7(), workspaceId: workspace.workspaceId }))
}

async function givenTold(role: 'owner' | 'admin' | 'member', settings?: AlertSettings, { language = 'en' } = {}) {
  const person = await givenPerson(db, { workspaceId: workspace.workspaceId, role })
  await db.platform.updateTable('users').set({ language }).where('id', '=', person.id).execute()
  if (settings) await here('', (tx) => saveAlertSettings(tx, person.id, settings))
  return person
}

async function givenDevice(userId: string) {
  const sessionId = uuidv7()
  const session = { id: sessionId, user_id: userId, token: sessionId, expires_at: new Date(Date.now() + 3_600_000) }
  await db.platform.insertInto('sessions').values(session).execute()
  const browser = givenBrowser(`${ear.base}/push/${sessionId}`)
  await here('', (tx) => saveDevice(tx, browser.subscription, { userId, sessionId }))
  return { ...browser, sessionId }
}

async function givenWaiting(body = 'Halo') {
  const talk = await givenConversation(db, workspace)
  await givenMessage(db, workspace, talk, { body, at: new Date(Date.now() - 60_000) })
  return talk
}

async function givenHandedOver() {
  const talk = await givenWaiting()
  await db.platform.updateTable('conversations').set({ floor: 'team' }).where('id', '=', talk.conversationId).execute()
  return talk
}

describe('never flooding', () => {
  it('the first is told at once, what follows within ten minutes is one message', async () => {
    await givenSlack()
    await raise('incident')
    await teller().tell()
    expect(ear.texts()).toEqual([expect.stringMatching(/^\*ARI dihentikan\*/)])
    for (let n = 0; n < 3; n++) {
      await raise('answer_late')
      await teller().tell()
    }
    expect(ear.texts().slice(1)).toEqual([expect.stringContaining('1 pelanggan menunggu terlalu lama')])
    await later(9)
    await teller().tell()
    expect(ear.posted).toHaveLength(2)
    await later(2)
    await teller().tell()
    expect(ear.texts().slice(2)).toEqual([expect.stringContaining('2 pelanggan menunggu terlalu lama')])
    expect(await waiting()).toBe(0)
  })

  it('500 drafts that are due at once, told by three programs, are one message to each ear', async () => {
    await givenSlack()
    const owner = await givenTold('owner', { ...usualSettings('owner'), drafts: { push: true, mail: true } })
    const browser = await givenDevice(owner.id)
    const talk = await givenWaiting()
    await givenHeldDraft(db, workspace, talk, 'Halo Kak')
    await here('', async (tx) => {
      const subjects = Array.from({ length: 499 }, () => uuidv7())
      for (const subject of subjects) await raiseAlert(tx, { kind: 'review_due', subject, conversationId: null })
      await raiseAlert(tx, { kind: 'review_due', subject: uuidv7(), conversationId: talk.conversationId })
    })
    await Promise.all([teller().tell(), teller().tell(), teller().tell()])
    expect(ear.posted.filter(({ path }) => path === '/services/1').map(({ body }) => body.toString())).toEqual([
      expect.stringContaining('500 draf menunggu ditinjau'),
    ])
    expect(mails.map(({ subject }) => subject)).toEqual([expect.stringContaining('500 drafts wait for review')])
    const pushed = ear.posted.filter(({ path }) => path.startsWith('/push/'))
    expect(pushed.map(({ body }) => browser.read(body))).toEqual([
      {
        title: '500 drafts wait for review',
        text: 'Customers wait for an answer.',
        path: '/review',
        tag: 'review_due',
      },
    ])
    await later(60)
    await teller().tell()
    expect([ear.posted.length, mails.length]).toEqual([2, 1])
  })

  it('what is raised twice under one subject is one alert', async () => {
    await givenSlack()
    await raise('incident', null, 'one')
    await raise('incident', null, 'one')
    await teller().tell()
    await later(60)
    await teller().tell()
    expect(ear.posted).toHaveLength(1)
  })
})

describe('whose matter is over, nobody is told of', () => {
  it('a draft that was decided, or that the customer wrote on from', async () => {
    await givenSlack()
    const decided = await givenWaiting()
    const draftId = await givenHeldDraft(db, workspace, decided, 'Halo')
    const writtenOn = await givenWaiting()
    await givenHeldDraft(db, workspace, writtenOn, 'Halo')
    for (const { conversationId } of [decided, writtenOn]) await raise('review_due', conversationId)
    await db.platform.updateTable('drafts').set({ status: 'approved' }).where('id', '=', draftId).execute()
    await givenMessage(db, workspace, writtenOn, { body: 'Halo?', at: new Date(Date.now() + 1000) })
    await teller().tell()
    expect(ear.posted).toEqual([])
    expect(await waiting()).toBe(0)
  })

  it('a customer who was answered, by the desk or on the phone', async () => {
    await givenSlack()
    const talks = [await givenHandedOver(), await givenHandedOver(), await givenHandedOver()]
    for (const { conversationId } of talks) await raise('answer_late', conversationId)
    await givenMessage(db, workspace, talks[0]!, { body: 'Halo Kak', author: 'staff' })
    const byPhone = await givenMessage(db, workspace, talks[1]!, { body: 'Halo Kak', author: 'staff' })
    await db.platform.updateTable('messages').set({ author: 'phone' }).where('id', '=', byPhone).execute()
    await teller().tell()
    expect(ear.texts()).toEqual([expect.stringContaining(`1 pelanggan menunggu terlalu lama`)])
    expect(ear.texts()[0]).toContain(`https://desk.test/inbox/${talks[2]!.contactId}`)
    expect(ear.texts()[0]).not.toMatch(/Nadia|Halo|\+62/)
  })

  it('an answer that did not go out is none', async () => {
    await givenSlack()
    for (const status of ['queued', 'failed', 'withdrawn']) {
      const { conversationId } = await givenHandedOver()
      await raise('answer_late', conversationId)
      await givenMessage(db, workspace, { conversationId }, { body: 'Halo Kak', author: 'staff', status })
    }
    await teller().tell()
    expect(ear.texts()).toEqual([expect.stringContaining('3 pelanggan menunggu terlalu lama')])
  })

  it('a draft of a workspace whose ARI was switched off', async () => {
    await givenSlack()
    const talk = await givenWaiting()
    await givenHeldDraft(db, workspace, talk, 'Halo')
    await raise('review_due', talk.conversationId)
    await db.platform.updateTable('workspaces').set({ bot_on: false }).where('id', '=', workspace.workspaceId).execute()
    await teller().tell()
    expect([ear.posted, await waiting()]).toEqual([[], 0])
  })

  it('whoever has left the workspace before it was told', async () => {
    const owner = await givenTold('owner')
    await raise('incident')
    await later(0)
    mailFails = new MailNotSent('away')
    await teller().tell()
    await sql`delete from memberships where user_id = ${owner.id}`.execute(db.platform)
    mailFails = undefined
    await later(5)
    await teller().tell()
    expect([mails, await waiting()]).toEqual([[], 0])
  })
})

describe('nothing is lost', () => {
  it('what a program was telling when it died is told by another, when its claim has lapsed', async () => {
    await givenSlack()
    await raise('incident')
    status = 503
    await teller().tell()
    await later(60)
    // Somebody claims it, and is gone.
    expect(await claimLines(db.platform, uuidv7())).toHaveLength(1)
    status = 200
    await teller().tell()
    expect(ear.posted).toHaveLength(1)
    await later(2)
    await teller().tell()
    expect(ear.posted).toHaveLength(2)
    expect(await waiting()).toBe(0)
  })

  it('who is away is tried again, later and later; who refuses is not, and Slack is marked', async () => {
    await givenSlack()
    status = 500
    await raise('incident')
    for (let n = 0; n < 10; n++) {
      await teller().tell()
      await later(60)
    }
    expect(ear.posted).toHaveLength(8)
    expect(await waiting()).toBe(0)
    status = 404
    await raise('incident')
    await teller().tell()
    const slack = await db.platform.selectFrom('alert_slack').select('refused_at').executeTakeFirstOrThrow()
    expect(slack.refused_at).toBeInstanceOf(Date)
    expect(await waiting()).toBe(0)
  })

  it('a mail that its service refuses for good is not tried again; each mail has a key', async () => {
    await givenTold('owner')
    mailFails = new MailRefused('no such address')
    await raise('incident')
    await teller().tell()
    expect(await waiting()).toBe(0)
    mailFails = undefined
    await raise('incident')
    await later(60)
    await teller().tell()
    expect(mails.map(({ key }) => key)).toEqual([expect.stringMatching(/^alert\/[\da-f-]{36}\/[\da-f-]{36}$/)])
  })
})

describe('to whom', () => {
  it('only owners are called; each in their own language, none with a word of the customer', async () => {
    await givenTold('owner', undefined, { language: 'id' })
    await givenTold('owner')
    await givenTold('admin', { ...usualSettings('owner') })
    const talk = await givenHandedOver()
    await raise('owner_called', talk.conversationId)
    await teller().tell()
    expect(mails.map(({ subject }) => subject).sort()).toEqual([
      'Eagle Overseas Education: 1 customer waits, and nobody answers',
      'Eagle Overseas Education: 1 pelanggan menunggu, dan tidak ada yang menjawab',
    ])
    expect(JSON.stringify(mails)).toContain(`/inbox/${talk.contactId}`)
    expect(JSON.stringify(mails)).not.toMatch(/Nadia|Halo|\+62/)
  })

  it('the owner is called too where somebody took the conversation and does not answer', async () => {
    await givenTold('owner')
    const talk = await givenHandedOver()
    await db.platform
      .updateTable('conversations')
      .set({ floor: 'person' })
      .where('id', '=', talk.conversationId)
      .execute()
    await raise('owner_called', talk.conversationId)
    await teller().tell()
    expect(mails.map(({ subject }) => subject)).toEqual([
      expect.stringContaining('1 customer waits, and nobody answers'),
    ])
  })

  it('whoever ends their quiet hours is told of what they put off, and what is gathered goes on being gathered', async () => {
    const quiet = { fromMinute: 0, toMinute: 1439 }
    const settings = { ...usualSettings('owner'), customers: { push: false, mail: true }, quiet }
    const { id } = await givenTold('owner', settings)
    await raise('answer_late')
    await teller({ nowMs: Date.parse('2099-11-22T03:00:00+07:00') }).tell()
    await here('', async (tx) => {
      await saveAlertSettings(tx, id, { ...settings, quiet: null })
      await bringForward(tx, id, WINDOW_MS)
    })
    await teller().tell()
    expect(mails).toHaveLength(1)
    await raise('answer_late')
    await here('', (tx) => bringForward(tx, id, WINDOW_MS))
    await teller().tell()
    expect([mails.length, await waiting()]).toEqual([1, 1])
    await later(16)
    await teller().tell()
    expect(mails).toHaveLength(2)
  })

  it('within quiet hours it waits for the morning, and then it is told if it still matters', async () => {
    const quiet = { fromMinute: 0, toMinute: 1439 }
    await givenTold('owner', { ...usualSettings('owner'), customers: { push: false, mail: true }, quiet })
    const nowMs = Date.parse('2099-11-22T03:00:00+07:00')
    await raise('answer_late')
    await teller({ nowMs }).tell()
    expect(mails).toEqual([])
    const { due_at: dueAt } = await db.platform.selectFrom('alert_lines').select('due_at').executeTakeFirstOrThrow()
    expect(dueAt.toISOString()).toBe('2099-11-22T16:59:00.000Z')
    await sql`update alert_lines set due_at = now()`.execute(db.platform)
    await teller({ nowMs: dueAt.getTime() }).tell()
    expect(mails).toHaveLength(1)
  })

  it('a program whose clock is behind that of Postgres asks for the end of the quiet hours once', async () => {
    const quiet = { fromMinute: 0, toMinute: 1439 }
    await givenTold('owner', { ...usualSettings('owner'), customers: { push: false, mail: true }, quiet })
    await raise('answer_late')
    const behind = teller({ nowMs: Date.parse('2020-11-22T03:00:00+07:00') })
    await behind.tell()
    expect([mails, await waiting()]).toEqual([[], 1])
    const { rows } = await sql<{ isAhead: boolean }>`select due_at > now() as "isAhead" from alert_lines`.execute(
      db.platform,
    )
    expect(rows).toEqual([{ isAhead: true }])
  })

  it('a browser that is gone is forgotten, and so is one in which somebody signed out', async () => {
    const member = await givenTold('member')
    const [gone, out] = [await givenDevice(member.id), await givenDevice(member.id)]
    await sql`delete from sessions where id = ${out.sessionId}`.execute(db.platform)
    status = 410
    await raise('answer_late')
    await teller().tell()
    expect(ear.posted.map(({ path }) => path)).toEqual([new URL(gone.subscription.endpoint).pathname])
    expect(await db.platform.selectFrom('push_subscriptions').select('id').execute()).toEqual([])
  })

  it('another workspace hears nothing of it', async () => {
    const other = await givenWorkspace(db)
    await givenPerson(db, { workspaceId: other.workspaceId, role: 'owner' })
    await givenSlack()
    await raise('incident')
    await teller().tell()
    expect([mails, ear.posted.length]).toEqual([[], 1])
  })
})

it('programs that make the keys for push at the same time come to have the same', async () => {
  await sql`delete from push_keys`.execute(db.platform)
  const made = await Promise.all([keysOf(db)(), keysOf(db)(), keysOf(db)()])
  expect(new Set(made.map((keys) => keys?.privateKey)).size).toBe(1)
  const others = createPushKeys({
    ...{ sealer: givenSealer(), log },
    find: () => findPushKeys(db.platform),
    keepOnce: (pair) => insertPushKeysOnce(db.platform, pair),
  })
  expect(await others()).toBeUndefined()
})
