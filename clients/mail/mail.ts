import { Resend } from 'resend'

export type Attachment = { name: string; type: string; text: string }
export type Mail = {
  to: string
  subject: string
  text: string
  attachments?: Attachment[]
  /** Two mails under one key are one mail, for a day at the least. */
  key?: string
}
export type Mailer = {
  /** Who the mails are from: an address, with a name before it or without. */
  readonly from: string
  send(mail: Mail): Promise<void>
}

/** The mail service refused for now, or did not answer. */
export class MailNotSent extends Error {
  override readonly name: string = 'MailNotSent'
}

/** The mail service will not take it, however often it is asked. */
export class MailRefused extends MailNotSent {
  override readonly name = 'MailRefused'
}

type Options = {
  apiKey?: string | undefined
  from: string
  /** Where mails go when no service is set. */
  keep: (mail: Mail) => Promise<void>
  baseUrl?: string
}

/** Sends by Resend; without its key, mails are kept. */
export function createMailer({ apiKey, from, keep, baseUrl }: Options): Mailer {
  if (apiKey === undefined) return { from, send: keep }
  const resend = new Resend(apiKey, baseUrl === undefined ? {} : { baseUrl })
  return {
    from,
    async send({ to, subject, text, attachments = [], key }) {
      const files = attachments.map(({ name, type, text: content }) => ({
        filename: name,
        contentType: type,
        content: Buffer.from(content),
      }))
      const { error } = await resend.emails.send(
        { from, to, subject, text, ...(files.length > 0 && { attachments: files }) },
        key === undefined ? {} : { idempotencyKey: key },
      )
      // The key was used for other words: a mail went out under it, and one is all there is to be.
      if (error === null || error.name === 'invalid_idempotent_request') return
      const { name, statusCode } = error
      const isFinal =
        statusCode !== null && statusCode >= 400 && statusCode < 500 && ![408, 409, 429].includes(statusCode)
      throw new (isFinal ? MailRefused : MailNotSent)(`Resend: ${name}`)
    },
  }
}
