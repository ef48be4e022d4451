import { data, redirect, type ActionFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { setPreferences } from '#db/queries/people.ts'
import { findSignedIn, safeNext } from '../auth.server.ts'
import { preferenceCookie } from '../preferences.server.ts'
import { services } from '../services.server.ts'

const PreferencesForm = z.object({
  language: z.enum(['id', 'en']).optional(),
  theme: z.enum(['system', 'light', 'dark']).optional(),
  next: z.string().optional(),
})

export const loader = () => redirect('/')

/** Keeps language and theme: for the person where somebody is signed in, and in this browser. */
export async function action({ request }: ActionFunctionArgs) {
  const form = PreferencesForm.safeParse(Object.fromEntries(await request.formData()))
  if (!form.success) throw data({ problem: 'not-allowed' }, { status: 400 })
  const { language, theme, next } = form.data
  const signedIn = await findSignedIn(request)
  if (signedIn !== null) await setPreferences(services().database.platform, signedIn.user.id, { language, theme })
  const headers = new Headers()
  if (language !== undefined) headers.append('Set-Cookie', preferenceCookie('language', language))
  if (theme !== undefined) headers.append('Set-Cookie', preferenceCookie('theme', theme))
  return redirect(next === undefined ? '/' : safeNext(next), { headers })
}
