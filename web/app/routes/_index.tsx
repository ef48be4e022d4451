import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { findSignedIn } from '../auth.server.ts'
import { BRAND } from '../brand.ts'
import { BrandMark } from '../components/pages/brand-mark.tsx'
import { SampleThread } from '../components/pages/sample-thread.tsx'
import { PreferenceSwitches } from '../components/shell/preference-switches.tsx'
import { Button } from '../components/ui/button.tsx'
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
    <div className="mx-auto flex min-h-dvh max-w-280 flex-col px-4 md:px-8">
      <header className="flex items-center gap-2.5 py-4">
        <BrandMark className="size-8 rounded-md text-sm" />
        <span className="text-md flex-1 font-semibold">{BRAND}</span>
        {isSignedIn ? null : (
          <Button asChild look="quiet">
            <Link to="/sign-in">{t('signIn', { ns: 'common' })}</Link>
          </Button>
        )}
      </header>
      <main className="flex flex-1 flex-col justify-center gap-12 py-8 md:py-12">
        <div className="grid items-center gap-10 md:grid-cols-[minmax(0,1fr)_minmax(0,440px)] md:gap-14">
          <div>
            <h1 className="text-2xl font-semibold text-balance lg:text-[40px] lg:leading-[46px]">{t('title')}</h1>
            <p className="text-ink-2 mt-4 max-w-140 text-lg">{t('lead')}</p>
            <Button asChild look="primary" size="l" className="mt-6">
              <Link to={isSignedIn ? '/inbox' : '/sign-up'}>
                {isSignedIn ? t('open') : t('signUp', { ns: 'common' })}
              </Link>
            </Button>
          </div>
          <SampleThread />
        </div>
        <ul className="border-line grid gap-x-10 gap-y-6 border-t pt-8 md:grid-cols-3">
          {POINTS.map((point) => (
            <li key={point}>
              <h2 className="text-md font-semibold">{t(`points.${point}.title`)}</h2>
              <p className="text-ink-2 mt-1.5 text-base">{t(`points.${point}.text`)}</p>
            </li>
          ))}
        </ul>
      </main>
      <footer className="border-line flex justify-center border-t py-5 md:justify-start">
        <PreferenceSwitches language={language} theme={theme} />
      </footer>
    </div>
  )
}
