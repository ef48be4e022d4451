import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import {
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useRouteLoaderData,
  type ShouldRevalidateFunctionArgs,
} from '@remix-run/react'
import type { ReactNode } from 'react'
import { I18nextProvider } from 'react-i18next'
import { findSignedIn } from './auth.server.ts'
import { BRAND } from './brand.ts'
import { Problem } from './components/pages/problem.tsx'
import { i18nFor, isLoaded, languageOfPage } from './i18n/i18n.ts'
import { useNonce } from './nonce.ts'
import { isStepWithin } from './step-within.ts'
import { preferencesOf } from './preferences.server.ts'
import inter from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url'
import styles from './styles/app.css?url'

export const links: LinksFunction = () => [
  { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
  // An iPhone takes pushes only for what stands on its home screen.
  { rel: 'manifest', href: '/app.webmanifest' },
  { rel: 'preload', href: inter, as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' },
  { rel: 'stylesheet', href: styles },
]
export const meta: MetaFunction = () => [{ title: BRAND }]

export async function loader({ request }: LoaderFunctionArgs) {
  // Before the database answers nobody is signed in, and the page that says so still needs a language.
  const signedIn = await findSignedIn(request).catch(() => null)
  return { ...preferencesOf(request, signedIn?.user), requestId: request.headers.get('x-request-id') ?? '' }
}

/** Going from one draft or conversation to another asks for that one alone. */
export function shouldRevalidate(args: ShouldRevalidateFunctionArgs) {
  return isStepWithin(args) ? false : args.defaultShouldRevalidate
}

// Before the first paint: a device that is dark shows the page dark.
const FOLLOW_DEVICE =
  "if(document.documentElement.dataset.theme==='system'&&matchMedia('(prefers-color-scheme: dark)').matches)document.documentElement.classList.add('dark')"

export function Layout({ children }: { children: ReactNode }) {
  const loaded = useRouteLoaderData<typeof loader>('root')
  const nonce = useNonce()
  // Chosen in another tab, a language comes with the next page that is loaded whole.
  const chosen = loaded?.language
  // Where the loader of this page failed, the page still has a language.
  const language = chosen !== undefined && isLoaded(chosen) ? chosen : languageOfPage()
  const theme = loaded?.theme ?? 'system'
  return (
    <html lang={language} data-theme={theme} className={theme === 'dark' ? 'dark' : undefined} suppressHydrationWarning>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="color-scheme" content="light dark" />
        <Meta />
        <Links />
        <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: FOLLOW_DEVICE }} />
      </head>
      <body className="bg-bg text-ink min-h-dvh antialiased">
        <I18nextProvider i18n={i18nFor(language)}>{children}</I18nextProvider>
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  )
}

export default function Root() {
  return <Outlet />
}

export function ErrorBoundary() {
  return <Problem />
}
