import { randomUUID } from 'node:crypto'
import { Client, Connection } from '@temporalio/client'
import { expect, it, onTestFinished } from 'vitest'
import { findTemporal } from '../services/temporal-binary.ts'
import { startTemporal } from '../services/temporal.ts'
import { eventually } from './api.ts'
import { storedHistories } from './histories.ts'
import { findWords, findWordsInHistories } from './words-in-histories.ts'

const WAMID = 'wamid.HBgMNjI4MTIzNDU2Nzg5FQIAERgSQTdFNkQ5'

// A server of its own: what is planted here must not be found in that of the run.
it('finds a planted word, number, name and message id, and says in which workflow', async () => {
  const server = await startTemporal({ binary: await findTemporal(() => undefined) })
  onTestFinished(() => server.stop())
  const connection = await Connection.connect({ address: server.address })
  onTestFinished(() => connection.close())
  const { workflow } = new Client({ connection })
  const clean = { workspaceId: randomUUID(), sentAtMs: Date.now(), declined: { email: 1 }, answered: ['name', 'phone'] }
  const planted = {
    clean,
    words: { ...clean, say: 'Halo, saya mau kuliah' },
    number: { ...clean, to: '+6281234567890' },
    name: { ...clean, who: 'Nadia Rahmawati' },
    id: { ...clean, id: WAMID },
    // Without its prefix it still holds the number.
    hidden: { ...clean, id: WAMID.slice(6) },
    key: { ...clean, body: 'x' },
  }
  for (const [workflowId, input] of Object.entries(planted)) {
    // Nobody works on this queue: what is looked for stands in the first event.
    const handle = await workflow.start('nobody', { workflowId, taskQueue: 'nobody', args: [input] })
    if (workflowId === 'name') await handle.terminate()
  }
  await eventually(async () => (await findWordsInHistories(server.address)).histories === 7)
  const { found } = await findWordsInHistories(server.address)
  expect([...new Set(found.map(({ workflowId }) => workflowId))].sort()).toEqual([
    'hidden',
    'id',
    'key',
    'name',
    'number',
    'words',
  ])
})

it('finds nothing in the stored histories', async () => {
  for (const { workflowId, history } of await storedHistories())
    expect(findWords(history.events ?? []), workflowId).toEqual([])
})
