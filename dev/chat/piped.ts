import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Entry } from './conversation.ts'
import { parseInput } from './input.ts'
import { failureOf, renderPlain, type Paint } from './render.ts'
import type { Customer } from './customer.ts'
import { WORDS, type Language } from './words.ts'

type Options = {
  input: NodeJS.ReadableStream
  say: (line: string) => void
  language: Language
  business: string
  paint: Paint
  becomeNew: () => Promise<Customer>
  /** How long a first answer is waited for, and how long it must be quiet after one. */
  patienceMs: number
  quietMs: number
}

/** Each line a message, each answer waited for: for demonstrations from a script. */
export async function chatPiped(
  first: Customer,
  { input, say, language, business, paint, becomeNew, patienceMs, quietMs }: Options,
) {
  const words = WORDS[language]
  let customer = first
  let shown = new Map<string, boolean>()

  /** Says what is new; true when something of the business was. */
  function show(): boolean {
    let heard = false
    for (const entry of customer.conversation().entries) {
      const key = keyOf(entry)
      const failure = entry.kind === 'message' ? entry.message.failure : undefined
      if (!shown.has(key)) {
        say(renderPlain(entry, business, language, paint))
        if (entry.kind === 'message' && entry.message.direction !== 'in') heard = true
      }
      if (failure && shown.get(key) !== true) say(paint('alarm', failureOf(failure, words)))
      shown.set(key, failure !== undefined)
    }
    return heard
  }

  async function settle() {
    const startedAt = Date.now()
    let heardAt: number | undefined
    for (;;) {
      if (show()) heardAt = Date.now()
      const quiet = heardAt !== undefined && Date.now() - heardAt >= quietMs && !customer.conversation().typing
      if (quiet) return
      if (Date.now() - startedAt > patienceMs) {
        if (heardAt === undefined) say(paint('dim', words.noReply))
        return
      }
      await sleep(Math.min(50, quietMs))
    }
  }

  show()
  for await (const line of createInterface({ input })) {
    const order = parseInput(line, customer.conversation().options)
    if (order.do === 'quit') break
    if (order.do === 'new') {
      customer = await becomeNew()
      shown = new Map()
    } else if (order.do === 'help') words.help.forEach(say)
    else if (order.do === 'unknown') say(`${words.unknownCommand}: ${order.command}`)
    else if (await customer.act(order)) await settle()
  }
  show()
  return customer
}

const keyOf = (entry: Entry) =>
  entry.kind === 'message' ? entry.message.id : `${entry.about}|${entry.at}|${entry.text}`
