import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { PendingPost } from './deliveries.ts'
import { isJson, type PhoneNumber, type Template, type Thread } from './shapes.ts'
import type { Store } from './store.ts'

type State = { version: 1; numbers: PhoneNumber[]; templates: Template[]; threads: Thread[]; pending: PendingPost[] }

const VERSION = 1
const MOST_THREADS = 500
const MOST_MESSAGES = 60
const MOST_PENDING = 10_000
const PAUSE = 500

// Written by ourselves, so the version is all that is checked.
const isState = (value: unknown): value is State => isJson(value) && value['version'] === VERSION

export type StateFile = ReturnType<typeof createStateFile>

/** Numbers, templates, threads and undelivered webhooks in a file, so that they survive a restart. */
export function createStateFile(path: string, store: Store, pending: () => PendingPost[]) {
  let timer: NodeJS.Timeout | undefined
  let writing = Promise.resolve()
  let lastCost = 0
  mkdirSync(dirname(path), { recursive: true })

  const state = (): State => ({
    version: VERSION,
    numbers: [...store.numbers.values()],
    templates: [...store.templates.values()],
    threads: [...store.threads.values()]
      .slice(-MOST_THREADS)
      .map((thread) => ({ ...thread, messages: thread.messages.slice(-MOST_MESSAGES) })),
    pending: pending().slice(-MOST_PENDING),
  })

  async function write() {
    const startedAt = performance.now()
    const text = JSON.stringify(state())
    lastCost = performance.now() - startedAt
    await writeFile(`${path}.new`, text)
    await rename(`${path}.new`, path)
  }

  return {
    load(): State | undefined {
      try {
        const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
        return isState(value) ? value : undefined
      } catch {
        return undefined
      }
    },

    /** Writes soon; never more than about a twentieth of the time is spent on it. */
    touch() {
      timer ??= setTimeout(
        () => {
          timer = undefined
          writing = writing.then(write).catch((error: unknown) => {
            console.error(`Could not write ${path}`, error)
          })
        },
        Math.max(PAUSE, lastCost * 20),
      )
    },

    async close() {
      clearTimeout(timer)
      await writing
      writeFileSync(`${path}.new`, JSON.stringify(state()))
      renameSync(`${path}.new`, path)
    },
  }
}
