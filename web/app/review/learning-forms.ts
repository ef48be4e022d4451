// In zod's small form: of the other the browser would load all.
import * as z from 'zod/mini'
import { EntryForm } from '../knowledge/forms.ts'

// One schema for the page and for the server behind it. The messages are keys: `learning.problems` has the words.

export const MOST_OF_CASE_TITLE = 200
export const MOST_PIECES = 20
export const LONGEST_PIECE = 200

const pieces = z
  .array(z.string('invalid').check(z.trim(), z.minLength(1, 'missing'), z.maxLength(LONGEST_PIECE, 'too-long')))
  .check(z.maxLength(MOST_PIECES, 'too-many'))

const Accept = z.omit(EntryForm, { active: true })

/** The entry as an admin takes it over. */
export const AcceptEntryForm = z.extend(Accept, { order: z.literal('acceptEntry') })

/** The case as an admin takes it over: with nothing to hold it against it would prove nothing. */
export const AcceptCaseForm = z
  .object({
    order: z.literal('acceptCase'),
    title: z.string('missing').check(z.trim(), z.minLength(1, 'missing'), z.maxLength(MOST_OF_CASE_TITLE, 'too-long')),
    says: pieces,
    saysNot: pieces,
  })
  .check(
    z.refine(({ says, saysNot }) => says.length + saysNot.length > 0, { message: 'nothing-to-say', path: ['says'] }),
  )

/** What is put aside, or taken up again. */
const SetAsideForm = z.object({
  order: z.enum(['dismiss', 'reopen'], 'invalid'),
  parts: z.array(z.enum(['entry', 'case'], 'invalid')).check(z.minLength(1, 'missing'), z.maxLength(2, 'invalid')),
})

export const ProposalOrderForm = z.discriminatedUnion(
  'order',
  [AcceptEntryForm, AcceptCaseForm, SetAsideForm],
  'invalid',
)

/** What is wrong, by field: the first thing of each. A piece's is of the field that it is in. */
export function problemsInOrder(error: z.core.$ZodError): Record<string, string> {
  const errors: Record<string, string> = {}
  for (const { path, message } of error.issues) errors[String(path[0] ?? 'order')] ??= message
  return errors
}
