import { Resend } from 'resend'

export type Mail = { to: string; subject: string; text: string }
export type Mailer = { send(mail: Mail): Promise<void> }

/** The mail service refused, or did not answer. */
export class MailNotSent extends Error {
  override readonly name = 'MailNotSent'
}

type Options = {
  apiKey?: string | undefined
  from: string
  /** Where mails go when no service is set. */
  keep: (mail: Mail) => Promise<void>
}

/** Sends by Resend; without its key, mails are kept. */
export function createMailer({ apiKey, from, keep }: Options): Mailer {
  if (apiKey === undefined) return { send: keep }
  const resend = new Resend(apiKey)
  return {
    async send({ to, subject, text }) {
      const { error } = await resend.emails.send({ from, to, subject, text })
      if (error) throw new MailNotSent(`Resend: ${error.name}`)
    },
  }
}
