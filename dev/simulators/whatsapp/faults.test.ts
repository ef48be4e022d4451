import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { changesOf, errorOf, listOf, messagesOf, startPair, statusesOf, type Pair } from './test-product.ts'

let pair: Pair
beforeEach(async () => {
  pair = await startPair()
  await pair.says('halo').delivered
  pair.product.hooks.length = 0
})
afterEach(() => pair.stop())

const states = () => statusesOf(pair.product.hooks).map(({ status }) => status)
const texts = () => messagesOf(pair.product.hooks).map(({ text }) => text)

describe('the answer to a send', () => {
  test.each([
    [131056, undefined, 400],
    [130429, undefined, 400],
    [131047, undefined, 400],
    [131026, undefined, 400],
    [190, undefined, 401],
    [131000, undefined, 500],
    [130429, 429, 429],
  ])('error %i', async (code, httpStatus, expected) => {
    pair.control.addFaults({ kind: 'send-error', code, times: 2, ...(httpStatus !== undefined && { httpStatus }) })
    for (let again = 0; again < 2; again += 1) {
      const answer = await pair.text('x')
      expect(answer.status).toBe(expected)
      expect(errorOf(answer)['code']).toBe(code)
    }
    expect((await pair.text('x')).status).toBe(200)
    expect(pair.control.rejected()).toHaveLength(2)
  })

  test('lost after it was accepted: the status still tells of it', async () => {
    pair.control.addFaults({ kind: 'lose-response' })
    await expect(pair.text('x', 'attempt-1')).rejects.toThrow()
    expect(pair.control.tally()).toEqual({ 'attempt-1': 1 })
    const [sent] = statusesOf(await pair.product.until(1))
    expect(sent).toMatchObject({ status: 'sent', biz_opaque_callback_data: 'attempt-1' })
  })

  test('refused before it was accepted: nothing was sent', async () => {
    pair.control.addFaults({ kind: 'refuse-connection' })
    await expect(pair.text('x', 'attempt-1')).rejects.toThrow()
    expect(pair.control.sends()).toEqual([])
  })

  test('no JSON', async () => {
    pair.control.addFaults({ kind: 'broken-answer', httpStatus: 502 })
    expect(await pair.text('x')).toEqual({ status: 502, body: {} })
  })

  test('late', async () => {
    pair.control.addFaults({ kind: 'delay-response', ms: 60 })
    const startedAt = performance.now()
    await pair.text('x')
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(55)
  })

  test('only for the customer and the number that were named', async () => {
    pair.control.addFaults(
      { kind: 'send-error', code: 131056, to: '+62 899' },
      { kind: 'send-error', code: 131000, phoneNumberId: '200' },
    )
    expect((await pair.text('x')).status).toBe(200)
  })

  test('with a probability, the same each time for one seed', async () => {
    pair.control.addFaults({ kind: 'send-error', code: 131000, probability: 0.5 })
    const answers: number[] = []
    for (let at = 0; at < 12; at += 1) answers.push((await pair.text('x')).status)
    expect(new Set(answers)).toEqual(new Set([200, 500]))
  })

  test('the pair limit lets 45 through at once, then one in six seconds', async () => {
    pair.control.settings({ pairRate: true })
    for (let at = 0; at < 45; at += 1) expect((await pair.text('x')).status).toBe(200)
    expect(errorOf(await pair.text('x'))['code']).toBe(131056)
    await pair.control.advance(6100)
    expect((await pair.text('x')).status).toBe(200)
    expect(errorOf(await pair.text('x'))['code']).toBe(131056)
  })
})

