import type { WorkspaceTx } from '#db/connect.ts'
import { readPublished } from '#db/queries/ari-config.ts'
import { listEntriesById } from '#db/queries/knowledge.ts'
import { findLesson, insertProposalOnce, type Taught } from '#db/queries/lessons.ts'
import { languageFor } from '#db/queries/outbound.ts'
import { readOwnContacts } from '#db/queries/workspaces.ts'
import { refusalText } from '#domain/conversation/wording.ts'
import { propose } from '#domain/review/propose.ts'

/** Keeps what a reviewer's decision is worth learning, as a proposal. Telling it twice is one. */
export async function learnFrom(tx: WorkspaceTx, taught: Taught): Promise<void> {
  if (taught.editedId === undefined && taught.guidanceId === undefined) return
  const lesson = await findLesson(tx, taught)
  if (lesson === undefined) return
  const [{ config }, entries, own] = await Promise.all([
    readPublished(tx),
    listEntriesById(tx, lesson.retrieved),
    readOwnContacts(tx),
  ])
  const { persona, guard } = config
  const language = lesson.language === 'id' || lesson.language === 'en' ? lesson.language : persona.language
  const { asked, earlier, name, phone, email, intent } = lesson
  const proposed = propose({
    ...{ earlier, intent, language, taught: lesson.taught },
    asked: asked.map(({ body }) => body),
    drafted:
      lesson.heldAs === 'refusal' ? refusalText(languageFor(persona, lesson.language), guard.refusal) : lesson.reply,
    entries: entries.map((entry) => `${entry.title}.\n${entry.content}`),
    own: [own.phone, own.email, own.name, persona.botName, persona.greeting].join('\n'),
    person: { name, phone, email },
  })
  await insertProposalOnce(tx, { ...taught, ...proposed, messageIds: asked.map(({ id }) => id) })
}
