import type { Log } from '#clients/log/log.ts'

export type Outage = ReturnType<typeof createOutage>

/** Says once that a service is away and once that it is back, however many calls fail in between. */
export function createOutage(log: Log, service: string, consequence: string) {
  let since: number | undefined
  return {
    isOn: () => since !== undefined,
    began(error: unknown): void {
      if (since !== undefined) return
      since = Date.now()
      log.error({ err: error }, `${service} does not answer: ${consequence}`)
    },
    ended(): void {
      if (since === undefined) return
      log.info({ awayMs: Date.now() - since }, `${service} answers again`)
      since = undefined
    },
  }
}
