import { describe, expect, it } from 'vitest'
import type { BookingEvent } from '#schema/booking.ts'
import { deliveryOf, reachOf } from './delivery.ts'

const of = { bookingId: 'b1', sequence: 1 }
const at = { startsAt: '2026-11-24T03:00:00.000Z', consultantId: 'k1' }

describe('who was told', () => {
  it('is nobody, as far as anybody knows, while the record says nothing', () => {
    expect(deliveryOf([{ ...of, ...at, what: 'moved', by: 'staff' }])).toEqual({ sent: [], failed: [] })
  })

  it('is told by notice, in the order in which they come, whatever went out first', () => {
    const events: BookingEvent[] = [
      { ...of, what: 'told', message: 'reminder_day' },
      { ...of, what: 'mail_sent', mail: 'moved', to: 'consultant' },
      { ...of, what: 'mail_sent', mail: 'moved', to: 'customer' },
      { ...of, what: 'mail_sent', mail: 'reminder_day', to: 'customer' },
    ]
    expect(deliveryOf(events)).toEqual({
      sent: [
        { notice: 'moved', ways: ['mail_consultant', 'mail_customer'] },
        { notice: 'reminder_day', ways: ['whatsapp', 'mail_customer'] },
      ],
      failed: [],
    })
  })

  it('says what did not go out, and why where that is known', () => {
    const events: BookingEvent[] = [
      { ...of, what: 'mail_failed', mail: 'booked', to: 'customer' },
      { ...of, what: 'not_sent', message: 'reminder_day', reason: 'no_template' },
    ]
    expect(deliveryOf(events).failed).toEqual([
      { notice: 'booked', way: 'mail_customer', reason: null },
      { notice: 'reminder_day', way: 'whatsapp', reason: 'no_template' },
    ])
  })

  it('goes by the last word: what failed and was sent after all is sent', () => {
    const events: BookingEvent[] = [
      { ...of, what: 'not_sent', message: 'moved', reason: 'window_closed' },
      { ...of, what: 'told', message: 'moved' },
    ]
    expect(deliveryOf(events)).toEqual({ sent: [{ notice: 'moved', ways: ['whatsapp'] }], failed: [] })
  })
})

describe('who will be told of a change', () => {
  it.each([
    [{ customerHasMail: true, consultantHasMail: true, isWindowOpen: true }, 3],
    [{ customerHasMail: false, consultantHasMail: true, isWindowOpen: false }, 1],
    [{ customerHasMail: false, consultantHasMail: false, isWindowOpen: false }, 0],
  ])('%j', (can, many) => expect(reachOf(can)).toHaveLength(many))

  it('nobody on WhatsApp once the 24 hours are over', () => {
    expect(reachOf({ customerHasMail: true, consultantHasMail: true, isWindowOpen: false })).toEqual([
      'mail_customer',
      'mail_consultant',
    ])
  })
})
