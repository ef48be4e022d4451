import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { findAlertSettings, findSlackShown } from '#db/queries/alert-settings.ts'
import { usualSettings } from '#domain/alert/rules.ts'
import type { AlertsPage } from '../alerts/contract.ts'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { BRAND } from '../brand.ts'
import { NotificationsPage } from '../components/alerts/notifications-page.tsx'
import { Problem } from '../components/pages/problem.tsx'
import { i18nFor } from '../i18n/i18n.ts'
import '../i18n/with-intern.ts'
import { preferencesOf } from '../preferences.server.ts'
import { services } from '../services.server.ts'

/** How whoever is signed in is told of what cannot wait; and where the workspace is. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { tx, user, role, workspace } = await requireWorkspaceMembership(request)
  const { reach, pushKeys } = services()
  const [keys, own, slack] = await Promise.all([
    pushKeys(),
    tx((work) => findAlertSettings(work, user.id)),
    role === 'member' ? undefined : tx(findSlackShown),
  ])
  const alerts: AlertsPage = {
    ...{ role, email: user.email, timeZone: workspace.timezone, slack, isDemo: !reach.outside },
    settings: own ?? usualSettings(role),
    pushKey: keys?.publicKey ?? null,
  }
  return { alerts, title: i18nFor(preferencesOf(request, user).language).t('notifications') }
}

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: [loaded?.title, BRAND].filter(Boolean).join(' · ') },
]

export default function Notifications() {
  return <NotificationsPage {...useLoaderData<typeof loader>().alerts} />
}

export function ErrorBoundary() {
  return <Problem />
}
