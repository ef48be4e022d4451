import { hearEvents, type Connection } from './event-source.ts'

// A browser keeps six connections to one address. Windows share this stream, or the seventh customer would hang.
const ports = new Set<MessagePort>()
let state: Connection = 'connecting'

hearEvents((heard) => {
  if ('state' in heard) state = heard.state
  for (const port of ports) port.postMessage(heard)
})

self.addEventListener('connect', (event) => {
  const [port] = (event as MessageEvent).ports
  if (!port) return
  ports.add(port)
  port.addEventListener('message', () => ports.delete(port))
  port.start()
  port.postMessage({ state })
})
