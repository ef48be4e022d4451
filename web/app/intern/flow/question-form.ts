import * as z from 'zod/mini'
import type { Question } from '#schema/ari-parts.ts'

export type QuestionField = 'label' | 'key' | 'about'

/** As the server reads it; each message is the name of a text: flow.form.wrong.<name>. */
const Typed = z.object({
  label: z.string().check(z.trim(), z.maxLength(40, 'labelLong')),
  key: z
    .string()
    .check(z.trim(), z.minLength(1, 'keyMissing'), z.maxLength(40, 'keyLong'), z.regex(/^[a-z][a-z0-9_]*$/, 'keyForm')),
  about: z.string().check(z.trim(), z.minLength(2, 'aboutShort'), z.maxLength(200, 'aboutLong')),
})

type Around = { isNew: boolean; others: readonly Question[] }

/** The question as it is to be kept, or what is wrong with it, the first thing of each field. */
export function checkQuestion(
  question: Question,
  { isNew, others }: Around,
):
  | { found: Question; fields: Partial<Record<QuestionField, string>> }
  | { found?: undefined; fields: Partial<Record<QuestionField, string>> } {
  const read = z.safeParse(Typed, question)
  const fields: Partial<Record<QuestionField, string>> = {}
  for (const { path, message } of read.error?.issues ?? []) {
    const field = path[0]
    if (field === 'label' || field === 'key' || field === 'about') fields[field] ??= message
  }
  // Of ours the name is known in both languages; one of their own has only what it is given.
  if (isNew && question.label.trim() === '') fields.label = 'labelMissing'
  if (isNew && others.some(({ key }) => key === question.key.trim())) fields.key = 'keyTaken'
  if (!read.success || Object.keys(fields).length > 0) return { fields }
  return { found: { ...question, ...read.data }, fields }
}
