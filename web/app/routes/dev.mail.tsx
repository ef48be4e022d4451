import { data, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Mail, Paperclip } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { listMails } from '#db/queries/mails.ts'
import { EmptyState } from '../components/ui/states.tsx'
import { services } from '../services.server.ts'

/** The mails of a demo, which nobody sends. Elsewhere there is no such page. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { settings, database } = services()
  if (!settings.demoMode) throw data(null, { status: 404 })
  const to = new URL(request.url).searchParams.get('to')
  const mails = await listMails(database.platform)
  return { mails: mails.filter((mail) => to === null || mail.to === to) }
}

export default function DevMailPage() {
  const { t, i18n } = useTranslation('auth')
  const { mails } = useLoaderData<typeof loader>()
  const at = new Intl.DateTimeFormat(i18n.language, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'Asia/Jakarta',
  })
  return (
    <main className="mx-auto max-w-160 px-4 py-8">
      <h1 className="text-xl font-semibold">{t('devMail.title')}</h1>
      <p className="text-ink-2 mt-1">{t('devMail.text')}</p>
      {mails.length === 0 ? <EmptyState icon={Mail} title={t('devMail.empty')} /> : null}
      <ul className="mt-6 space-y-4">
        {mails.map((mail) => (
          <li key={mail.id} className="bg-surface border-line rounded-md border p-4">
            <h2 className="font-semibold">{mail.subject}</h2>
            <p className="text-ink-3 text-xs">
              {t('devMail.to', { to: mail.to })} · {at.format(mail.at)}
            </p>
            <p className="mt-3 text-sm break-words whitespace-pre-wrap">
              {mail.text.split(/(https?:\/\/\S+)/).map((part, index) =>
                index % 2 === 1 ? (
                  <a key={part} href={part} className="text-accent underline">
                    {part}
                  </a>
                ) : (
                  part
                ),
              )}
            </p>
            {mail.attachments.map(({ name, type, text }) => (
              <details key={name} className="border-line mt-3 rounded-sm border px-3 py-2 text-xs">
                <summary className="cursor-pointer font-medium">
                  <Paperclip aria-hidden className="mr-1.5 inline size-3.5" />
                  {name} <span className="text-ink-3 font-normal">{type}</span>
                </summary>
                <pre className="text-ink-2 mt-2 overflow-x-auto">{text}</pre>
              </details>
            ))}
          </li>
        ))}
      </ul>
    </main>
  )
}
