import type { WorkspaceTx } from '#db/connect.ts'
import { readPublished } from '#db/queries/ari-config.ts'
import { listEntriesById } from '#db/queries/knowledge.ts'
import type { HeldRow } from '#db/queries/review-queue.ts'
import { listThread } from '#db/queries/thread.ts'
import { readOwnContacts } from '#db/queries/workspaces.ts'
import { checkReply, type Check } from '#domain/guardrails/check-reply.ts'
import type { Source } from '#domain/guardrails/sources.ts'

/** Of a person's words: how sure a model was of others, and how it counts, says nothing about them. */
const NOT_OF_PEOPLE = ['refused_subject', 'parseable', 'confidence', 'persona', 'leak', 'claims', 'language', 'script']

/** Holds a reviewer's words against the checks that concern what customers may be told. */
export async function checkEdit(tx: WorkspaceTx, row: HeldRow, text: string, now: Date): Promise<Check[]> {
  const [{ config }, entries, { items }, own] = await Promise.all([
    readPublished(tx),
    listEntriesById(tx, row.retrieved),
    listThread(tx, row.conversationId, null),
    readOwnContacts(tx),
  ])
  const { guard, persona } = config
  const said = items.flatMap((item) => ('message' in item ? [item.message] : []))
  const sources: Source[] = [
    { kind: 'own', text: [own.phone, own.email, own.name, persona.botName, persona.greeting].join('\n') },
    ...entries.map(({ title, content }): Source => ({ kind: 'entry', text: `${title}.\n${content}` })),
    // The reviewer read what ARI wrote, and that was held against its own sources.
    { kind: 'colleague', text: row.reply },
    ...said.map(({ author, body }): Source => ({ kind: author === 'customer' ? 'customer' : 'colleague', text: body })),
  ]
  const [year = 0, month = 0, day = 0] = new Intl.DateTimeFormat('en-CA', { timeZone: own.timezone })
    .format(now)
    .split('-')
    .map(Number)
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay() || 7
  return checkReply({
    answer: { reply: text, confidence: 1, tokens: 0, escalates: false },
    asked: '',
    sources,
    own: [persona.botName, own.name],
    instructions: '',
    today: { year, month, day, weekday },
    language: null,
    guard,
  }).filter(({ name }) => !NOT_OF_PEOPLE.includes(name))
}
