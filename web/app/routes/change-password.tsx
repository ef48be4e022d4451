import { data, redirect, type ActionFunctionArgs, type HeadersArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { APIError } from 'better-auth/api'
import { useTranslation } from 'react-i18next'
import { markPasswordChanged } from '#db/queries/people.ts'
import { countAttempt } from '../attempts.server.ts'
import { betterAuth, requireSignedIn } from '../auth.server.ts'
import { CentredPage } from '../components/pages/centred-page.tsx'
import { ProblemLine, SubmitButton, TextField } from '../components/sign-in/fields.tsx'
import { Button } from '../components/ui/button.tsx'
import { readForm } from '../forms/read-form.ts'
import { ChangePasswordForm } from '../forms/sign-in.ts'
import { useZodForm } from '../forms/use-zod-form.ts'
import { services } from '../services.server.ts'

export const headers = ({ actionHeaders }: HeadersArgs) => actionHeaders

export async function loader({ request }: LoaderFunctionArgs) {
  const { user } = await requireSignedIn(request)
  return { email: user.email, isForced: user.mustChangePassword }
}

export async function action({ request }: ActionFunctionArgs) {
  const { user } = await requireSignedIn(request)
  const { values, wrong } = await readForm(request, ChangePasswordForm)
  if (values === undefined) return data(wrong, { status: 400 })
  const refused = await countAttempt(request, 'password', user.id)
  if (refused) return refused
  try {
    const { headers } = await betterAuth().api.changePassword({
      body: { currentPassword: values.current, newPassword: values.password, revokeOtherSessions: true },
      headers: request.headers,
      returnHeaders: true,
    })
    await markPasswordChanged(services().database.platform, user.id)
    return redirect('/start', { headers })
  } catch (error) {
    if (!(error instanceof APIError)) throw error
    return data({ problem: 'password-wrong' }, { status: 400 })
  }
}

export default function ChangePasswordPage() {
  const { t } = useTranslation('auth')
  const { email, isForced } = useLoaderData<typeof loader>()
  const { formProps, problem } = useZodForm(ChangePasswordForm, useActionData<typeof action>())
  return (
    <CentredPage
      title={t('change.title')}
      below={
        <Form method="post" action="/sign-out" className="text-center">
          <Button type="submit" look="quiet">
            {t('signOut', { ns: 'common' })}
          </Button>
        </Form>
      }
    >
      {isForced ? <p className="text-ink-2 mb-4">{t('change.forced')}</p> : null}
      <Form method="post" {...formProps}>
        <ProblemLine problem={problem} />
        <input type="hidden" name="username" autoComplete="username" value={email} />
        <TextField
          label={isForced ? t('oneTimePassword') : t('currentPassword')}
          name="current"
          type="password"
          autoComplete="current-password"
          required
          problem={problem}
        />
        <TextField
          label={t('newPassword')}
          hint={t('passwordHint')}
          name="password"
          type="password"
          autoComplete="new-password"
          required
          problem={problem}
        />
        <SubmitButton>{t('change.button')}</SubmitButton>
      </Form>
    </CentredPage>
  )
}
