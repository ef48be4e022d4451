type Options = {
  everyMs: number
  /** How long the first time is away. */
  firstMs?: number
  /** The next time tries again. */
  onError: (error: unknown) => void
}

export type Repeated = { start: () => void; stop: () => Promise<void> }

/** Does the work, and again so long after it ended, until it is stopped: then what is under way ends first. */
export function repeat(work: () => Promise<void>, { everyMs, firstMs = everyMs, onError }: Options): Repeated {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let isStopped = false

  function soon(inMs: number): void {
    if (isStopped) return
    timer = setTimeout(() => {
      running = work()
        .catch(onError)
        .finally(() => soon(everyMs))
    }, inMs)
  }

  return {
    start: () => soon(firstMs),
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await running
    },
  }
}
