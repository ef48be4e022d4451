import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/** Whether `text` is the secret, in a time that tells nothing about it. */
export function isSecret(text: string | undefined, secret: string | null | undefined): boolean {
  if (text === undefined || !secret) return false
  return timingSafeEqual(digest(text), digest(secret))
}

/** Meta's `X-Hub-Signature-256: sha256=<hex>`. */
export function isSignedByMeta(secret: string, body: Buffer, header: string): boolean {
  const given = readDigest(/^sha256=([0-9a-f]{64})$/i, header)
  if (given === undefined) return false
  return matches(secret, body, given) || escapedForms(body).some((form) => matches(secret, form, given))
}

/** Kapso's hex digest; some senders write `sha256=` before it. */
export function isSignedByKapso(secret: string, body: Buffer, header: string): boolean {
  const given = readDigest(/^(?:sha256=)?([0-9a-f]{64})$/i, header)
  return given !== undefined && matches(secret, body, given)
}

/**
 * Meta may sign the ASCII form of a body that it sends as UTF-8: `ä` as `\u00e4`, and some senders `/ < % @` too.
 * The bytes are rewritten in place; parsing and writing them again would change more than that.
 */
function escapedForms(body: Buffer): Buffer[] {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)
  } catch {
    return []
  }
  const forms = [text.replace(/[^\0-\x7f]/g, escape), text.replace(/\\[^]|[/<%@]|[^\0-\x7f]/g, escapeMore)]
  return [...new Set(forms)].filter((form) => form !== text).map((form) => Buffer.from(form))
}

const escape = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
const MORE: Record<string, string> = { '/': '\\/', '<': '\\u003C', '%': '\\u0025', '@': '\\u0040' }
const escapeMore = (unit: string): string => (unit.startsWith('\\') ? unit : (MORE[unit] ?? escape(unit)))

function matches(secret: string, body: Buffer, given: Buffer): boolean {
  return timingSafeEqual(createHmac('sha256', secret).update(body).digest(), given)
}

function readDigest(form: RegExp, header: string): Buffer | undefined {
  const [, hex] = form.exec(header) ?? []
  return hex === undefined ? undefined : Buffer.from(hex, 'hex')
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
