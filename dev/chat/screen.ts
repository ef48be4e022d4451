import { emitKeypressEvents } from 'node:readline'
import { createInterface } from 'node:readline'
import type { Customer } from './customer.ts'
import { parseInput, type Input } from './input.ts'
import { renderConversation, type Paint } from './render.ts'
import type { ChatEvent } from './shapes.ts'
import { WORDS, type Language } from './words.ts'

type Options = {
  input: NodeJS.ReadStream
  output: NodeJS.WriteStream
  language: Language
  business: string
  paint: Paint
  becomeNew: () => Promise<Customer>
}

export type Screen = {
  redraw: (event?: ChatEvent) => void
  setAway: (away: boolean) => void
  run: (first: Customer) => Promise<Customer>
}

const ENTER = '\u001b[?1049h'
const LEAVE = '\u001b[?1049l'

/** The chat on a screen of its own: bubbles above, what is typed below. Leaves the terminal as it was. */
export function createScreen({ input, output, language, business, paint, becomeNew }: Options): Screen {
  const words = WORDS[language]
  const readline = createInterface({ input, output, prompt: '› ' })
  let customer: Customer | undefined
  let note: string[] = []
  let away = false
  let scrolledUp = 0

  function redraw(event?: ChatEvent) {
    if (!customer) return
    if (event?.type === 'message') scrolledUp = 0
    const { columns, rows } = output
    const conversation = customer.conversation()
    const header = `${paint('bold', business)} ${paint('dim', `· ${words.as} ${customer.who.name} ${customer.who.phone}`)}`
    const hint = conversation.options.length > 0 ? words.choose : words.placeholder
    const below = [
      ...note.map((line) => paint('alarm', line)),
      paint(away ? 'alarm' : 'dim', away ? words.simulatorAway : hint),
    ]
    const room = Math.max(1, rows - below.length - 2)
    const lines = renderConversation(conversation, { width: columns - 1, language, paint })
    scrolledUp = Math.max(0, Math.min(scrolledUp, lines.length - room))
    const end = lines.length - scrolledUp
    const seen = lines.slice(Math.max(0, end - room), end)
    const page = [header, ...Array.from({ length: room - seen.length }, () => ''), ...seen, ...below]
    output.write(`\u001b[?25l\u001b[H${page.map((line) => `${line}\u001b[K`).join('\n')}\n\u001b[J`)
    readline.prompt(true)
    output.write('\u001b[?25h')
  }

  async function carryOut(order: Input): Promise<boolean> {
    note = []
    if (order.do === 'quit') return false
    if (order.do === 'help') note = words.help
    else if (order.do === 'unknown') note = [`${words.unknownCommand}: ${order.command}`]
    else if (order.do === 'new') customer = await becomeNew()
    else {
      await customer?.act(order).catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error)
        note = [order.do === 'image' || order.do === 'voice' ? `${words.cannotRead}: ${reason}` : reason]
      })
    }
    return true
  }

  function listenToKeys() {
    emitKeypressEvents(input, readline)
    input.on('keypress', (_: string, key: { name?: string } | undefined) => {
      const page = Math.max(1, (output.rows || 24) - 6)
      if (key?.name === 'pageup') scrolledUp += page
      else if (key?.name === 'pagedown') scrolledUp -= page
      else return
      redraw()
    })
    output.on('resize', () => redraw())
  }

  return {
    redraw,

    setAway(now) {
      away = now
      redraw()
    },

    async run(first) {
      customer = first
      output.write(ENTER)
      listenToKeys()
      redraw()
      await new Promise<void>((resolve) => {
        readline.on('line', (line) => {
          void carryOut(parseInput(line, customer?.conversation().options ?? [])).then((goOn) => {
            if (goOn) redraw()
            else readline.close()
          })
        })
        readline.on('SIGINT', () => readline.close())
        readline.on('close', resolve)
      })
      output.write(LEAVE)
      return customer
    },
  }
}
