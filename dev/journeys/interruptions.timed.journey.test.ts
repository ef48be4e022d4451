import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { eventually, givenCustomer, startDesk, type Desk, type DeskWorkspace } from '../test-kit/desk.ts'

let desk: Desk
let workspace: DeskWorkspace
beforeAll(async () => {
  desk = await startDesk()
  await Promise.all([desk.start('worker'), desk.start('api')])
  workspace = await desk.createWorkspace()
})
afterAll(() => desk.stop())
afterEach(() => {
  desk.whatsapp.clearFaults()
  desk.llm.reset()
})

/** Every reply of WhatsApp's own count went out once, and every inbound message has its outcome. */
async function nothingLostNothingTwice(): Promise<void> {
  await eventually(async () => {
    const open = await desk.db.platform
      .selectFrom('messages')
      .where('workspace_id', '=', workspace.workspaceId)
      .where('direction', '=', 'inbound')
      .where('outcome', 'is', null)
      .select('id')
      .execute()
    expect(open).toEqual([])
  }, 30_000)
  const bodies = desk.whatsapp.sends({ phoneNumberId: workspace.phoneNumberId }).map(({ opaque }) => opaque)
  expect(new Set(bodies).size).toBe(bodies.length)
}

const inboundOf = (phone: string) =>
  desk.db.inWorkspace(workspace.workspaceId, (tx) =>
    tx
      .selectFrom('messages')
      .innerJoin('conversations as c', 'c.id', 'messages.conversation_id')
      .innerJoin('contacts', 'contacts.id', 'c.contact_id')
      .where('contacts.phone', '=', phone)
      .where('direction', '=', 'inbound')
      .orderBy('messages.sent_at')
      .select(['messages.status', 'messages.outcome', 'c.id as conversationId', 'c.stage', 'c.score'])
      .execute(),
  )

describe('without a worker', () => {
  it('WH-13 CV-23 the message is kept as received; the reply comes when a worker is back, where the talk was left', async () => {
    const customer = givenCustomer(desk, workspace)
    await customer.hears(() => customer.says('Halo, aku Nadia'))
    await desk.kill('worker')
    const message = customer.says('Mau ke Australia')
    expect(await message.delivered).toBe(true)
    const before = await eventually(async () => {
      const rows = await inboundOf(customer.phone)
      expect(rows).toHaveLength(2)
      return rows
    })
    expect(before[1]).toMatchObject({ status: 'received', outcome: null, stage: 'qualification' })
    await customer.hears(() => desk.start('worker'))
    await eventually(async () => expect((await inboundOf(customer.phone))[1]).toMatchObject({ status: 'responded' }))
    // What was told before the power cut is not asked again.
    const { body } = desk.llm.requests().at(-1) ?? {}
    expect((body as { messages: { content: string }[] }).messages[0]?.content).toMatch(/Known: .*name=Nadia/)
    await nothingLostNothingTwice()
  })

  it('SIGTERM lets a worker finish what it does', async () => {
    desk.llm.setDelay(1_000)
    const customer = givenCustomer(desk, workspace)
    await customer.hears(async () => {
      await customer.says('Halo').delivered
      await eventually(() => expect(desk.llm.requests().length).toBeGreaterThan(0))
      await desk.kill('worker', 'SIGTERM')
      desk.llm.setDelay(0)
      await desk.start('worker')
    })
    await nothingLostNothingTwice()
  })
})

describe('a slow model', () => {
  it('TS-05 WH-23 LM-25 of 15 s delays neither the webhook nor loses the reply', async () => {
    desk.llm.setDelay(15_000)
    const customer = givenCustomer(desk, workspace)
    const startedAtMs = Date.now()
    const message = customer.says('Halo')
    expect(await message.delivered).toBe(true)
    expect(Date.now() - startedAtMs).toBeLessThan(500)
    await customer.hears(() => undefined, 25_000)
    expect(Date.now() - startedAtMs).toBeGreaterThan(15_000)
  })
})

