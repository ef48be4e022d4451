import type { LinkButton } from '#schema/quick-reply.ts'
import { BUTTON_MOST, LINK_MOST } from '#schema/whatsapp-limits.ts'
import type { ThreadMessage } from './contract.ts'
import { isId, isWebAddress, wrongWith } from './words.ts'

/** A message that the server has not confirmed, as this browser keeps it. */
export type Unconfirmed = Pick<ThreadMessage, 'id' | 'body' | 'at' | 'replyTo'> & { link?: LinkButton | undefined }

// Read by hand: it is our own writing, the server parses whatever is sent of it, and with zod the inbox would load a
// twelfth more.

/** A button out of what this browser kept; null where it is none. */
export function linkFrom(kept: unknown): LinkButton | null {
  const { label, url } = fieldsOf(kept)
  if (!isText(label) || !isText(url) || !isWebAddress(url.trim())) return null
  const button = { label: label.trim(), url: url.trim() }
  return wrongWith(button.label, BUTTON_MOST) === null && wrongWith(button.url, LINK_MOST) === null ? button : null
}

/** The messages out of what this browser kept, as JSON; none where one of them is no such thing. */
export function unconfirmedFrom(kept: string | null): Unconfirmed[] {
  const found = listOf(kept).map(unconfirmedOf)
  return found.every((one) => one !== null) ? found : []
}

function unconfirmedOf(kept: unknown): Unconfirmed | null {
  const { id, body, at, replyTo, link } = fieldsOf(kept)
  if (!isText(id) || !isId(id) || !isText(body) || !isText(at)) return null
  const quoted = replyTo === null ? null : quotedOf(replyTo)
  const button = link === undefined ? undefined : linkFrom(link)
  if (quoted === undefined || button === null) return null
  return { id, body, at, replyTo: quoted, ...(button && { link: button }) }
}

function quotedOf(kept: unknown): ThreadMessage['replyTo'] | undefined {
  const { id, author, kind, body } = fieldsOf(kept)
  return isText(id) && isAuthor(author) && isText(kind) && isText(body) ? { id, author, kind, body } : undefined
}

function listOf(json: string | null): unknown[] {
  try {
    const list: unknown = JSON.parse(json ?? '[]')
    return Array.isArray(list) ? list : []
  } catch {
    return []
  }
}

const AUTHORS: Record<ThreadMessage['author'], true> = {
  customer: true,
  bot: true,
  staff: true,
  phone: true,
  system: true,
}
const isAuthor = (value: unknown): value is ThreadMessage['author'] => isText(value) && Object.hasOwn(AUTHORS, value)
const isText = (value: unknown) => typeof value === 'string'
const fieldsOf = (value: unknown) => Object(value) as Record<string, unknown>
