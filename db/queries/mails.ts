import { v7 as uuidv7 } from 'uuid'
import type { Db } from '../connect.ts'

type Attachment = { name: string; type: string; text: string }
export type KeptMail = { id: string; to: string; subject: string; text: string; at: Date; attachments: Attachment[] }
type NewMail = Pick<KeptMail, 'to' | 'subject' | 'text'> & { attachments?: Attachment[]; key?: string }

/** Keeps a mail that no service sends; under one key one mail. */
export async function insertMail(db: Db, { to, subject, text, attachments = [], key }: NewMail): Promise<void> {
  await db
    .insertInto('mails')
    .values({
      id: uuidv7(),
      recipient: to,
      subject,
      body: text,
      attachments: JSON.stringify(attachments),
      key: key ?? null,
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
}

/** The newest first. */
export async function listMails(db: Db, limit = 50): Promise<KeptMail[]> {
  const mails = await db
    .selectFrom('mails')
    .select(['id', 'recipient as to', 'subject', 'body as text', 'at', 'attachments'])
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return mails.map(({ attachments, ...mail }) => ({ ...mail, attachments: attachments as Attachment[] }))
}
