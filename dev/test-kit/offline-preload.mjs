// Loaded into every program of a demo before itself: who asks for anything but this machine is written down in the file
// OUTSIDE_ASKED, one host a line, and gets nowhere. What Temporal's worker does in Rust is not seen; it is given one
// address, and that is ours.
import { appendFileSync } from 'node:fs'
import { Socket } from 'node:net'

const LOCAL = /^(localhost|127(\.\d+){3}|::1|::ffff:127(\.\d+){3})$/i
const reallyConnect = Socket.prototype.connect

Socket.prototype.connect = function (...asked) {
  const [first, second] = Array.isArray(asked[0]) ? asked[0] : asked
  const host = typeof first === 'object' && first !== null ? first.host : second
  // No host is this machine, and a path (a socket in the file system) as well.
  if (typeof host !== 'string' || LOCAL.test(host)) return reallyConnect.apply(this, asked)
  appendFileSync(process.env.OUTSIDE_ASKED, `${host}\n`)
  // Nobody answers there: it fails as it would without a network.
  return reallyConnect.call(this, 9, '127.0.0.1')
}
