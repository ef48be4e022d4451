import type { ThreadView } from '../../whatsapp/control.ts'
import type { ThreadMessage } from '../../whatsapp/shapes.ts'
import type { Inbound } from './api.ts'

/** Limit of one text on WhatsApp, and of what the simulator takes. */
export const TEXT_LIMIT = 4096
export const SIMULATOR_LIMIT = 65_536

/** A long text in pieces that fit; put together they are the text again. */
export function piecesOf(text: string, most = TEXT_LIMIT): string[] {
  const pieces: string[] = []
  let rest = text
  while (rest.length > most) {
    const window = rest.slice(0, most)
    const space = Math.max(window.lastIndexOf('\n'), window.lastIndexOf(' ')) + 1
    let cut = space > most / 2 ? space : most
    // Never between the two halves of one character.
    if (/[\ud800-\udbff]$/.test(rest.slice(0, cut))) cut -= 1
    pieces.push(rest.slice(0, cut))
    rest = rest.slice(cut)
  }
  return [...pieces, rest]
}

export type Posted = {
  thread: ThreadView
  text: string
  /** A piece of the text before it, which was too long. */
  continues?: boolean | undefined
  file?: File | undefined
  replyTo?: ThreadMessage | undefined
  what: () => Inbound | Promise<Inbound>
}

type Deps = {
  send: (thread: ThreadView, what: Inbound) => Promise<void>
  giveBack: (unsent: readonly Posted[], error: unknown) => void
}

/** Messages go out one after the other; when one cannot, those behind it are given back with it, in order. */
export function createOutbox({ send, giveBack }: Deps) {
  let waiting: Posted[] = []
  let running = false

  async function run() {
    running = true
    for (let next = waiting[0]; next; next = waiting[0]) {
      try {
        await send(next.thread, await next.what())
        waiting.shift()
      } catch (error) {
        const unsent = waiting
        waiting = []
        giveBack(unsent, error)
      }
    }
    running = false
  }

  return {
    hasFile: () => waiting.some(({ file }) => file !== undefined),

    post(...posted: Posted[]) {
      waiting.push(...posted)
      if (!running) void run()
    },
  }
}

/** The texts as their writer wrote them: pieces without a seam, messages on lines of their own. */
export const writtenText = (unsent: readonly Pick<Posted, 'text' | 'continues'>[]): string =>
  unsent.reduce((all, { text, continues }) => (all === '' || continues ? all + text : `${all}\n${text}`), '')
