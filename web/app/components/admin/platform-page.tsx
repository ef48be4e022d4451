import { Form, Link } from '@remix-run/react'
import { ArrowLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { BrandMark } from '../pages/brand-mark.tsx'
import { Button } from '../ui/button.tsx'

/** A page for the people who run the platform: outside every workspace, so without a workspace's shell. */
export function PlatformPage({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useTranslation('common')
  return (
    <div className="min-h-dvh">
      <header className="bg-surface border-line flex h-14 items-center gap-2.5 border-b px-4">
        <BrandMark className="size-8 rounded-md text-sm" />
        <span className="text-md min-w-0 flex-1 truncate font-semibold">{t('admin')}</span>
        <Button asChild look="quiet">
          <Link to="/inbox">
            <ArrowLeft aria-hidden className="size-4" />
            {t('nav.inbox')}
          </Link>
        </Button>
        <Form method="post" action="/sign-out">
          <Button type="submit" look="quiet">
            {t('signOut')}
          </Button>
        </Form>
      </header>
      <main className="mx-auto max-w-280 px-4 py-6 md:py-8">
        <h1 className="text-xl font-semibold">{title}</h1>
        {children}
      </main>
    </div>
  )
}
