import { hearEvents, type Heard } from './event-source.ts'

/** The simulator's events, over one connection for all windows where the browser can share it. */
export function openStream(tell: (heard: Heard) => void): void {
  if (typeof SharedWorker === 'undefined') {
    hearEvents(tell)
    return
  }
  const worker = new SharedWorker('/phone/browser/stream-worker.ts', { type: 'module', name: 'phone-events' })
  worker.addEventListener('error', () => hearEvents(tell), { once: true })
  worker.port.addEventListener('message', ({ data }: MessageEvent<Heard>) => tell(data))
  worker.port.start()
  addEventListener('pagehide', () => worker.port.postMessage('bye'))
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) location.reload()
  })
}
