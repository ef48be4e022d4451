import { join } from 'node:path'
import { NativeConnection, Worker } from '@temporalio/worker'

// The floor's worker, a process of its own as ours is. Its far side comes in the environment.

const { TEMPORAL_ADDRESS: address = '', FLOOR_QUEUE: taskQueue = '', FAR_SIDE: farSide = '' } = process.env

async function post(path: string, body: object): Promise<void> {
  const response = await fetch(farSide + path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  })
  await response.text()
}

const worker = await Worker.create({
  connection: await NativeConnection.connect({ address }),
  taskQueue,
  workflowsPath: join(import.meta.dirname, 'floor-workflow.ts'),
  activities: {
    ask: () => post('/v1/chat/completions', { model: 'm', messages: [{ role: 'user', content: 'Halo' }] }),
    send: ({ to }: { to: string }) => post('/v24.0/1/messages', { to, type: 'text', text: { body: 'Baik, Kak.' } }),
  },
})
process.stdout.write('{"event":"floor_ready"}\n')
await worker.run()
