import { Form } from '@remix-run/react'
import { useTranslation } from 'react-i18next'

export type ShownDemoPerson = { email: string; password: string; name: string; role: string | null }

/** One press signs in as somebody of the demo. */
export function DemoPeople({ people, next }: { people: readonly ShownDemoPerson[]; next: string }) {
  const { t } = useTranslation(['auth', 'common'])
  return (
    <section aria-labelledby="demo-people" className="bg-surface border-line rounded-xl border p-4">
      <h2 id="demo-people" className="text-sm font-semibold">
        {t('signIn.demo')}
      </h2>
      <p className="text-ink-2 mb-2 text-xs">{t('signIn.demoHint')}</p>
      <ul className="divide-line divide-y">
        {people.map(({ email, password, name, role }) => (
          <li key={email}>
            <Form method="post" action="/sign-in">
              <input type="hidden" name="email" value={email} />
              <input type="hidden" name="password" value={password} />
              <input type="hidden" name="next" value={next} />
              <button
                type="submit"
                className="hover:bg-sunken flex min-h-11 w-full items-center justify-between gap-3 rounded-lg px-2 text-left text-sm"
              >
                <span className="min-w-0">
                  <span className="block truncate font-medium">{name}</span>
                  <span className="text-ink-3 block truncate text-xs">{email}</span>
                </span>
                <span className="text-ink-2 shrink-0 text-xs">{t(`roles.${role ?? 'none'}`, { ns: 'common' })}</span>
              </button>
            </Form>
          </li>
        ))}
      </ul>
    </section>
  )
}
