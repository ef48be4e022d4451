import { afterAll, beforeAll, expect, it } from 'vitest'
import { eventually, givenCustomer, startDesk, type Desk, type DeskWorkspace } from '../dev/test-kit/desk.ts'

// A deployment: the worker is asked to stop while it works, and the next one is there.

let desk: Desk
let workspace: DeskWorkspace
beforeAll(async () => {
  desk = await startDesk()
  await Promise.all([desk.start('worker'), desk.start('api')])
  workspace = await desk.createWorkspace()
})
afterAll(() => desk.stop())

const attempts = () => desk.db.platform.selectFrom('send_attempts').select(['id', 'outcome']).execute()

it('a draft and a send that are under way when the worker is asked to stop end there, and no reply is late or twice', async () => {
  const [drafting, sending] = [givenCustomer(desk, workspace), givenCustomer(desk, workspace)]
  desk.whatsapp.addFaults({ kind: 'delay-response', ms: 2_000, phoneNumberId: workspace.phoneNumberId })
  sending.says('Halo')
  await eventually(async () => expect(await attempts()).toHaveLength(1))
  desk.llm.setDelay(2_000)
  drafting.says('Halo')
  await eventually(() => expect(desk.llm.requestCount()).toBe(2))

  const gone = desk.kill('worker', 'SIGTERM')
  await desk.start('worker')
  const [[first]] = await Promise.all([desk.whatsapp.waitForSends(toOf(drafting), 20_000), gone])
  expect(first).toBeDefined()
  // The old worker brought both to their end: the model was asked once for each, WhatsApp called once for each.
  await eventually(async () =>
    expect((await attempts()).map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted']),
  )
  await eventually(async () => expect(await unanswered()).toEqual([]))
  expect(desk.llm.requestCount()).toBe(2)
  expect([drafting.sends().length, sending.sends().length]).toEqual([1, 1])

  // Whoever writes next is answered at once: nothing waits for the worker that went.
  desk.llm.setDelay(0)
  await drafting.hears(() => drafting.says('Mau kuliah di Australia'), 8_000)
})

it('a draft that outlasts the grace is handed on', { timeout: 90_000 }, async () => {
  const customer = givenCustomer(desk, workspace)
  const asked = desk.llm.requestCount()
  desk.llm.setStanding({ do: 'hang' })
  customer.says('Halo')
  await eventually(() => expect(desk.llm.requestCount()).toBe(asked + 1))
  desk.llm.setStanding(null)

  const gone = desk.kill('worker', 'SIGTERM')
  await desk.start('worker')
  await gone
  await desk.whatsapp.waitForSends(toOf(customer), 20_000)
  await eventually(async () => expect(await unanswered()).toEqual([]))
  expect(customer.sends()).toHaveLength(1)
  expect(desk.lines.filter((line) => line.includes('The worker stopped'))).toEqual([])
})

const toOf = ({ phone }: { phone: string }) => ({
  phoneNumberId: workspace.phoneNumberId,
  to: phone.slice(1),
  count: 1,
})

const unanswered = () =>
  desk.db.inWorkspace(workspace.workspaceId, (tx) =>
    tx.selectFrom('messages').where('direction', '=', 'inbound').where('outcome', 'is', null).select('id').execute(),
  )
