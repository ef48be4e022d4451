import { expect, it } from 'vitest'
import { eventually, givenCustomer, startDesk } from '../dev/test-kit/desk.ts'

it('OP-26 twenty messages while the worker is stopped are twenty in the queue, and none once it works', async () => {
  const desk = await startDesk()
  try {
    await desk.start('api')
    const workspace = await desk.createWorkspace()
    const length = async () => {
      const page = await (await fetch(`${desk.url}/metrics`)).text()
      return Number(/^work_queue_length (\d+)$/m.exec(page)?.[1])
    }
    expect(await length()).toBe(0)
    const customers = Array.from({ length: 20 }, (_, n) => givenCustomer(desk, workspace, `Customer ${String(n)}`))
    for (const customer of customers) customer.says('Saya mau kuliah di Australia')
    await eventually(async () => expect(await length()).toBe(20))
    await desk.start('worker')
    await eventually(async () => expect(await length()).toBe(0), 60_000)
    for (const customer of customers) expect(customer.sends()).toHaveLength(1)
  } finally {
    await desk.stop()
  }
})
