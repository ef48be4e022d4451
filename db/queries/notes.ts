import type { WorkspaceTx } from '../connect.ts'

export type Note = { id: string; body: string; authorName: string | null; createdAt: Date }

const PAGE = 100

/** The newest notes about a contact, the newest first: a hundred at most. */
export async function listNotes(tx: WorkspaceTx, contactId: string): Promise<Note[]> {
  return tx
    .selectFrom('notes')
    .leftJoin('users', 'users.id', 'notes.author_user_id')
    .where('contact_id', '=', contactId)
    .orderBy('notes.created_at', 'desc')
    .orderBy('notes.id', 'desc')
    .limit(PAGE)
    .select(['notes.id', 'notes.body', 'users.name as authorName', 'notes.created_at as createdAt'])
    .execute()
}

export async function countNotes(tx: WorkspaceTx, contactId: string): Promise<number> {
  const { count } = await tx
    .selectFrom('notes')
    .where('contact_id', '=', contactId)
    .select((all) => all.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Keeps a note, also where it is kept already; `taken` where something else has its id. */
export async function insertNoteOnce(
  tx: WorkspaceTx,
  { id, contactId, userId, body }: { id: string; contactId: string; userId: string; body: string },
): Promise<'kept' | 'taken'> {
  await tx
    .insertInto('notes')
    .values({ id, contact_id: contactId, author_user_id: userId, body })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
  const same = await tx
    .selectFrom('notes')
    .where('id', '=', id)
    .where('contact_id', '=', contactId)
    .where('body', '=', body)
    .select('id')
    .executeTakeFirst()
  return same ? 'kept' : 'taken'
}
