import { stopAll } from './guarded.ts'

/** When the person or the machine ends a command, what it started ends too. */
export function stopOnSignals(): void {
  let isStopping = false
  const stop = (code: number) => {
    if (isStopping) return
    isStopping = true
    void stopAll(5_000).then(() => process.exit(code))
  }
  process.on('SIGINT', () => stop(130))
  process.on('SIGTERM', () => stop(143))
  process.on('SIGHUP', () => stop(129))
  process.on('disconnect', () => stop(1))
  // To hear that it closes must not keep us from ending.
  process.channel?.unref()
}
