import { data, type ActionFunctionArgs, type HeadersArgs } from '@remix-run/node'
import { Form, Link, useActionData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { countAttempt } from '../attempts.server.ts'
import { betterAuth } from '../auth.server.ts'
import { CentredPage } from '../components/pages/centred-page.tsx'
import { GoodLine, ProblemLine, SubmitButton, TextField } from '../components/sign-in/fields.tsx'
import { readForm } from '../forms/read-form.ts'
import { ForgotPasswordForm } from '../forms/sign-in.ts'
import { useZodForm } from '../forms/use-zod-form.ts'

export const headers = ({ actionHeaders }: HeadersArgs) => actionHeaders

export async function action({ request }: ActionFunctionArgs) {
  const { values, wrong } = await readForm(request, ForgotPasswordForm)
  if (values === undefined) return data(wrong, { status: 400 })
  const refused = await countAttempt(request, 'password-link', values.email)
  if (refused) return refused
  // The answer is the same whether there is such an account or not.
  await betterAuth().api.requestPasswordReset({ body: values, headers: request.headers })
  return { isSent: true as const }
}

export default function ForgotPasswordPage() {
  const { t } = useTranslation('auth')
  const answer = useActionData<typeof action>()
  const isSent = answer !== undefined && 'isSent' in answer
  const { formProps, problem } = useZodForm(ForgotPasswordForm, isSent ? undefined : answer)
  return (
    <CentredPage title={t('forgot.title')}>
      {isSent ? (
        <GoodLine>{t('forgot.sent')}</GoodLine>
      ) : (
        <>
          <p className="text-ink-2 mb-4">{t('forgot.text')}</p>
          <Form method="post" {...formProps}>
            <ProblemLine problem={problem} />
            <TextField
              label={t('email')}
              name="email"
              type="email"
              autoComplete="username"
              required
              problem={problem}
            />
            <SubmitButton>{t('forgot.button')}</SubmitButton>
          </Form>
        </>
      )}
      <Link to="/sign-in" className="text-accent mt-6 inline-block underline underline-offset-4">
        {t('signIn.button')}
      </Link>
    </CentredPage>
  )
}
