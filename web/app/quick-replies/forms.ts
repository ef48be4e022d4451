// In zod's small form: of the other the browser would load all.
import * as z from 'zod/mini'
import { findBadPlaceholder } from '#domain/quick-reply/placeholders.ts'
import { PRESSED_BODY_MOST } from '#schema/whatsapp-limits.ts'
import { LinkForm } from '../inbox/forms.ts'

// One schema for the page and for the server behind it. The messages are keys: `quick-replies.problems` has the words.

export const SHORTCUT_MOST = 32
export const NAME_MOST = 80
export const TEXT_MOST = PRESSED_BODY_MOST

const words = (most: number) =>
  z.string('missing').check(
    z.overwrite((given) => given.normalize('NFC').replace(/\r\n?/g, '\n').trim()),
    z.minLength(1, 'missing'),
    z.maxLength(most, 'too-long'),
    // Postgres has no zero characters in its texts.
    z.regex(/^[^\0]*$/, 'unreadable'),
  )

/** A quick reply as a person writes it. The stroke that it is called by is no part of its shortcut. */
export const QuickReplyForm = z.object({
  shortcut: z.string('missing').check(
    z.overwrite((given) => given.trim().replace(/^\//, '').toLowerCase()),
    z.minLength(1, 'missing'),
    z.maxLength(SHORTCUT_MOST, 'too-long'),
    z.regex(/^[a-z0-9][a-z0-9-]*$/, 'letters'),
  ),
  name: words(NAME_MOST),
  text: words(TEXT_MOST).check((given) => {
    if (findBadPlaceholder(given.value) !== null)
      given.issues.push({ code: 'custom', message: 'placeholder', input: given.value })
  }),
  link: z.nullable(LinkForm),
})

/** What is wrong, by field: the first thing of each. */
export function problemsIn(error: z.core.$ZodError): Record<string, string> {
  const errors: Record<string, string> = {}
  for (const { path, message } of error.issues) errors[path.join('.')] ??= message
  return errors
}
