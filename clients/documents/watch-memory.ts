import { kill, memoryUsage, pid } from 'node:process'
import { workerData } from 'node:worker_threads'

// A thread beside the one that reads: that one is too busy to notice what it takes.
const EVERY_MS = 25
const { mostBytes } = workerData as { mostBytes: number }

setInterval(() => {
  if (memoryUsage.rss() > mostBytes) kill(pid, 'SIGKILL')
}, EVERY_MS)
