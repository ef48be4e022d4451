import { i18nFor, isLanguage } from './i18n/i18n.ts'
import type { Services } from './services.server.ts'

/** Mails the link to a new password. Not waited for: how long it takes would tell who has an account. */
export function sendPasswordLink(
  { settings, mailer, log }: Pick<Services, 'settings' | 'mailer' | 'log'>,
  user: { email: string; name: string; language?: unknown },
  token: string,
): Promise<void> {
  const t = i18nFor(isLanguage(user.language) ? user.language : 'id').getFixedT(null, 'auth')
  const link = `${settings.appUrl}/reset-password?token=${encodeURIComponent(token)}`
  mailer
    .send({
      to: user.email,
      subject: t('mail.resetSubject'),
      text: t('mail.resetText', { name: user.name, link }),
    })
    .catch((error: unknown) => log.error({ err: error }, 'The mail with a link to a new password was not sent'))
  return Promise.resolve()
}
