import { v7 as uuidv7 } from 'uuid'
import type { Db } from '../connect.ts'

export type KeptMail = { id: string; to: string; subject: string; text: string; at: Date }

/** Keeps a mail that no service sends. */
export async function insertMail(db: Db, { to, subject, text }: Pick<KeptMail, 'to' | 'subject' | 'text'>) {
  await db.insertInto('mails').values({ id: uuidv7(), recipient: to, subject, body: text }).execute()
}

/** The newest first. */
export async function listMails(db: Db, limit = 50): Promise<KeptMail[]> {
  return db
    .selectFrom('mails')
    .select(['id', 'recipient as to', 'subject', 'body as text', 'at'])
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}
