/** What can be undone and done again. What is now is not in it. */
export type History<State> = { past: readonly State[]; future: readonly State[]; mark: string | null }

export const NO_HISTORY: History<never> = { past: [], future: [], mark: null }
const MOST_STEPS = 100

/**
 * Notes that `now` gives way to something else. Changes of the same mark, the letters of one field for instance, are
 * one step.
 */
export function note<State>({ past, mark: last }: History<State>, now: State, mark: string | null): History<State> {
  if (mark !== null && mark === last && past.length > 0) return { past, future: [], mark }
  return { past: [...past, now].slice(-MOST_STEPS), future: [], mark }
}

/** A step back; undefined where there is none. */
export function back<State>({ past, future }: History<State>, now: State) {
  const state = past.at(-1)
  if (state === undefined) return undefined
  return { state, history: { past: past.slice(0, -1), future: [now, ...future], mark: null } }
}

/** A step forth again; undefined where there is none. */
export function forth<State>({ past, future }: History<State>, now: State) {
  const [state, ...rest] = future
  if (state === undefined) return undefined
  return { state, history: { past: [...past, now], future: rest, mark: null } }
}
