import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { QuickReplyForm } from '../../web/app/quick-replies/forms.ts'
import { company, consultants, persona, weeklySlots } from './company.ts'
import { contacts } from './contacts.ts'
import { quickReplies } from './quick-replies.ts'

const entries = z
  .array(
    z.strictObject({
      kind: z.enum(['course', 'policy', 'faq', 'contact']),
      title: z.string().min(5).max(120),
      content: z.string().min(20).max(500),
      language: z.enum(['id', 'en']),
    }),
  )
  .parse(parse(readFileSync(new URL('knowledge.csv', import.meta.url)), { columns: true }))

const UNSAYABLE =
  /\b(?:biaya|harga|tarif|fees?|price|cost|tuition|gratis|free|diskon|discount|beasiswa|scholarship|refund|pengembalian|dijamin|jaminan|guarantee\w*|pasti|i think|probably|maybe|likely|might|mungkin|sepertinya|kayaknya|barangkali|rp|idr|aud|gbp|usd)\b|[$£€]/i

describe('the demo company’s knowledge', () => {
  it('has enough entries, in both languages and of every kind', () => {
    expect(entries.length).toBeGreaterThanOrEqual(60)
    expect(entries.filter(({ language }) => language === 'en').length).toBeGreaterThanOrEqual(30)
    expect(new Set(entries.map(({ kind }) => kind)).size).toBe(4)
    expect(new Set(entries.map(({ title }) => title)).size).toBe(entries.length)
  })

  it('says nothing about refused subjects and hedges nowhere', () => {
    expect(entries.filter(({ title, content }) => UNSAYABLE.test(`${title} ${content}`))).toEqual([])
  })

  it('has the company’s phone, email and address', () => {
    const contact = entries
      .filter(({ kind }) => kind === 'contact')
      .map(({ content }) => content)
      .join('\n')
    for (const fact of [company.phone, company.email, company.address]) expect(contact).toContain(fact)
  })
})

describe('the demo company', () => {
  it('offers each weekly time of a consultant once, by consultants that exist', () => {
    const names = consultants.map(({ name }) => name)
    expect(weeklySlots.every(({ consultant }) => names.includes(consultant))).toBe(true)
    expect(new Set(weeklySlots.map((slot) => `${slot.consultant} ${slot.weekday} ${slot.startsAt}`)).size).toBe(
      weeklySlots.length,
    )
    expect(persona.greeting.id.length + 40).toBeLessThanOrEqual(300)
  })
})

it('the demo’s quick replies are as the page would take them, and differ', () => {
  expect(quickReplies).toHaveLength(5)
  expect(quickReplies.map((reply) => QuickReplyForm.parse(reply))).toEqual(quickReplies)
  expect(new Set(quickReplies.map(({ shortcut }) => shortcut)).size).toBe(5)
})

describe('the demo contacts', () => {
  it('are a dozen people with numbers of their own, in every status', () => {
    expect(contacts).toHaveLength(12)
    expect(new Set(contacts.map(({ phone }) => phone)).size).toBe(12)
    expect(contacts.every(({ phone }) => /^\+628\d{8,11}$/.test(phone))).toBe(true)
    expect(new Set(contacts.map(({ status }) => status)).size).toBe(6)
    expect(contacts.filter(({ language }) => language === 'en')).toHaveLength(2)
  })

  it('have conversations in the order of time, written by whom they say', () => {
    const names = consultants.map(({ name }) => name)
    for (const { name, messages, assignedTo } of contacts) {
      const times = messages.map(({ minutesAgo }) => minutesAgo)
      expect(times, name).toEqual(times.toSorted((a, b) => b - a))
      expect(messages.every(({ author, direction }) => (author === 'customer') === (direction === 'inbound'))).toBe(
        true,
      )
      expect(
        messages.every(({ author, by }) => (author === 'staff') === (by !== undefined && names.includes(by))),
      ).toBe(true)
      expect(
        messages.every(({ text, author }) => author !== 'bot' || (text.length <= 300 && !UNSAYABLE.test(text))),
      ).toBe(true)
      expect(assignedTo === undefined || names.includes(assignedTo)).toBe(true)
    }
  })

  it('show one booked, one with people, and one unanswered question about prices', () => {
    const booked = contacts.find(({ booking, status }) => booking?.status === 'booked' && status === 'konsultasi')
    expect(weeklySlots).toContainEqual(
      expect.objectContaining({ weekday: booked?.booking?.weekday, startsAt: booked?.booking?.startsAt }),
    )
    expect(
      contacts.some(({ floor, messages }) => floor === 'person' && messages.some(({ author }) => author === 'staff')),
    ).toBe(true)
    const priced = contacts.find(({ handoff }) => handoff === 'pricing')
    expect(priced?.messages.at(-1)?.author).toBe('customer')
    expect(priced?.messages.at(-1)?.text).toContain('biaya')
  })
})
