import { useState, type FormEvent } from 'react'
import type * as z from 'zod/mini'
import { readFields, type FormProblem } from './read-form.ts'

/**
 * Checks a form by the schema that the server reads it with, before it is sent; what is wrong stands where the
 * server's answer would. Without scripts the form is sent, and the server says the same.
 */
export function useZodForm(schema: z.ZodMiniType, answer: FormProblem | undefined) {
  const [found, setFound] = useState<FormProblem>()

  function onSubmit(event: FormEvent<HTMLFormElement>): void {
    const form = event.currentTarget
    const { wrong } = readFields(new FormData(form), schema)
    setFound(wrong)
    if (wrong === undefined) return
    event.preventDefault()
    const field = form.elements.namedItem(wrong.field ?? '')
    if (field instanceof HTMLElement) field.focus()
  }

  // The browser's own words would come in the browser's language.
  return { formProps: { noValidate: true, onSubmit }, problem: found ?? answer }
}
