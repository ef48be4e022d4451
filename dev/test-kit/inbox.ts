import { v7 as uuidv7 } from 'uuid'
import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import { connect, type Database } from '#db/connect.ts'
import { notify } from '#db/queries/notify.ts'
import { notifyDesk, storeMessages } from '#db/queries/receive.ts'
import { launchBrowser, openPage, type PageWish } from './browser.ts'
import type { Desk } from './desk-programs.ts'
import { givenConversation, givenWorkspace, type GivenConversation, type GivenWorkspace } from './given.ts'
import { startDatabase } from './postgres.ts'
import { givenPerson, startWeb } from './web.ts'

export type Inbox = Awaited<ReturnType<typeof startInbox>>
export type InboxPageWish = Omit<PageWish, 'baseURL'> & {
  /** What this page is allowed to say in its console. */
  mayBreak?: RegExp
}

/** The pages on a database of their own with one workspace, somebody who is signed in to it, and a browser. */
export async function startInbox(settings: Record<string, string> = {}) {
  const { url, stop } = await startDatabase()
  const db = connect(url)
  const workspace = await givenWorkspace(db)
  // Nobody answers there: the conversations' workflows are not part of this.
  const nowhere = { TEMPORAL_ADDRESS: '127.0.0.1:9' }
  const inbox = await openInbox(db, workspace, { databaseUrl: url, settings: { ...nowhere, ...settings } })
  return {
    ...inbox,
    workspace,
    async stop() {
      await inbox.stop()
      await db.close()
      await stop()
    },
  }
}

/** The same in front of a whole desk. */
export async function startDeskInbox(desk: Desk, workspaceId: string, wish: Record<string, string> = {}) {
  const { DATABASE_URL = '', TEMPORAL_ADDRESS = '', TEMPORAL_TASK_QUEUE = '', MEDIA_DIR = '' } = desk.env
  const settings = { TEMPORAL_ADDRESS, TEMPORAL_TASK_QUEUE, MEDIA_DIR, ...wish }
  return openInbox(desk.db, { workspaceId }, { databaseUrl: DATABASE_URL, settings })
}

async function openInbox(
  db: Database,
  { workspaceId }: { workspaceId: string },
  pages: { databaseUrl: string; settings: Record<string, string> },
) {
  const [web, browser, me] = await Promise.all([
    startWeb(pages),
    launchBrowser(),
    givenPerson(db, { workspaceId, role: 'owner' }),
  ])
  const cookie = await web.signIn(me.email)
  return {
    ...{ db, web, browser, me, cookie },
    withPage: (wish: InboxPageWish, work: (page: Page) => Promise<void>) =>
      withPage(browser, { baseURL: web.base, cookie, ...wish }, work),
    async stop() {
      await browser.close()
      await web.stop()
    },
  }
}

/** A page of its own for `work`; it fails where the page broke a rule, or is wider than its window. */
export async function withPage(
  browser: Browser,
  { mayBreak, ...wish }: InboxPageWish & { baseURL: string },
  work: (page: Page) => Promise<void>,
): Promise<void> {
  const { page, broken } = await openPage(browser, wish)
  try {
    await work(page)
    expect(broken.filter((line) => mayBreak?.test(line) !== true)).toEqual([])
    expect(await overflow(page)).toBe(0)
  } finally {
    await page.context().close()
  }
}

/** By how many pixels the page is wider than its window. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth))

/** React has taken the page over: presses and typing count from here on. */
export async function isAwake(page: Page): Promise<void> {
  await page.waitForFunction(() => Object.keys(document.body).some((key) => key.startsWith('__reactProps')))
  // What listens for keys is set up after the page was drawn.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))))
}

export async function goto(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await isAwake(page)
}

type Written = { body: string; at?: Date; author?: 'customer' | 'bot' | 'staff'; userId?: string; status?: string }

/** A message of anybody's as it stands in its conversation; live pages are told. */
export async function givenMessage(
  db: Database,
  { workspaceId, channelId }: Pick<GivenWorkspace, 'workspaceId' | 'channelId'>,
  { conversationId }: Pick<GivenConversation, 'conversationId'>,
  { body, at = new Date(), author = 'customer', userId, status }: Written,
): Promise<string> {
  const id = uuidv7()
  const isOurs = author !== 'customer'
  await db.inWorkspace(workspaceId, async (tx) => {
    await tx
      .insertInto('messages')
      .values({
        ...{ id, conversation_id: conversationId, channel_id: channelId, author, body, kind: 'text', sent_at: at },
        ...{ direction: isOurs ? 'outbound' : 'inbound', provider_message_id: `wamid.${id}` },
        status: status ?? (isOurs ? 'sent' : 'received'),
        author_user_id: userId ?? null,
      })
      .execute()
    await tx
      .updateTable('conversations')
      .set(({ fn, val, ref }) => ({ last_message_at: fn('greatest', [ref('last_message_at'), val(at)]) }))
      .where('id', '=', conversationId)
      .execute()
    await notify(tx, { kind: 'message', conversationId })
  })
  return id
}

/** A contact with a conversation in which something was said. */
export async function givenTalk(db: Database, workspace: GivenWorkspace, name: string, body = 'Halo') {
  const talk = await givenConversation(db, workspace, { name })
  await givenMessage(db, workspace, talk, { body })
  return talk
}

/** A message from WhatsApp, stored as the api stores it. Resolves when it is stored, with the time. */
export async function receive(
  db: Database,
  { workspaceId, channelId }: GivenWorkspace,
  { phone }: GivenConversation,
  body: string,
): Promise<number> {
  const eventId = uuidv7()
  const message = {
    ...({ eventId, channelId, sender: phone, direction: 'inbound', author: 'customer', kind: 'text', body } as const),
    ...{
      content: {},
      providerMessageId: `wamid.${eventId}`,
      replyToProviderId: null,
      outcome: null,
      counts: true,
      optWord: null,
    },
    sentAt: new Date(),
  }
  const person = { sender: phone, identities: [{ kind: 'phone' as const, value: phone }], phone, name: null }
  await db.inWorkspace(workspaceId, async (tx) => {
    const stored = await storeMessages(tx, workspaceId, [person], [message])
    await notifyDesk(
      tx,
      workspaceId,
      stored.map(({ conversationId }) => conversationId),
      'message',
    )
  })
  return Date.now()
}

/** When the text came to stand in the page, by the page's own clock, which is this machine's. */
export const shownAt = async (page: Page, text: string): Promise<number> => {
  const found = await page.waitForFunction(
    (words) =>
      [...document.querySelectorAll('[role=log] .bubble-text')].some(({ textContent }) => textContent === words) &&
      Date.now(),
    text,
  )
  return Number(await found.jsonValue())
}
