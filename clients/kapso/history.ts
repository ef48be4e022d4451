import { z } from 'zod'

/** Kapso did not give its history. `status` is null where no answer came. */
export class HistoryUnavailable extends Error {
  override name = 'HistoryUnavailable'
  readonly status: number | null
  constructor(message: string, status: number | null, options?: ErrorOptions) {
    super(message, options)
    this.status = status
  }
}

export type HistoryWish = {
  phoneNumberId: string
  /** Of the channel's own; else the deployment's. */
  apiKey: string | null
  since: Date
  /** Without it: up to what came last. */
  until: Date | null
}

/** Messages as Kapso keeps them, the newest first, with how many pages they came in. */
export type KapsoHistory = {
  /** Every message of a number in a stretch of time. `onPage` is told of each page that came. */
  list(wish: HistoryWish, onPage?: () => Promise<void>): Promise<unknown[]>
}

export type KapsoHistoryOptions = { url: string; apiKey?: string | undefined; timeoutMs?: number }

const Page = z.object({
  data: z.array(z.unknown()),
  paging: z
    .object({
      cursors: z
        .object({ after: z.string().min(1).nullish().catch(null) })
        .nullish()
        .catch(null),
    })
    .nullish()
    .catch(null),
})

/** Kapso's proxy of the Graph API, which alone has what was said before: Meta itself has nothing like it. */
const PROXY = '/meta/whatsapp/v24.0'
const PAGE = 100
/** More than a busy number has in a stretch: a cursor that leads in a circle ends here. */
const MOST_PAGES = 1000

/** What Kapso keeps of a number's messages, over HTTP. */
export function createKapsoHistory({ url, apiKey, timeoutMs = 20_000 }: KapsoHistoryOptions): KapsoHistory {
  const root = url.replace(/\/+$/, '')
  const base = root.includes('/meta/whatsapp') ? root : root + PROXY

  async function page({ phoneNumberId, apiKey: own, since, until }: HistoryWish, after: string | null) {
    const key = own ?? apiKey
    if (key === undefined) throw new HistoryUnavailable('There is no key for Kapso.', 401)
    const query = new URLSearchParams({ since: since.toISOString(), limit: String(PAGE), fields: 'kapso(default)' })
    if (until !== null) query.set('until', until.toISOString())
    if (after !== null) query.set('after', after)
    let response: Response
    let text: string
    try {
      response = await fetch(`${base}/${encodeURIComponent(phoneNumberId)}/messages?${query.toString()}`, {
        headers: { 'x-api-key': key },
        signal: AbortSignal.timeout(timeoutMs),
      })
      text = await response.text()
    } catch (error) {
      throw new HistoryUnavailable('Kapso does not answer.', null, { cause: error })
    }
    // What it says of an error may hold what was asked for.
    if (!response.ok) throw new HistoryUnavailable(`Kapso answered HTTP ${String(response.status)}.`, response.status)
    const read = Page.safeParse(parse(text))
    if (!read.success) throw new HistoryUnavailable('Kapso answered something else than a list.', response.status)
    return { rows: read.data.data, after: read.data.paging?.cursors?.after ?? null }
  }

  return {
    async list(wish, onPage = () => Promise.resolve()) {
      const rows: unknown[] = []
      let after: string | null = null
      for (let count = 0; count < MOST_PAGES; count++) {
        const next = await page(wish, after)
        rows.push(...next.rows)
        await onPage()
        if (next.after === null || next.after === after || next.rows.length === 0) return rows
        after = next.after
      }
      throw new HistoryUnavailable('The history of Kapso does not end.', 200)
    },
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
