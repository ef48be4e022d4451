import { v5 as uuidv5 } from 'uuid'

const NAMESPACE = '5a5d2f6c-7f0e-5b43-9a51-6d2b0e5c1f21'

/** The same names give the same id, so that seeding again finds what it made. */
export function seedId(...names: (string | number)[]): string {
  return uuidv5(names.join('/'), NAMESPACE)
}
