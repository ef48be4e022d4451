import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { findSignedIn } from '../auth.server.ts'
import { BRAND } from '../brand.ts'
import { PreferenceSwitches } from '../components/shell/preference-switches.tsx'
import { i18nFor } from '../i18n/i18n.ts'
import { preferencesOf } from '../preferences.server.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  const signedIn = await findSignedIn(request)
  const preferences = preferencesOf(request, signedIn?.user)
  const description = i18nFor(preferences.language).t('description', { ns: 'public' })
  return { isSignedIn: signedIn !== null, description, ...preferences }
}

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: BRAND },
  { name: 'description', content: loaded?.description },
]

const POINTS = ['answer', 'people', 'lead'] as const

export default function PublicPage() {
  const { t } = useTranslation(['public', 'common'])
  const { isSignedIn, language, theme } = useLoaderData<typeof loader>()
  return (
    <div className="mx-auto flex min-h-dvh max-w-5xl flex-col px-4">
      <header className="flex items-center justify-between gap-4 py-4">
        <span className="font-semibold">{BRAND}</span>
        <nav className="flex items-center gap-4 text-sm font-medium">
          {isSignedIn ? null : <Link to="/sign-in">{t('signIn', { ns: 'common' })}</Link>}
          <Link
            to={isSignedIn ? '/inbox' : '/sign-up'}
            className="bg-accent text-accent-ink rounded-lg px-4 py-2 font-semibold"
          >
            {isSignedIn ? t('open') : t('signUp', { ns: 'common' })}
          </Link>
        </nav>
      </header>
      <main className="flex-1 py-12 sm:py-20">
        <h1 className="max-w-3xl text-3xl leading-tight font-semibold sm:text-5xl">{t('title')}</h1>
        <p className="text-ink-2 mt-6 max-w-2xl text-lg">{t('lead')}</p>
        <ul className="mt-12 grid gap-4 sm:grid-cols-3">
          {POINTS.map((point) => (
            <li key={point} className="bg-surface border-line rounded-xl border p-5">
              <h2 className="font-semibold">{t(`points.${point}.title`)}</h2>
              <p className="text-ink-2 mt-2">{t(`points.${point}.text`)}</p>
            </li>
          ))}
        </ul>
      </main>
      <footer className="border-line border-t py-6">
        <PreferenceSwitches language={language} theme={theme} />
      </footer>
    </div>
  )
}
