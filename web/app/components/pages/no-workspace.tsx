import { Form } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { CentredPage } from './centred-page.tsx'

/** For somebody who signed in and belongs to no workspace: nothing is broken, somebody must invite them. */
export function NoWorkspace({ email }: { email: string | undefined }) {
  const { t } = useTranslation('auth')
  return (
    <CentredPage title={t('noWorkspace.title')}>
      <p className="[overflow-wrap:anywhere]">{t('noWorkspace.text', { email: email ?? '' })}</p>
      <p className="text-ink-2 mt-3">{t('noWorkspace.next')}</p>
      <Form method="post" action="/sign-out" className="mt-6">
        <Button type="submit" size="l" className="w-full">
          {t('signOut', { ns: 'common' })}
        </Button>
      </Form>
    </CentredPage>
  )
}
