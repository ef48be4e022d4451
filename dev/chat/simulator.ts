import { z } from 'zod'
import { ChatEvent, Numbers, Thread, type BusinessNumber } from './shapes.ts'

export type Simulator = ReturnType<typeof createSimulatorClient>

const Problem = z.looseObject({ error: z.string() })

/** The simulator's control addresses, as far as a customer needs them. */
export function createSimulatorClient(url: string) {
  async function ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${url}/control${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
    const answer: unknown = await response.json()
    if (response.ok) return answer
    const problem = Problem.safeParse(answer)
    throw new Error(problem.success ? problem.data.error : `${method} ${path}: ${response.status}`)
  }

  return {
    numbers: async (): Promise<BusinessNumber[]> => Numbers.parse(await ask('GET', '/numbers')).numbers,

    inbound: (order: Record<string, unknown>) => ask('POST', '/inbound', order),

    open: (phoneNumberId: string, customer: string) => ask('POST', '/open', { phoneNumberId, customer }),

    async thread(phoneNumberId: string, customer: string): Promise<Thread | undefined> {
      const response = await fetch(
        `${url}/control/thread?${new URLSearchParams({ phoneNumberId, customer }).toString()}`,
      )
      return response.ok ? Thread.parse(await response.json()) : undefined
    },

    /** Runs until the stream ends or is stopped; `onOpen` comes before the first event. */
    async listen(phoneNumberId: string, customer: string, { onOpen, onEvent, signal }: Listening): Promise<void> {
      const query = new URLSearchParams({ phoneNumberId, customer }).toString()
      const response = await fetch(`${url}/control/events?${query}`, { signal })
      if (!response.body) return
      await onOpen()
      let rest = ''
      for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
        const parts = `${rest}${text}`.split('\n\n')
        rest = parts.pop() ?? ''
        for (const event of parts.flatMap(parseEvent)) onEvent(event)
      }
    },
  }
}

type Listening = { onOpen: () => Promise<void>; onEvent: (event: ChatEvent) => void; signal: AbortSignal }

/** One block of a server-sent stream; comments and events of a kind unknown here are nothing. */
export function parseEvent(block: string): ChatEvent[] {
  const data = block
    .split('\n')
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice(5).trimStart())
    .join('\n')
  if (data === '') return []
  const parsed = ChatEvent.safeParse(JSON.parse(data))
  return parsed.success ? [parsed.data] : []
}
