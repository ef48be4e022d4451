import { randomBytes, randomInt, scrypt } from 'node:crypto'

// Without the letters and digits that are mistaken for each other when read aloud or copied by hand.
const READABLE = 'abcdefghjkmnpqrstuvwxyz23456789'

/** A password to hand over once, as `k7mq-…`: 16 letters and digits, 79 bits. */
export function makeOneTimePassword(): string {
  const group = () => Array.from({ length: 4 }, () => READABLE.charAt(randomInt(READABLE.length))).join('')
  return [group(), group(), group(), group()].join('-')
}

const SCRYPT = { N: 16_384, r: 16, p: 1, maxmem: 64 * 1024 * 1024 }

/** The password as the sign-in keeps it: `salt:key` in hex, and the salt is used as it is written. */
export function hashPassword(password: string, salt = randomBytes(16).toString('hex')): Promise<string> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, 64, SCRYPT, (error, key) => {
      if (error) reject(error)
      else resolve(`${salt}:${key.toString('hex')}`)
    })
  })
}

/** A secret for an address or a verification, safe to stand in one: 32 characters, 192 bits. */
export function makeKey(): string {
  return randomBytes(24).toString('base64url')
}
