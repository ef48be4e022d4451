import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'

export type Wire = { readonly port: number; cut(): Promise<void>; mend(): Promise<void> }

/** A port that leads to another one, until it is cut: for services that go away and come back. */
export async function createWire(to: { host: string; port: number }): Promise<Wire> {
  const sockets = new Set<Socket>()
  let server: Server | undefined
  let port = 0

  function join(from: Socket): void {
    const onward = connect(to.port, to.host)
    for (const socket of [from, onward]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        sockets.delete(socket)
        from.destroy()
        onward.destroy()
      })
    }
    from.pipe(onward).pipe(from)
  }

  async function mend(): Promise<void> {
    if (server) return
    server = createServer(join)
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    port = (server.address() as AddressInfo).port
  }

  async function cut(): Promise<void> {
    const open = server
    server = undefined
    if (!open) return
    const closed = once(open, 'close')
    open.close()
    for (const socket of sockets) socket.destroy()
    await closed
  }

  await mend()
  return {
    get port() {
      return port
    },
    cut,
    mend,
  }
}

/** The same address by way of the wire. */
export function through(wire: Wire, address: string): string {
  const url = new URL(address)
  url.hostname = '127.0.0.1'
  url.port = String(wire.port)
  return url.href
}
