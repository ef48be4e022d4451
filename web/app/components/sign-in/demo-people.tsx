import { Form } from '@remix-run/react'
import { ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Avatar } from '../ui/avatar.tsx'
import { Pill } from '../ui/badge.tsx'

export type ShownDemoPerson = { email: string; password: string; name: string; role: string | null }

/** One press signs in as somebody of the demo. */
export function DemoPeople({ people, next }: { people: readonly ShownDemoPerson[]; next: string }) {
  const { t } = useTranslation(['auth', 'common'])
  return (
    <section aria-labelledby="demo-people" className="bg-surface border-line rounded-lg border p-2">
      <div className="px-2 pt-2 pb-1">
        <h2 id="demo-people" className="font-semibold">
          {t('signIn.demo')}
        </h2>
        <p className="text-ink-2 text-xs">{t('signIn.demoHint')}</p>
      </div>
      <ul>
        {people.map(({ email, password, name, role }) => (
          <li key={email}>
            <Form method="post" action="/sign-in">
              <input type="hidden" name="email" value={email} />
              <input type="hidden" name="password" value={password} />
              <input type="hidden" name="next" value={next} />
              <button
                type="submit"
                className="hover:bg-hover flex min-h-13 w-full items-center gap-3 rounded-md px-2 text-left transition-colors"
              >
                <Avatar name={name} id={email} size={36} staff />
                <span className="min-w-0 flex-1">
                  <span className="block truncate font-medium">{name}</span>
                  <span className="text-ink-3 block truncate text-xs">{email}</span>
                </span>
                <Pill>{t(`roles.${role ?? 'none'}`, { ns: 'common' })}</Pill>
                <ChevronRight aria-hidden className="text-ink-3 size-4" />
              </button>
            </Form>
          </li>
        ))}
      </ul>
    </section>
  )
}
