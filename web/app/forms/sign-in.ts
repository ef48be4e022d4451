import { z } from 'zod'

// The forms around signing in: the browser checks them by these before it sends them, the server in any case.
// Each message is the name of a text: auth.problems.<name>.

export const PASSWORD_MIN = 10
export const PASSWORD_MAX = 128

const Email = z.string('email-invalid').trim().toLowerCase().max(254, 'email-invalid').pipe(z.email('email-invalid'))

/** A password that somebody has; what it must look like is asked only of new ones. */
const KnownPassword = z.string('password-missing').min(1, 'password-missing').max(PASSWORD_MAX, 'password-too-long')

const NewPassword = z
  .string('password-missing')
  .min(1, 'password-missing')
  .min(PASSWORD_MIN, 'password-too-short')
  .max(PASSWORD_MAX, 'password-too-long')

const PersonName = z.string('name-missing').trim().min(1, 'name-missing').max(120, 'name-too-long')

export const SignInForm = z.object({ email: Email, password: KnownPassword, next: z.string('incomplete').optional() })

export const SignUpForm = z.object({ name: PersonName, email: Email, password: NewPassword })

export const ForgotPasswordForm = z.object({ email: Email })

export const ResetPasswordForm = z.object({
  token: z.string('link-unusable').min(1, 'link-unusable'),
  password: NewPassword,
})

export const ChangePasswordForm = z
  .object({ current: KnownPassword, password: NewPassword })
  .refine(({ current, password }) => current !== password, { error: 'password-same', path: ['password'] })
