import { data, redirect, type ActionFunctionArgs, type HeadersArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { APIError } from 'better-auth/api'
import { useTranslation } from 'react-i18next'
import { countAttempt } from '../attempts.server.ts'
import { betterAuth } from '../auth.server.ts'
import { CentredPage } from '../components/pages/centred-page.tsx'
import { ProblemLine, SubmitButton, TextField } from '../components/sign-in/fields.tsx'
import { readForm } from '../forms/read-form.ts'
import { ResetPasswordForm } from '../forms/sign-in.ts'
import { useZodForm } from '../forms/use-zod-form.ts'

export const headers = ({ actionHeaders }: HeadersArgs) => actionHeaders

export const loader = ({ request }: LoaderFunctionArgs) => ({
  token: new URL(request.url).searchParams.get('token') ?? '',
})

export async function action({ request }: ActionFunctionArgs) {
  const { values, wrong } = await readForm(request, ResetPasswordForm)
  if (values === undefined) return data(wrong, { status: 400 })
  const refused = await countAttempt(request, 'password-link', values.token)
  if (refused) return refused
  try {
    await betterAuth().api.resetPassword({ body: { token: values.token, newPassword: values.password } })
  } catch (error) {
    if (!(error instanceof APIError)) throw error
    return data({ problem: 'link-unusable' }, { status: 400 })
  }
  return redirect('/sign-in?done=password')
}

export default function ResetPasswordPage() {
  const { t } = useTranslation('auth')
  const { token } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const told = answer ?? (token === '' ? { problem: 'link-unusable' } : undefined)
  const { formProps, problem } = useZodForm(ResetPasswordForm, told)
  return (
    <CentredPage title={t('reset.title')}>
      <ProblemLine problem={problem} />
      {problem?.problem === 'link-unusable' ? (
        <Link to="/forgot-password" className="text-accent font-medium underline-offset-4 hover:underline">
          {t('reset.again')}
        </Link>
      ) : (
        <Form method="post" {...formProps}>
          <input type="hidden" name="token" value={token} />
          <TextField
            label={t('newPassword')}
            hint={t('passwordHint')}
            name="password"
            type="password"
            autoComplete="new-password"
            required
            problem={problem}
          />
          <SubmitButton>{t('reset.button')}</SubmitButton>
        </Form>
      )}
    </CentredPage>
  )
}
