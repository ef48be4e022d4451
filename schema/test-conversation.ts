import { z } from 'zod'

/** Where a test conversation comes from; `edit`: a reviewer's edit that an admin took over as a case. */
export const TEST_SOURCES = ['generated', 'written', 'imported', 'edit'] as const
export type TestSource = (typeof TEST_SOURCES)[number]

/** What must hold of ARI's answer to the last thing that the customer says; what is left out may be as it likes. */
export const TestExpectation = z.object({
  /** Pieces of text that must stand in it, and that must not: compared without case and spacing. */
  says: z.array(z.string().trim().min(1).max(500)).max(20).default([]),
  saysNot: z.array(z.string().trim().min(1).max(500)).max(20).default([]),
  /** Whether people get the conversation. */
  passesToPeople: z.boolean().nullable().default(null),
})
export type TestExpectation = z.infer<typeof TestExpectation>

/** A customer to try ARI with: what they write, message by message, and what must come of it. */
export const TestConversation = z.object({
  title: z.string().trim().min(1).max(200),
  language: z.enum(['id', 'en']),
  /** Who is imagined to write: a name of `domain/release`'s personas, or anybody. */
  persona: z.string().max(60).nullable().default(null),
  says: z.array(z.string().trim().min(1).max(4096)).min(1).max(20),
  expected: TestExpectation.prefault({}),
})
export type TestConversation = z.infer<typeof TestConversation>
