import { z } from 'zod'
import { PASSWORD_MAX, PASSWORD_MIN } from './better-auth.server.ts'

// Each message is the name of a text: auth.problems.<name>.

export const Email = z
  .string('email-invalid')
  .trim()
  .toLowerCase()
  .max(254, 'email-invalid')
  .pipe(z.email('email-invalid'))

/** A password that somebody has; what it must look like is asked only of new ones. */
export const KnownPassword = z
  .string('password-missing')
  .min(1, 'password-missing')
  .max(PASSWORD_MAX, 'password-too-long')

export const NewPassword = z
  .string('password-missing')
  .min(PASSWORD_MIN, 'password-too-short')
  .max(PASSWORD_MAX, 'password-too-long')

export const PersonName = z.string('name-missing').trim().min(1, 'name-missing').max(120, 'name-too-long')

export type Read<Values> = { values: Values; problem?: undefined } | { values?: undefined; problem: string }

/** The form as the schema says, or the first thing that is wrong with it. */
export async function readForm<Values>(request: Request, schema: z.ZodType<Values>): Promise<Read<Values>> {
  // What is no form at all is one without fields.
  const form = await request.formData().catch(() => new FormData())
  const parsed = schema.safeParse(Object.fromEntries(form))
  return parsed.success ? { values: parsed.data } : { problem: parsed.error.issues[0]?.message ?? 'wrong-credentials' }
}