describe('what becomes of a send', () => {
  test('its first status comes before its answer', async () => {
    pair.control.addFaults({ kind: 'status-before-response' })
    await pair.text('x')
    expect(states()[0]).toBe('sent')
  })

  test('delivered is left out', async () => {
    pair.control.addFaults({ kind: 'skip-delivered' })
    await pair.text('x')
    await pair.product.until(2)
    expect(states()).toEqual(['sent', 'read'])
  })

  test('delivered on one device, failed on another', async () => {
    pair.control.addFaults({ kind: 'delivered-and-failed' })
    await pair.text('x')
    await pair.product.until(4)
    expect(states().slice(0, 3)).toEqual(['sent', 'delivered', 'failed'])
  })

  test.each([131047, 131026, 131053])('accepted, then failed with %i', async (code) => {
    pair.control.addFaults({ kind: 'fail-later', code })
    expect((await pair.text('x', 'a')).status).toBe(200)
    const [status] = statusesOf(await pair.product.until(1))
    expect(status).toMatchObject({ status: 'failed', errors: [{ code }], biz_opaque_callback_data: 'a' })
    expect(status).not.toHaveProperty('recipient_user_id')
    expect(changesOf(pair.product.hooks)[0]!['value']).not.toHaveProperty('contacts')
  })

  test('outside 24 hours it fails later, unless it is a template', async () => {
    await pair.control.advance(24 * 3_600_000)
    await pair.text('x')
    expect(statusesOf(await pair.product.until(1))).toMatchObject([{ status: 'failed', errors: [{ code: 131047 }] }])
    await pair.send({ type: 'template', template: { name: 'hello_world', language: { code: 'en_US' } } })
    await pair.product.until(2)
    expect(states()[1]).toBe('sent')
    pair.control.settings({ window: 'refuse' })
    expect(errorOf(await pair.text('x'))['code']).toBe(131047)
  })

  test('statuses come late, or never', async () => {
    pair.control.addFaults({ kind: 'late-statuses', ms: 3_600_000 })
    await pair.text('late')
    pair.control.addFaults({ kind: 'no-statuses' })
    await pair.text('never')
    await pair.control.advance(1000)
    expect(states()).toEqual([])
    await pair.control.advance(3_600_000)
    await pair.product.until(3)
    expect(states()).toEqual(['sent', 'delivered', 'read'])
  })

  test('read waits for the customer, who reads when writing or looking', async () => {
    pair.control.settings({ reads: 'on-open' })
    await pair.text('x')
    await pair.product.until(2)
    expect(pair.control.open({ customer: '6281234567' })).toBe(1)
    await pair.product.until(3)
    expect(states()).toEqual(['sent', 'delivered', 'read'])
    await pair.text('y')
    await pair.product.until(5)
    pair.says('terima kasih')
    await pair.product.until(7)
    expect(states().at(-1)).toBe('read')
  })

  test('a reaction is never more than sent', async () => {
    await pair.send({ type: 'reaction', reaction: { message_id: 'wamid.x', emoji: '👍' } })
    await pair.control.advance(60_000)
    expect(states()).toEqual(['sent'])
  })
})

describe('the way of webhooks', () => {
  test('the same bytes twice', async () => {
    pair.control.addFaults({ kind: 'duplicate-webhooks', copies: 2 })
    pair.says('satu')
    const [first, second, third] = await pair.product.until(3)
    expect(second!.raw).toBe(first!.raw)
    expect(third!.raw).toBe(first!.raw)
  })

  test('the same event in another batch', async () => {
    await pair.says('satu').delivered
    pair.control.addFaults({ kind: 'duplicate-webhooks', as: 'other-batch' })
    pair.says('dua')
    await pair.product.until(3)
    expect(texts()).toEqual([{ body: 'satu' }, { body: 'dua' }, { body: 'satu' }, { body: 'dua' }])
    expect(listOf(pair.product.hooks[2]!.body['entry'])[0]!['changes']).toHaveLength(2)
  })

  test('in another order', async () => {
    pair.control.addFaults({ kind: 'reorder-webhooks', hold: 3, on: 'message' })
    for (const text of ['satu', 'dua', 'tiga']) pair.says(text)
    await pair.product.until(3)
    expect(texts()).toEqual([{ body: 'tiga' }, { body: 'dua' }, { body: 'satu' }])
  })

  test('several in one, of two numbers', async () => {
    pair.control.putNumber('200', {
      displayPhoneNumber: '+62 21 200',
      appSecret: 'secret',
      webhookUrl: pair.product.url,
    })
    pair.control.addFaults({ kind: 'batch-webhooks', size: 3 })
    pair.says('satu')
    pair.says('dua')
    pair.control.inbound({ phoneNumberId: '200', from: { phone: '+6289' + '12345' }, text: 'tiga' })
    const [hook] = await pair.product.until(1)
    expect(hook!.body['entry']).toHaveLength(2)
    expect(texts()).toEqual([{ body: 'satu' }, { body: 'dua' }, { body: 'tiga' }])
  })

  test('a batch that does not fill goes when its time is up', async () => {
    pair.control.addFaults({ kind: 'batch-webhooks', size: 1000, withinMs: 5000 })
    pair.says('satu')
    await pair.control.advance(4000)
    expect(pair.product.hooks).toHaveLength(0)
    await pair.control.advance(1000)
    expect(texts()).toEqual([{ body: 'satu' }])
  })

  test('late, lost, or forged beside the true one', async () => {
    pair.control.addFaults({ kind: 'delay-webhooks', ms: 60_000 })
    pair.says('late')
    pair.control.addFaults({ kind: 'lose-webhooks' })
    pair.says('lost')
    pair.control.addFaults({ kind: 'forge-webhooks' })
    pair.says('forged')
    await pair.product.until(2)
    const [forged, genuine] = pair.product.hooks
    expect(forged!.raw).toBe(genuine!.raw)
    expect(forged!.headers['x-hub-signature-256']).not.toBe(genuine!.headers['x-hub-signature-256'])
    await pair.control.advance(60_000)
    expect(texts().at(-1)).toEqual({ body: 'late' })
  })

  test('known events can be posted again', async () => {
    const { id } = pair.says('satu')
    await pair.product.until(1)
    expect(pair.control.redeliver({ keys: [id, 'unknown'] })).toBe(1)
    await pair.product.until(2)
    expect(texts()).toEqual([{ body: 'satu' }, { body: 'satu' }])
  })
})
