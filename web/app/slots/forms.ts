import * as z from 'zod/mini'

/** A template's name, or none: then a reminder outside of the window goes by email alone. */
export const ReminderTemplateForm = z.object({
  template: z.nullable(z.string('invalid').check(z.maxLength(512, 'invalid'))),
})
