// In zod's small form: of the other the browser would load all.
import * as z from 'zod/mini'

// The forms around signing in: the browser checks them by these before it sends them, the server in any case.
// Each message is the name of a text: auth.problems.<name>.

export const PASSWORD_MIN = 10
export const PASSWORD_MAX = 128

const Email = z.pipe(
  z.string('email-invalid').check(z.trim(), z.toLowerCase(), z.maxLength(254, 'email-invalid')),
  z.email('email-invalid'),
)

/** A password that somebody has; what it must look like is asked only of new ones. */
const KnownPassword = z
  .string('password-missing')
  .check(z.minLength(1, 'password-missing'), z.maxLength(PASSWORD_MAX, 'password-too-long'))

const NewPassword = z
  .string('password-missing')
  .check(
    z.minLength(1, 'password-missing'),
    z.minLength(PASSWORD_MIN, 'password-too-short'),
    z.maxLength(PASSWORD_MAX, 'password-too-long'),
  )

const PersonName = z
  .string('name-missing')
  .check(z.trim(), z.minLength(1, 'name-missing'), z.maxLength(120, 'name-too-long'))

export const SignInForm = z.object({ email: Email, password: KnownPassword, next: z.optional(z.string('incomplete')) })

export const SignUpForm = z.object({ name: PersonName, email: Email, password: NewPassword })

export const ForgotPasswordForm = z.object({ email: Email })

export const ResetPasswordForm = z.object({
  token: z.string('link-unusable').check(z.minLength(1, 'link-unusable')),
  password: NewPassword,
})

export const ChangePasswordForm = z
  .object({ current: KnownPassword, password: NewPassword })
  .check(z.refine(({ current, password }) => current !== password, { error: 'password-same', path: ['password'] }))
