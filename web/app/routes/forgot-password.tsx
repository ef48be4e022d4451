import { data, type ActionFunctionArgs, type HeadersArgs } from '@remix-run/node'
import { Form, Link, useActionData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { countAttempt } from '../attempts.server.ts'
import { betterAuth } from '../auth.server.ts'
import { CentredPage } from '../components/pages/centred-page.tsx'
import { GoodLine, ProblemLine, SubmitButton, TextField } from '../components/sign-in/fields.tsx'
import { Email, readForm } from '../sign-in-form.server.ts'

export const headers = ({ actionHeaders }: HeadersArgs) => actionHeaders

export async function action({ request }: ActionFunctionArgs) {
  const { values, problem } = await readForm(request, z.object({ email: Email }))
  if (values === undefined) return data({ problem }, { status: 400 })
  const refused = await countAttempt(request, 'password-link', values.email)
  if (refused) return refused
  // The answer is the same whether there is such an account or not.
  await betterAuth().api.requestPasswordReset({ body: values, headers: request.headers })
  return { isSent: true as const }
}

export default function ForgotPasswordPage() {
  const { t } = useTranslation('auth')
  const answer = useActionData<typeof action>()
  return (
    <CentredPage title={t('forgot.title')}>
      {answer !== undefined && 'isSent' in answer ? (
        <GoodLine>{t('forgot.sent')}</GoodLine>
      ) : (
        <>
          <p className="text-ink-2 mb-4">{t('forgot.text')}</p>
          <Form method="post">
            <ProblemLine problem={answer?.problem === undefined ? undefined : answer} />
            <TextField label={t('email')} name="email" type="email" autoComplete="username" required />
            <SubmitButton>{t('forgot.button')}</SubmitButton>
          </Form>
        </>
      )}
      <Link to="/sign-in" className="text-accent mt-6 inline-block text-sm underline-offset-4 hover:underline">
        {t('signIn.button')}
      </Link>
    </CentredPage>
  )
}
