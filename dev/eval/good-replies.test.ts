import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { systemPrompt } from '#clients/ai/prompt.ts'
import { DEFAULT_CONFIG } from '#schema/ari-config.ts'
import type { KnowledgeKind, KnowledgeLanguage } from '#schema/knowledge.ts'
import { ModelOutput } from '#schema/model-output.ts'
import { readKnowledgeCsv } from '#clients/documents/knowledge-csv.ts'
import { company, persona } from '../demo/company.ts'
import { readGoodReplies, type GoodReply } from './cases.ts'
import { promptInput, type TurnContext } from '#activities/draft-context.ts'
import { judge } from '#activities/judge.ts'

// Monday 23 November 2026, 09.12 WIB.
const NOW = Date.UTC(2026, 10, 23, 2, 12)
const at = (day: number, hour: number, minute = 0) => new Date(Date.UTC(2026, 10, day, hour - 7, minute))
const SLOTS = [
  { id: 's1', consultant: 'Dimas Prasetyo', startsAt: at(24, 10) },
  { id: 's2', consultant: 'Dimas Prasetyo', startsAt: at(24, 14) },
  { id: 's3', consultant: 'Maria Hartono', startsAt: at(25, 10) },
  { id: 's4', consultant: 'Maria Hartono', startsAt: at(25, 13, 30) },
  { id: 's5', consultant: 'Dimas Prasetyo', startsAt: at(26, 16) },
  { id: 's6', consultant: 'Ratna Dewi', startsAt: at(28, 9, 30) },
]
const asFree = (slot: (typeof SLOTS)[number]) => {
  const { startsAt } = slot
  const endsAt = new Date(startsAt.getTime() + 45 * 60_000)
  return { ...slot, startsAtMs: startsAt.getTime(), endsAt, slotId: null, consultantId: slot.consultant }
}
const csv = readKnowledgeCsv(readFileSync(new URL('../demo/knowledge.csv', import.meta.url)))
const KNOWLEDGE = csv.rows.map(({ title, ...row }) => ({ ...row, id: title, title }))

function contextOf({ says, name, speaks, cites, entries, slots, booking }: GoodReply): TurnContext {
  const message = {
    ...{ id: 'm1', direction: 'inbound', author: 'customer', kind: 'text', body: says, content: {} },
    ...{ outcome: null, providerMessageId: 'p1', sentAt: new Date(NOW) },
  }
  const all = [...KNOWLEDGE, ...entries.map((entry) => ({ ...entry, id: entry.title }))]
  const knowledge = all.filter(({ title }) => cites.includes(title))
  if (knowledge.length !== cites.length) throw new RangeError(`Not in the knowledge: ${cites.join(', ')}`)
  return {
    ...{
      contactId: 'c1',
      mergedInto: null,
      conversationLanguage: speaks,
      contactName: name,
      contactPhone: '+6281234567890',
    },
    ...{ provider: 'meta', phoneNumberId: '1', accessTokenSealed: null, businessName: company.name },
    ...{ timezone: company.timeZone, phone: company.phone, email: company.email, botOn: true, holdSeconds: 0 },
    ...{ reviewPolicy: 'off', liveAt: new Date(NOW), handedBackAt: null, version: 0, facts: [] },
    config: { ...DEFAULT_CONFIG, persona: { ...DEFAULT_CONFIG.persona, greeting: persona.greeting.id } },
    booking: booking ? { id: 'b1', startsAt: at(24, 10), consultant: 'Dimas Prasetyo' } : null,
    wish: null,
    messages: [message],
    asked: [message],
    knowledge: knowledge.map((entry) => ({
      ...entry,
      kind: entry.kind as KnowledgeKind,
      language: entry.language as KnowledgeLanguage,
      score: 1,
      why: [],
    })),
    slots: slots ? SLOTS.map(asFree) : null,
  }
}

const replies = readGoodReplies()

it('BY-10 LM-11 LM-14 lets good replies pass: 150 and more, in both languages and mixed', () => {
  const alarms = replies.flatMap((one) => {
    const output = ModelOutput.parse({ ...one, confidence: 0.95, intent: 'answer', citations: one.cites })
    const tokens = Math.ceil(one.reply.length / 3)
    const context = contextOf(one)
    const system = systemPrompt(promptInput(context, one.stage, NOW))
    const failed = judge(context, { system, output, tokens, nowMs: NOW }).filter(({ passed }) => !passed)
    return failed.map(({ name, reason }) => `${name}: ${one.reply} (${reason ?? ''})`)
  })
  console.log(`Good replies: ${replies.length}, false alarms: ${alarms.length}`)
  expect(replies.length).toBeGreaterThanOrEqual(150)
  expect(alarms).toEqual([])
})
