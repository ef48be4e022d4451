import { describe, expect, it } from 'vitest'
import type { AttemptDelivery, OutboundDelivery } from '#db/queries/delivery-statuses.ts'
import { deliveryWord, moveAttempt, moveMessage, type DeliveryNews } from './delivery.ts'

const message = (status: string): OutboundDelivery => ({
  messageId: 'm',
  conversationId: 'c',
  status,
  failure: null,
  providerMessageId: null,
})
const FAILURE = { code: 131047, title: 'Re-engagement message', detail: 'More than 24 hours' }
const news = (status: DeliveryNews['status']): DeliveryNews => ({
  status,
  providerMessageId: 'w',
  failure: status === 'failed' ? FAILURE : null,
})
const after = (before: string, words: readonly DeliveryNews['status'][]) =>
  words.reduce((state, word) => moveMessage(state, news(word), true), message(before))

describe('a message', () => {
  it.each([
    ['queued', 'sent', 'sent'],
    ['sending', 'sent', 'sent'],
    ['sending', 'read', 'read'],
    ['sent', 'delivered', 'delivered'],
    ['delivered', 'sent', 'delivered'],
    ['read', 'delivered', 'read'],
    ['read', 'sent', 'read'],
    ['sent', 'failed', 'failed'],
    ['delivered', 'failed', 'delivered'],
    ['read', 'failed', 'read'],
    ['failed', 'sent', 'failed'],
    ['failed', 'delivered', 'delivered'],
    ['failed', 'read', 'read'],
    ['withdrawn', 'sent', 'withdrawn'],
    ['received', 'read', 'received'],
  ] as const)('WH-26 %s, and WhatsApp says %s: %s', (before, word, expected) => {
    expect(after(before, [word]).status).toBe(expected)
  })

  it('WH-26 ends the same in whatever order the words come', () => {
    for (const words of [
      ['sent', 'delivered', 'read'],
      ['sent', 'delivered', 'failed'],
      ['sent', 'failed'],
      ['delivered', 'read', 'failed'],
    ] as const) {
      const ends = new Set(permutations(words).map((order) => JSON.stringify(after('sending', order))))
      expect(ends.size).toBe(1)
    }
  })

  it('WH-26 an attempt that is not the newest cannot fail it, but can deliver it', () => {
    expect(moveMessage(message('sending'), news('failed'), false).status).toBe('sending')
    expect(moveMessage(message('sending'), news('delivered'), false).status).toBe('delivered')
  })

  it('WH-26 played is read; other words are left alone', () => {
    expect(['sent', 'played', 'deleted', ''].map(deliveryWord)).toEqual(['sent', 'read', null, null])
  })
})

it('WH-26 an attempt is refused only before it was taken', () => {
  const attempt: AttemptDelivery = {
    id: 'a',
    messageId: 'm',
    number: 1,
    outcome: 'unknown',
    providerMessageId: null,
    errorCode: null,
    errorDetail: null,
  }
  expect(moveAttempt(attempt, news('failed'))).toMatchObject({
    outcome: 'refused',
    errorCode: 131047,
    errorDetail: FAILURE.detail,
  })
  for (const order of [
    ['sent', 'failed'],
    ['failed', 'sent'],
  ] as const) {
    const end = order.reduce((state, word) => moveAttempt(state, news(word)), attempt)
    expect(end).toMatchObject({ outcome: 'accepted', errorCode: 131047, providerMessageId: 'w' })
  }
})

function permutations<Item>(items: readonly Item[]): Item[][] {
  if (items.length < 2) return [[...items]]
  return items.flatMap((item, index) => permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]))
}
