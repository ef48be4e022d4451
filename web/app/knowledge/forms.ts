// In zod's small form: of the other the browser would load all.
import * as z from 'zod/mini'
import { checkContent, checkTitle, readSynonyms } from '#domain/knowledge/check-entry.ts'

// One schema for the page and for the server behind it. The messages are keys: `database.problems` has the words.

const checked = (check: (words: string) => string | null) =>
  z.string('missing').check(
    z.overwrite((words) => words.normalize('NFC').replace(/\r\n?/g, '\n').trim()),
    (given) => {
      const problem = check(given.value)
      if (problem !== null) given.issues.push({ code: 'custom', message: problem, input: given.value })
    },
  )

/** An entry as a person writes it. */
export const EntryForm = z.object({
  kind: z.enum(['course', 'policy', 'faq', 'contact'], 'invalid'),
  language: z.enum(['id', 'en'], 'invalid'),
  title: checked(checkTitle),
  content: checked(checkContent),
  active: z.boolean('invalid'),
})

/** Words that mean the same, with commas between. */
export const SynonymForm = z.object({
  words: z.string('too-few').check((given) => {
    const read = readSynonyms(given.value)
    if ('problem' in read) given.issues.push({ code: 'custom', message: read.problem, input: given.value })
  }),
})

export const DocumentOrderForm = z.object({ order: z.enum(['delete', 'readAgain'], 'invalid') })

export const MeaningOrderForm = z.object({ order: z.enum(['turnOn', 'turnOff', 'tryAgain'], 'invalid') })

/** What is wrong, by field: the first thing of each. */
export function problemsIn(error: z.core.$ZodError): Record<string, string> {
  const errors: Record<string, string> = {}
  for (const { path, message } of error.issues) errors[path.join('.')] ??= message
  return errors
}
