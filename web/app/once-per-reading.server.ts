import { AsyncLocalStorage } from 'node:async_hooks'

type Answers = Map<string, Promise<unknown>>

// On the process: the pages are a bundle of their own, and the program around them begins each request.
const PLACE = Symbol.for('my21staff.web.request')
const place = globalThis as typeof globalThis & { [PLACE]?: AsyncLocalStorage<Answers> | undefined }
const current = (place[PLACE] ??= new AsyncLocalStorage<Answers>())

/** Answers one reading of a page: what its loaders ask alike is asked once. Not for what changes something, or stays. */
export function asOneReading<T>(work: () => T): T {
  return current.run(new Map(), work)
}

/** What `ask` gives; within one reading of a page it is asked once for each `key`. */
export function oncePerReading<T>(key: string, ask: () => Promise<T>): Promise<T> {
  const answers = current.getStore()
  const known = answers?.get(key)
  // The same key is asked for by the same code, so it has the same type.
  if (known !== undefined) return known as Promise<T>
  const answer = ask()
  answers?.set(key, answer)
  return answer
}
