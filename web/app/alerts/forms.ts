// In zod's small form: of the other the browser would load all.
import * as z from 'zod/mini'

// The messages are keys: `alerts.problems` has the words.

const LONGEST = 2000
const Ways = z.object({ push: z.boolean(), mail: z.boolean() })
const minute = z.int().check(z.minimum(0), z.maximum(1439))

/** How a person wants to be told. */
export const SettingsForm = z.object({
  drafts: Ways,
  customers: Ways,
  urgent: Ways,
  sound: z.boolean(),
  quiet: z.nullable(
    z
      .object({ fromMinute: minute, toMinute: minute })
      .check(z.refine(({ fromMinute, toMinute }) => fromMinute !== toMinute, 'same_time')),
  ),
})

const Endpoint = z.url('not_allowed').check(z.maxLength(LONGEST, 'not_allowed'))

/** What a browser says of itself: an address, the point of a key, and sixteen bytes. */
export const DeviceForm = z.discriminatedUnion('order', [
  z.object({
    order: z.literal('on'),
    subscription: z.object({
      endpoint: Endpoint,
      p256dh: z.string().check(z.regex(/^B[\w-]{86}$/, 'not_allowed')),
      auth: z.string().check(z.regex(/^[\w-]{22}$/, 'not_allowed')),
    }),
  }),
  z.object({ order: z.enum(['off', 'known', 'test']), endpoint: Endpoint }),
])

export const SlackForm = z.discriminatedUnion('order', [
  z.object({
    order: z.literal('set'),
    webhookUrl: z.string('missing').check(
      z.overwrite((given) => given.trim()),
      z.minLength(1, 'missing'),
      z.maxLength(LONGEST, 'not_slack'),
    ),
  }),
  z.object({ order: z.enum(['remove', 'test']) }),
])

/** What is wrong, by field: the first thing of each. */
export function problemsIn(error: z.core.$ZodError): Record<string, string> {
  const errors: Record<string, string> = {}
  for (const { path, message } of error.issues) errors[path.join('.')] ??= message
  return errors
}
