import { join } from 'node:path'

/**
 * For programs that a test starts: Node keeps what it compiled of them, by what stands in each file. Every journey starts
 * several, and half of their start was that.
 */
export const KEEP_COMPILED = {
  NODE_COMPILE_CACHE: join(import.meta.dirname, '../../node_modules/.cache/my21staff/compiled'),
}
