import type { Log } from '#clients/log/log.ts'
import { MailRefused, type Mailer } from '#clients/mail/mail.ts'
import type { Pusher } from '#clients/push/push.ts'
import type { PushKeys } from '#clients/push/vapid.ts'
import type { Sealer } from '#clients/secrets/seal.ts'
import { postToSlack } from '#clients/slack/webhook.ts'
import type { Db } from '#db/connect.ts'
import { dropDevice, findReached, findSlackEar, listDevices, markSlack, type Reached } from '#db/queries/alert-ears.ts'
import type { ClaimedLine } from '#db/queries/alert-lines.ts'
import { judgeSlackAddress, type Reach } from '#domain/alert/addresses.ts'
import { keptBackUntil, waysFor } from '#domain/alert/rules.ts'
import { alertWords, type AlertWords } from '#domain/alert/words.ts'

export type WaysDeps = {
  db: Db
  log: Log
  mailer: Pick<Mailer, 'send'>
  pusher: Pusher
  pushKeys: () => Promise<PushKeys | undefined>
  sealer: Pick<Sealer, 'open'>
  reach: Reach
  /** Of our pages, without a slash at the end. */
  appUrl: string
}

/** `nobody`: there is no ear any more. `later`: within quiet hours. `away`: worth another try. */
export type Telling = { outcome: 'told' | 'nobody' | 'refused' | 'away' } | { outcome: 'later'; atMs: number }
/** How many matters there are, and whose customer it is where there is one. */
export type Matter = { count: number; contactId: string | null }

export const NOBODY: Telling = { outcome: 'nobody' }

/** Tells what is on a line to whoever is at its end, as they want it now. */
export async function tellLine(
  deps: WaysDeps,
  line: ClaimedLine,
  { matter, nowMs }: { matter: Matter; nowMs: number },
): Promise<Telling> {
  const { workspaceId, userId, kind, way } = line
  if (way === 'slack') return tellSlack(deps, line, matter)
  const person = userId === null ? undefined : await findReached(deps.db, { workspaceId, userId })
  if (userId === null || person === undefined || !waysFor(kind, person).includes(way)) return NOBODY
  const quiet = person.settings?.quiet ?? null
  const atMs = keptBackUntil(kind, { quiet, timeZone: person.timeZone, nowMs })
  if (atMs !== null) return { outcome: 'later', atMs }
  const words = alertWords(kind, person.language, matter)
  return way === 'mail' ? tellByMail(deps, line, { person, words }) : tellByPush(deps, { ...line, userId }, words)
}

async function tellSlack(
  { db, log, sealer, reach, appUrl }: WaysDeps,
  line: ClaimedLine,
  matter: Matter,
): Promise<Telling> {
  const { workspaceId, kind } = line
  const ear = await findSlackEar(db, workspaceId)
  if (ear === undefined) return NOBODY
  const address = sealer.open(ear.webhookSealed)
  if (judgeSlackAddress(address, reach) !== 'allowed') return NOBODY
  const { title, text, path } = alertWords(kind, ear.language, matter)
  const outcome = await postToSlack(address, `*${title}*\n${text}\n${appUrl}${path}`)
  if (outcome === 'refused') log.warn({ workspaceId, kind }, 'The Slack of a workspace refuses its alerts')
  if (outcome !== 'away') await markSlack(db, workspaceId, { isRefused: outcome === 'refused' })
  return { outcome }
}

async function tellByMail(
  { mailer, log, appUrl }: WaysDeps,
  { workspaceId, userId, kind, pending }: ClaimedLine,
  { person, words }: { person: Reached; words: AlertWords },
): Promise<Telling> {
  const { title, text, path } = words
  try {
    await mailer.send({
      to: person.email,
      subject: `${person.workspace}: ${title}`,
      text: `${title}.\n${text}\n\n${appUrl}${path}\n\n${FOOT[person.language]}\n${appUrl}/notifications\n`,
      // By the oldest that is told of: whoever dies after sending sends no second one.
      key: `alert/${String(pending[0])}/${String(userId)}`,
    })
    return { outcome: 'told' }
  } catch (error) {
    const isFinal = error instanceof MailRefused
    log.warn({ err: error, workspaceId, userId, kind }, 'An alert was not taken by the mail service')
    return { outcome: isFinal ? 'refused' : 'away' }
  }
}

const FOOT = { id: 'Atur pemberitahuan Anda:', en: 'Choose what you are told of:' }

/** To all of a person's browsers; one that takes it is enough. */
async function tellByPush(
  { db, log, pusher, pushKeys }: WaysDeps,
  { workspaceId, userId, kind }: ClaimedLine & { userId: string },
  words: AlertWords,
): Promise<Telling> {
  const [devices, keys] = await Promise.all([listDevices(db, { workspaceId, userId }), pushKeys()])
  if (devices.length === 0 || keys === undefined) return NOBODY
  const letter = { topic: kind, data: { ...words, tag: kind } }
  const outcomes = await Promise.all(
    devices.map(async (device) => {
      const outcome = await pusher.send(keys, device, letter)
      if (outcome === 'gone') await dropDevice(db, device.id)
      if (outcome === 'refused') log.warn({ workspaceId, userId, kind }, 'A push service refuses our pushes')
      return outcome
    }),
  )
  if (outcomes.includes('told')) return { outcome: 'told' }
  return { outcome: outcomes.includes('away') ? 'away' : outcomes.includes('refused') ? 'refused' : 'nobody' }
}
