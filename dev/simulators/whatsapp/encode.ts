import { createHmac } from 'node:crypto'
import type { Json, PhoneNumber } from './shapes.ts'

const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

/** Meta's JSON: ASCII only, with `\/`. A slash stands only inside strings, so the replacement is safe. */
export function encodeJson(body: Json, encoding: PhoneNumber['encoding']): string {
  const plain = JSON.stringify(body)
  if (encoding === 'raw') return plain
  const ascii = plain.replace(/[\u007f-\uffff]/g, escaped).replaceAll('/', '\\/')
  if (encoding === 'escaped') return ascii
  return ascii.replace(
    /[<%@]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  )
}

export const sign = (secret: string, body: string) => createHmac('sha256', secret).update(body, 'utf8').digest('hex')
