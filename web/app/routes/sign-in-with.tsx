import { redirect, type ActionFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { betterAuth, safeNext } from '../auth.server.ts'
import { services } from '../services.server.ts'

const SocialForm = z.object({ provider: z.enum(['google', 'github']), next: z.string().optional() })

export const loader = () => redirect('/sign-in')

/** Sends the person to Google or GitHub; they come back at /api/auth/callback. */
export async function action({ request }: ActionFunctionArgs) {
  const form = SocialForm.safeParse(Object.fromEntries(await request.formData()))
  if (!form.success || services().settings.signIn[form.data.provider] === undefined) return redirect('/sign-in')
  const { provider } = form.data
  const next = safeNext(form.data.next)
  const refused = `/sign-in?${new URLSearchParams({ problem: 'social', next }).toString()}`
  const { headers, response } = await betterAuth().api.signInSocial({
    body: { provider, callbackURL: next, errorCallbackURL: refused, disableRedirect: true },
    headers: request.headers,
    returnHeaders: true,
  })
  if (response.url === undefined) return redirect(refused)
  return redirect(response.url, { headers })
}