describe('the same event again', () => {
  it('TS-06 WH-15 WH-16 twenty times at once is one message and one reply', async () => {
    desk.whatsapp.addFaults({
      kind: 'duplicate-webhooks',
      copies: 20,
      on: 'message',
      phoneNumberId: workspace.phoneNumberId,
    })
    const customer = givenCustomer(desk, workspace)
    await customer.hears(() => customer.says('Halo'))
    await pause(1_000)
    expect(await inboundOf(customer.phone)).toHaveLength(1)
    expect(customer.sends()).toHaveLength(1)
  })

  it('BY-01 twenty first messages at once are one conversation, twenty messages, one reply', async () => {
    const busy = await desk.createWorkspace({ burstMs: 1_000 })
    const customer = givenCustomer(desk, busy)
    await customer.hears(() =>
      Promise.all(Array.from({ length: 20 }, (_, index) => customer.says(`Halo ${index}`).delivered)),
    )
    await eventually(async () => {
      const rows = await desk.db.inWorkspace(busy.workspaceId, (tx) =>
        tx.selectFrom('messages').where('direction', '=', 'inbound').select(['conversation_id', 'outcome']).execute(),
      )
      expect(rows).toHaveLength(20)
      expect(new Set(rows.map(({ conversation_id: id }) => id)).size).toBe(1)
      expect(rows.every(({ outcome }) => outcome === 'answered')).toBe(true)
    })
    expect(customer.sends()).toHaveLength(1)
  })
})

describe('sending', () => {
  it('an answer that is lost is not sent twice: the status tells that it went out', async () => {
    desk.whatsapp.addFaults({ kind: 'lose-response', phoneNumberId: workspace.phoneNumberId })
    const customer = givenCustomer(desk, workspace)
    await customer.hears(() => customer.says('Halo'))
    await nothingLostNothingTwice()
    expect(customer.sends()).toHaveLength(1)
  })

  it('a worker killed with a send on its way does not send it again', async () => {
    desk.whatsapp.addFaults({ kind: 'delay-response', ms: 3_000, phoneNumberId: workspace.phoneNumberId })
    const customer = givenCustomer(desk, workspace)
    await customer.hears(() => customer.says('Halo'))
    await desk.kill('worker')
    await desk.start('worker')
    await nothingLostNothingTwice()
    expect(customer.sends()).toHaveLength(1)
  })

  it('WH-33 a refusal that passes is tried again, one that stays goes to people with the reason', async () => {
    desk.whatsapp.addFaults({ kind: 'send-error', code: 130429, times: 2, phoneNumberId: workspace.phoneNumberId })
    const customer = givenCustomer(desk, workspace)
    await customer.hears(() => customer.says('Halo'))
    expect(customer.sends()).toHaveLength(1)

    desk.whatsapp.addFaults({ kind: 'send-error', code: 131026, phoneNumberId: workspace.phoneNumberId })
    const unreachable = givenCustomer(desk, workspace)
    unreachable.says('Halo')
    await eventually(async () => expect((await inboundOf(unreachable.phone))[0]).toMatchObject({ outcome: 'human' }))
    const failed = await desk.db.platform
      .selectFrom('messages')
      .innerJoin('conversations as c', 'c.id', 'messages.conversation_id')
      .where('messages.status', '=', 'failed')
      .where('c.handoff_reason', '=', 'send_failed')
      .select('messages.failure')
      .executeTakeFirstOrThrow()
    expect(failed.failure).toMatchObject({ code: 131026 })
  })
})

describe('without an api', () => {
  it('what WhatsApp could not deliver comes when the api is back', async () => {
    await desk.kill('api')
    const customer = givenCustomer(desk, workspace)
    expect(await customer.says('Halo').delivered).toBe(false)
    await customer.hears(() => desk.start('api'))
    await nothingLostNothingTwice()
  })
})

describe('the model', () => {
  it.each([
    ['an error', { do: 'error', status: 500, times: 'always' } as const],
    ['nonsense', { do: 'raw', content: 'Maaf?', times: 'always' } as const],
    ['nothing', { do: 'empty', times: 'always' } as const],
    ['half an answer', { do: 'cut', midway: true, times: 'always' } as const],
  ])('LM-03 that answers with %s leaves the message to people', async (_, step) => {
    desk.llm.script(step)
    const customer = givenCustomer(desk, workspace)
    customer.says('Halo')
    await eventually(
      async () => expect((await inboundOf(customer.phone))[0]).toMatchObject({ outcome: 'human' }),
      30_000,
    )
    expect(customer.sends()).toHaveLength(0)
  })
})
