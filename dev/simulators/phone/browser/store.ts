import type { ThreadView } from '../../whatsapp/control.ts'
import type { LoggedEvent } from '../../whatsapp/event-log.ts'
import type { Settings } from '../../whatsapp/settings.ts'
import type { PhoneNumber, Template } from '../../whatsapp/shapes.ts'
import type { ThreadLine } from '../../whatsapp/spectator.ts'
import type { ActiveFault } from './api.ts'
import type { Connection } from './event-source.ts'

/** All that is shown. `undefined` is what has not been read yet. */
export type State = {
  connection: Connection
  numbers?: PhoneNumber[]
  phoneNumberId?: string | undefined
  lines: ThreadLine[]
  /** Whether the number's customers were read: none of them is no answer before. */
  areLinesRead: boolean
  /** Whose phone it is: the customer's key. */
  customer?: string | undefined
  thread?: ThreadView | undefined
  templates: Template[]
  faults: ActiveFault[]
  reads: Settings['reads']
  log: LoggedEvent[]
}

export type Store = ReturnType<typeof createStore>

/** Holds the state and tells the views once after each turn in which it changed. */
export function createStore(first: State) {
  let state = first
  let told = true
  const listeners = new Set<(state: State) => void>()

  function tell() {
    told = true
    for (const listener of listeners) listener(state)
  }

  return {
    get: () => state,

    set(patch: Partial<State>) {
      state = { ...state, ...patch }
      if (!told) return
      told = false
      queueMicrotask(tell)
    },

    /** Shows what is there at once, then every change of the part that was picked. */
    watch<const Picked extends readonly unknown[]>(pick: (state: State) => Picked, show: (picked: Picked) => void) {
      let last: Picked | undefined
      const look = (now: State) => {
        const picked = pick(now)
        if (last && picked.every((part, at) => part === last?.[at])) return
        last = picked
        show(picked)
      }
      listeners.add(look)
      look(state)
    },

    /** For when the page is built anew, in another language. */
    forgetWatchers: () => listeners.clear(),
  }
}
