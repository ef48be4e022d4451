import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestWorkflowEnvironment } from '@temporalio/testing'
import * as keys from '#workflows/search-attributes.ts'
import { SEARCH_ATTRIBUTES } from '#clients/temporal/search-attributes.ts'
import { connectTemporal, startTimeSkipping, type TemporalConnections } from './temporal.ts'

describe('the dev server of a test run', () => {
  let temporal: TemporalConnections
  beforeAll(async () => {
    temporal = await connectTemporal()
  })
  afterAll(() => Promise.all([temporal.connection.close(), temporal.nativeConnection.close()]))

  it('knows what conversations are searched by', async () => {
    const { customAttributes } = await temporal.connection.operatorService.listSearchAttributes({
      namespace: temporal.namespace,
    })
    expect(Object.keys(customAttributes).sort()).toEqual(Object.keys(SEARCH_ATTRIBUTES).sort())
  })
})

it('what is registered is what conversations carry', () => {
  const carried = Object.values(keys).map(({ name, type }) => [name, type.replaceAll('_', '').toLowerCase()])
  const registered = Object.entries(SEARCH_ATTRIBUTES).map(([name, type]) => [name, type.toLowerCase()])
  expect(Object.fromEntries(registered)).toEqual(Object.fromEntries(carried))
})

describe('the time-skipping server', () => {
  let skipping: TestWorkflowEnvironment
  beforeAll(async () => {
    skipping = await startTimeSkipping()
  })
  afterAll(() => skipping.teardown())

  it('lets a week pass in a moment', async () => {
    const startedAt = Date.now()
    const before = await skipping.currentTimeMs()
    await skipping.sleep('7 days')
    expect((await skipping.currentTimeMs()) - before).toBeGreaterThanOrEqual(7 * 86_400_000)
    expect(Date.now() - startedAt).toBeLessThan(10_000)
  })
})
