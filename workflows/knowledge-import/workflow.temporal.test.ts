import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createKnowledgeImports } from '#clients/temporal/knowledge-imports.ts'
import { recordingActivities } from '../../dev/test-kit/activities.ts'
import { connectTemporal, type TemporalConnections } from '../../dev/test-kit/temporal.ts'
import { createWorker } from '../../worker/worker.ts'
import { knowledgeImportWorkflowId } from './contract.ts'

let temporal: TemporalConnections
beforeAll(async () => {
  temporal = await connectTemporal()
})
afterAll(async () => {
  await temporal.connection.close()
  await temporal.nativeConnection.close()
})

it('a document is read once however often it is asked, and given up when no try ends well', async () => {
  const taskQueue = randomUUID()
  const done: string[] = []
  const [workspaceId, good, bad] = [randomUUID(), randomUUID(), randomUUID()]
  const activities = {
    ...recordingActivities().activities,
    readDocument: async ({ documentId }: { documentId: string }) => {
      done.push(`read ${documentId}`)
      if (documentId === bad) throw new Error('it went wrong')
      await new Promise((resolve) => setTimeout(resolve, 500))
    },
    giveUpDocument: async ({ documentId }: { documentId: string }) => void done.push(`given up ${documentId}`),
  }
  const { nativeConnection: connection, namespace } = temporal
  const worker = await createWorker({ connection, namespace, taskQueue, activities })
  const imports = createKnowledgeImports(temporal.client, { taskQueue })
  await worker.runUntil(async () => {
    expect(await imports.start({ workspaceId, documentId: good })).toBe(true)
    expect(await imports.start({ workspaceId, documentId: good })).toBe(true)
    expect(await imports.start({ workspaceId, documentId: bad })).toBe(true)
    for (const id of [good, bad]) await temporal.client.workflow.getHandle(knowledgeImportWorkflowId(id)).result()
  })
  expect(done.filter((line) => line.endsWith(good))).toEqual([`read ${good}`])
  expect(done.filter((line) => line.endsWith(bad))).toEqual([
    ...Array.from({ length: 5 }, () => `read ${bad}`),
    `given up ${bad}`,
  ])
})
