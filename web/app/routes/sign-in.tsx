import {
  data,
  redirect,
  redirectDocument,
  type ActionFunctionArgs,
  type HeadersArgs,
  type LoaderFunctionArgs,
} from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { APIError } from 'better-auth/api'
import { useTranslation } from 'react-i18next'
import { countAttempt, forgetAttemptsOf } from '../attempts.server.ts'
import { betterAuth, findSignedIn, safeNext } from '../auth.server.ts'
import { CentredPage } from '../components/pages/centred-page.tsx'
import { Button } from '../components/ui/button.tsx'
import { DemoPeople } from '../components/sign-in/demo-people.tsx'
import { GoodLine, ProblemLine, SubmitButton, TextField } from '../components/sign-in/fields.tsx'
import { readForm } from '../forms/read-form.ts'
import { SignInForm } from '../forms/sign-in.ts'
import { useZodForm } from '../forms/use-zod-form.ts'
import { services } from '../services.server.ts'
import { socialProblem } from '../social-problem.ts'

export const headers = ({ actionHeaders }: HeadersArgs) => actionHeaders

export async function loader({ request }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url)
  const next = safeNext(searchParams.get('next'))
  if ((await findSignedIn(request)) !== null) throw redirect(next)
  const { demoPeople, settings } = services()
  return {
    next,
    demoPeople,
    social: (['google', 'github'] as const).filter((name) => settings.signIn[name] !== undefined),
    passwordSet: searchParams.get('done') === 'password',
    socialProblem: socialProblem(searchParams),
  }
}

export async function action({ request }: ActionFunctionArgs) {
  const { values, wrong } = await readForm(request, SignInForm)
  if (values === undefined) return data(wrong, { status: 400 })
  const { email, password, next } = values
  const refused = await countAttempt(request, 'sign-in', email)
  if (refused) return refused
  try {
    const { headers } = await betterAuth().api.signInEmail({
      body: { email, password },
      headers: request.headers,
      returnHeaders: true,
    })
    await forgetAttemptsOf('sign-in', email)
    // Loaded whole: the language and the theme are this person's from here on.
    return redirectDocument(safeNext(next), { headers })
  } catch (error) {
    if (!(error instanceof APIError)) throw error
    // Sent without scripts, the form comes back: who it was need not be written again.
    return data({ problem: 'wrong-credentials', email }, { status: 400 })
  }
}

export default function SignInPage() {
  const { t } = useTranslation('auth')
  const { next, demoPeople, social, passwordSet, ...loaded } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const told = answer ?? (loaded.socialProblem === null ? undefined : { problem: loaded.socialProblem })
  const { formProps, problem } = useZodForm(SignInForm, told)
  return (
    <CentredPage
      title={t('signIn.title')}
      below={demoPeople.length === 0 ? undefined : <DemoPeople people={demoPeople} next={next} />}
    >
      {passwordSet && problem === undefined ? <GoodLine>{t('signIn.passwordSet')}</GoodLine> : null}
      <Form method="post" {...formProps}>
        <ProblemLine problem={problem} />
        <input type="hidden" name="next" value={next} />
        <TextField
          label={t('email')}
          name="email"
          type="email"
          autoComplete="username"
          required
          defaultValue={answer !== undefined && 'email' in answer ? answer.email : undefined}
          problem={problem}
        />
        <TextField
          label={t('password')}
          name="password"
          type="password"
          autoComplete="current-password"
          required
          problem={problem}
        />
        <SubmitButton>{t('signIn.button')}</SubmitButton>
      </Form>
      {social.length === 0 ? null : (
        <p
          aria-hidden
          className="text-ink-3 mt-4 flex items-center gap-3 text-xs before:h-px before:flex-1 before:bg-[var(--line)] after:h-px after:flex-1 after:bg-[var(--line)]"
        >
          {t('or')}
        </p>
      )}
      {social.map((provider) => (
        <Form key={provider} method="post" action="/sign-in-with" reloadDocument className="mt-3">
          <input type="hidden" name="next" value={next} />
          <Button type="submit" size="l" name="provider" value={provider} className="w-full">
            {t(`with.${provider}`)}
          </Button>
        </Form>
      ))}
      <div className="text-accent mt-6 flex flex-wrap justify-between gap-x-4 gap-y-2 text-sm">
        <Link to="/forgot-password" className="underline underline-offset-4">
          {t('signIn.forgot')}
        </Link>
        <span className="text-ink-2">
          {t('signIn.noAccount')}{' '}
          <Link to="/sign-up" className="text-accent underline underline-offset-4">
            {t('signUp', { ns: 'common' })}
          </Link>
        </span>
      </div>
    </CentredPage>
  )
}
