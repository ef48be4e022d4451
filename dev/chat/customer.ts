import { randomInt } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Option } from './content.ts'
import { after, EMPTY, fromThread, type Conversation } from './conversation.ts'
import type { Input } from './input.ts'
import type { ChatEvent } from './shapes.ts'
import type { Simulator } from './simulator.ts'

export type Who = { phone: string; name: string }

/** An Indonesian mobile number that nobody is likely to have had before. */
export const newPhone = () => `+62812${String(randomInt(10_000_000, 100_000_000))}`

const NAMES = ['Ani', 'Budi', 'Citra', 'Dewi', 'Eka', 'Fajar', 'Gita', 'Hadi', 'Intan', 'Joko', 'Kartika', 'Lina']
export const newName = () => NAMES[randomInt(NAMES.length)] ?? 'Ani'

export type Customer = ReturnType<typeof createCustomer>

type Options = {
  simulator: Simulator
  phoneNumberId: string
  who: Who
  onChange: (event?: ChatEvent) => void
  onAway: (away: boolean) => void
}

/** One customer in one chat: says things, and keeps what is to be seen of the chat. */
export function createCustomer({ simulator, phoneNumberId, who, onChange, onAway }: Options) {
  const stopped = new AbortController()
  let conversation: Conversation = EMPTY
  let early: ChatEvent[] | undefined = []

  function hear(event: ChatEvent) {
    if (early) {
      early.push(event)
      return
    }
    conversation = after(conversation, event)
    onChange(event)
    if (event.type === 'status' && event.status === 'delivered') void look()
  }

  // What arrives between the stream's beginning and the thread's answer is applied behind it; messages by id only once.
  async function begin() {
    early = []
    const thread = await simulator.thread(phoneNumberId, who.phone)
    conversation = thread ? fromThread(thread) : EMPTY
    const meanwhile = early
    early = undefined
    for (const event of meanwhile) conversation = after(conversation, event)
    onAway(false)
    onChange()
  }

  async function stayTuned(ready: () => void) {
    for (;;) {
      const onOpen = () => begin().then(ready)
      await simulator
        .listen(phoneNumberId, who.phone, { onOpen, onEvent: hear, signal: stopped.signal })
        .catch(() => undefined)
      if (stopped.signal.aborted) return
      onAway(true)
      await sleep(500)
    }
  }

  const look = () => simulator.open(phoneNumberId, who.phone).catch(() => undefined)

  const send = (what: Record<string, unknown>) =>
    simulator.inbound({ phoneNumberId, from: { phone: who.phone, name: who.name }, ...what })

  function choose({ kind, messageId, id, title, description }: Option) {
    const reply = { id, title, ...(description !== undefined && { description }) }
    return send({ contextId: messageId, ...(kind === 'list' ? { listReply: reply } : { buttonReply: { id, title } }) })
  }

  async function sendFile(type: 'image' | 'audio', path: string | undefined) {
    const base64 = path === undefined ? undefined : (await readFile(path)).toString('base64')
    await send({ message: { type, [type]: { ...(base64 !== undefined && { base64 }), ...mimeTypeOf(path) } } })
  }

  return {
    who,
    conversation: () => conversation,

    /** Resolves when the earlier thread is there. */
    start: () => new Promise<void>((resolve) => void stayTuned(resolve)),

    /** Carries out what concerns the business; the rest is the terminal's. */
    async act(input: Input): Promise<boolean> {
      if (input.do === 'say') await send({ text: input.text })
      else if (input.do === 'choose') await choose(input.option)
      else if (input.do === 'image') await sendFile('image', input.path)
      else if (input.do === 'voice') await sendFile('audio', input.path)
      else if (input.do === 'burst') for (const text of input.texts) await send({ text })
      else return false
      return true
    },

    stop: () => stopped.abort(),
  }
}

const TYPES: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  ogg: 'audio/ogg; codecs=opus',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
}

function mimeTypeOf(path: string | undefined) {
  const mimeType = TYPES[path?.split('.').at(-1)?.toLowerCase() ?? '']
  return mimeType === undefined ? {} : { mime_type: mimeType }
}
