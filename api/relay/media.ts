import type { Log } from '#clients/log/log.ts'
import { inspected, MoreThanAllowed, type Inspected } from '#clients/media-store/inspect.ts'
import { mediaKey, type MediaStore } from '#clients/media-store/media-store.ts'
import type { Sealer } from '#clients/secrets/seal.ts'
import { MediaNotHad, type MediaPlace, type WhatsAppMedia } from '#clients/whatsapp/media.ts'
import type { Line } from '#clients/whatsapp/whatsapp.ts'
import type { Database } from '#db/connect.ts'
import {
  claimDueMedia,
  isMediaKept,
  markMediaKept,
  markMediaLost,
  postponeMedia,
  type DueMedia,
} from '#db/queries/media.ts'
import {
  judgeFile,
  MEDIA_LIFE_MS,
  MOST_BYTES,
  pauseAfter,
  type MediaKind,
  type MediaRefusal,
} from '#domain/media/judge.ts'

type Deps = {
  database: Database
  sealer: Sealer
  whatsapp: WhatsAppMedia
  store: MediaStore
  log: Log
  everyMs?: number
}

/** The file may not be kept. */
class Refused extends Error {
  override name = 'Refused'
  readonly why: MediaRefusal
  constructor(why: MediaRefusal) {
    super(why)
    this.why = why
  }
}

const AT_ONCE = 4
/** A hundred megabytes come in this time over an ordinary line. */
const FETCH_WITHIN_MS = 150_000
/** Longer than fetching may take: who has a file for so long and is not done has died. */
const CLAIM_FOR_MS = 180_000
const SWEEP_EVERY_MS = 3_600_000
/** WhatsApp may not know a file at once; after so many tries it never will. */
const UNKNOWN_FOR_GOOD = 8

/** Fetches the files that came with messages and keeps them. Any number of processes may do this at once. */
export function createMediaKeeping({ database, sealer, whatsapp, store, log, everyMs = 1_000 }: Deps) {
  const stopping = new AbortController()
  const underWay = new Set<Promise<void>>()
  let looking: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  let sweptAtMs = 0

  /** Takes as many files as there is room for. */
  async function look(): Promise<void> {
    if (Date.now() - sweptAtMs > SWEEP_EVERY_MS) {
      sweptAtMs = Date.now()
      await store.sweep()
    }
    const room = AT_ONCE - underWay.size
    if (room <= 0) return
    for (const due of await claimDueMedia(database.platform, { limit: room, forMs: CLAIM_FOR_MS })) {
      const work = keep(due)
        // It is taken again once nobody has it any more.
        .catch((error: unknown) => log.warn({ err: error, messageId: due.messageId }, 'A file waits on'))
        .finally(() => {
          underWay.delete(work)
          lookSoon(0)
        })
      underWay.add(work)
    }
  }

  function lookSoon(inMs = everyMs): void {
    if (stopping.signal.aborted) return
    clearTimeout(timer)
    timer = setTimeout(() => {
      looking = looking
        .then(look)
        .catch((error: unknown) => log.warn({ err: error }, 'Files of customers wait on'))
        .finally(() => lookSoon())
    }, inMs)
  }

  async function keep(due: DueMedia): Promise<void> {
    const { messageId, workspaceId } = due
    const fileKey = mediaKey(workspaceId, messageId)
    try {
      const { foundType, bytes, sha256 } = await fetchInto(fileKey, due)
      const isOurs = await markMediaKept(database, due, { fileKey, foundType, bytes, sha256 })
      // The message was erased meanwhile: so is what came with it.
      if (!isOurs && !(await isMediaKept(database, due))) await store.delete(fileKey)
      log.info({ event: 'media_kept', messageId, bytes }, 'A file of a customer is kept')
    } catch (error) {
      if (error instanceof Refused || error instanceof MoreThanAllowed) {
        const reason = error instanceof Refused ? error.why : 'too-large'
        await markMediaLost(database, due, { state: 'refused', reason })
        log.info({ event: 'media_refused', messageId, reason }, 'A file of a customer is not kept')
      } else if (stopping.signal.aborted) await postponeMedia(database, due, { reason: 'stopped', pauseMs: 0 })
      else await notYet(due, error)
    }
  }

  async function notYet(due: DueMedia, error: unknown): Promise<void> {
    const { messageId, attempts, createdAt } = due
    const reason = error instanceof MediaNotHad ? error.why : 'broken'
    const isTooLate = Date.now() - createdAt.getTime() > MEDIA_LIFE_MS
    if (isTooLate || (reason === 'unknown' && attempts >= UNKNOWN_FOR_GOOD)) {
      await markMediaLost(database, due, { state: 'gone', reason: isTooLate ? 'expired' : reason })
      log.warn({ event: 'media_gone', messageId, attempts, reason }, 'A file of a customer is not to be had any more')
      return
    }
    await postponeMedia(database, due, { reason, pauseMs: pauseAfter(attempts) })
    // The address of a file is a secret, and the error of a download may hold it.
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    log.warn({ event: 'media_waits', messageId, attempts, reason, code }, 'A file of a customer is tried again')
  }

  /** Puts the file into the store and says what it is; what may not be kept never comes to stand there. */
  async function fetchInto(fileKey: string, due: DueMedia): Promise<Inspected> {
    const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(FETCH_WITHIN_MS)])
    const { declaredType, fileName } = due
    const kind = due.kind as MediaKind
    const line = lineOf(due)
    const ask = () => whatsapp.find(line, due.providerMediaId, signal)
    const place = await ask()
    if (place.bytes !== null && place.bytes > MOST_BYTES[kind]) throw new Refused('too-large')
    const parts = await whatsapp.open(line, place.url, signal).catch(async (error: unknown) => {
      if (!(error instanceof MediaNotHad) || error.why !== 'expired') throw error
      return whatsapp.open(line, (await ask()).url, signal)
    })
    let kept: Inspected | undefined
    const judge = (found: Inspected) => {
      const why = judgeFile({ kind, declaredType: declaredType ?? place.mimeType, fileName, ...found })
      if (why !== null) throw new Refused(why)
      if (!isSame(place, found.sha256)) throw new MediaNotHad('unreachable')
      kept = found
    }
    await store.put(fileKey, inspected(parts, MOST_BYTES[kind], judge))
    if (kept === undefined) throw new TypeError('A file was kept without being looked at.')
    return kept
  }

  function lineOf({ provider, phoneNumberId, accessTokenSealed }: DueMedia): Line {
    const accessToken = accessTokenSealed === null ? null : sealer.open(accessTokenSealed)
    return { provider: provider === 'kapso' ? 'kapso' : 'meta', phoneNumberId, accessToken }
  }

  return {
    start: () => lookSoon(0),
    /** What is under way is let go of; the next start takes it again. */
    async stop(): Promise<void> {
      stopping.abort()
      clearTimeout(timer)
      await looking
      await Promise.all(underWay)
    },
  }
}

/** WhatsApp gives the hash in hexadecimal or in base64; what is neither says nothing. */
function isSame({ sha256 }: MediaPlace, found: string): boolean {
  if (sha256 === null) return true
  const told = /^[0-9a-f]{64}$/i.test(sha256) ? sha256.toLowerCase() : Buffer.from(sha256, 'base64').toString('hex')
  return told.length !== 64 || told === found
}
