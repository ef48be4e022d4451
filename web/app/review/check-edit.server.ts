import type { WorkspaceTx } from '#db/connect.ts'
import { readPublished } from '#db/queries/ari-config.ts'
import { listEntriesById } from '#db/queries/knowledge.ts'
import type { HeldRow } from '#db/queries/review-queue.ts'
import { listThread } from '#db/queries/thread.ts'
import { readOwnContacts } from '#db/queries/workspaces.ts'
import { checkReply, type Check } from '#domain/guardrails/check-reply.ts'
import { dayOf, type Source } from '#domain/guardrails/sources.ts'

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
  return checkReply({
    answer: { reply: text, confidence: 1, tokens: 0, escalates: false },
    asked: '',
    sources,
    own: [persona.botName, own.name],
    instructions: '',
    today: dayOf(now.getTime(), own.timezone),
    language: null,
    guard,
  }).filter(({ name }) => !NOT_OF_PEOPLE.includes(name))
}
