// Watches over the processes that one of our programs started: when that program goes, however it goes, they go too.
// It reads lines from its standard input, `+<pid> <signal>` and `-<pid>`; the end of the input is the end of the program.
import { createInterface } from 'node:readline'

const GRACE_MS = 8_000
const watched = new Map()

process.on('SIGINT', () => {})
process.on('SIGTERM', () => {})
process.on('SIGHUP', () => {})

for await (const line of createInterface({ input: process.stdin })) {
  const [, sign, pid, signal = 'SIGTERM'] = /^([+-])(\d+)(?: (\w+))?$/.exec(line) ?? []
  if (sign === '+') watched.set(Number(pid), signal)
  if (sign === '-') watched.delete(Number(pid))
}

for (const [pid, signal] of watched) send(pid, signal)
const giveUpAt = Date.now() + GRACE_MS
while ([...watched.keys()].some((pid) => send(pid, 0)) && Date.now() < giveUpAt)
  await new Promise((done) => setTimeout(done, 50))
for (const pid of watched.keys()) send(-pid, 'SIGKILL')

function send(pid, signal) {
  try {
    return process.kill(pid, signal)
  } catch {
    return false
  }
}
