import {
  data,
  redirect,
  redirectDocument,
  type ActionFunctionArgs,
  type HeadersArgs,
  type LoaderFunctionArgs,
} from '@remix-run/node'
import { Form, Link, useActionData } from '@remix-run/react'
import { APIError } from 'better-auth/api'
import { useTranslation } from 'react-i18next'
import { countAttempt } from '../attempts.server.ts'
import { betterAuth, findSignedIn } from '../auth.server.ts'
import { CentredPage } from '../components/pages/centred-page.tsx'
import { ProblemLine, SubmitButton, TextField } from '../components/sign-in/fields.tsx'
import { readForm } from '../forms/read-form.ts'
import { SignUpForm } from '../forms/sign-in.ts'
import { useZodForm } from '../forms/use-zod-form.ts'

export const headers = ({ actionHeaders }: HeadersArgs) => actionHeaders

export async function loader({ request }: LoaderFunctionArgs) {
  if ((await findSignedIn(request)) !== null) throw redirect('/start')
  return null
}

export async function action({ request }: ActionFunctionArgs) {
  const { values, wrong } = await readForm(request, SignUpForm)
  if (values === undefined) return data(wrong, { status: 400 })
  const refused = await countAttempt(request, 'sign-up', values.email)
  if (refused) return refused
  try {
    const { headers } = await betterAuth().api.signUpEmail({
      body: values,
      headers: request.headers,
      returnHeaders: true,
    })
    return redirectDocument('/start', { headers })
  } catch (error) {
    if (!(error instanceof APIError)) throw error
    return data({ problem: 'email-taken' }, { status: 400 })
  }
}

export default function SignUpPage() {
  const { t } = useTranslation('auth')
  const { formProps, problem } = useZodForm(SignUpForm, useActionData<typeof action>())
  return (
    <CentredPage title={t('signUp.title')}>
      <Form method="post" {...formProps}>
        <ProblemLine problem={problem} />
        <TextField label={t('name')} name="name" autoComplete="name" maxLength={120} required problem={problem} />
        <TextField label={t('email')} name="email" type="email" autoComplete="username" required problem={problem} />
        <TextField
          label={t('password')}
          hint={t('passwordHint')}
          name="password"
          type="password"
          autoComplete="new-password"
          required
          problem={problem}
        />
        <SubmitButton>{t('signUp.button')}</SubmitButton>
      </Form>
      <p className="text-ink-2 mt-6 text-sm">
        {t('signUp.haveAccount')}{' '}
        <Link to="/sign-in" className="text-accent underline underline-offset-4">
          {t('signIn.button')}
        </Link>
      </p>
    </CentredPage>
  )
}
