export type Told = { id: string; event: string; data: Record<string, unknown>; atMs: number }
export type Events = ReturnType<typeof readEvents>

/** Reads a stream of server-sent events to its end, or until it is closed. */
export function readEvents(stream: ReadableStream<Uint8Array> | null) {
  const told: Told[] = []
  const beats: string[] = []
  const reader = stream?.getReader()
  let isOver = reader === undefined
  const reading = read().catch(() => undefined)

  async function read(): Promise<void> {
    const decoder = new TextDecoder()
    let text = ''
    for (;;) {
      const part = await reader?.read().catch(() => undefined)
      if (part === undefined || part.done) break
      text += decoder.decode(part.value, { stream: true })
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) take(block)
    }
    isOver = true
  }

  function take(block: string): void {
    const lines = block.split('\n')
    const field = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2)
    const event = field('event')
    if (event === undefined) beats.push(block)
    else
      told.push({
        id: field('id') ?? '',
        event,
        data: JSON.parse(field('data') ?? 'null') as Record<string, unknown>,
        atMs: Date.now(),
      })
  }

  return {
    told,
    /** What is no event: when to come back, signs of life. */
    beats,
    isOver: () => isOver,
    of: (event: string) => told.filter((one) => one.event === event),
    async close(): Promise<void> {
      await reader?.cancel().catch(() => undefined)
      await reading
    },
  }
}
