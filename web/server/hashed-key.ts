import { createHmac } from 'node:crypto'

/** What is counted under: no address of a person or a machine is kept, only what the same one gives again. */
export function hashedKey(secret: string, key: string): string {
  return createHmac('sha256', secret).update(key.toLowerCase()).digest('base64url')
}
