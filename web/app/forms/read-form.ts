import * as z from 'zod/mini'

/** What is wrong with a form: the name of a text, and the field where it is one field's. */
export type FormProblem = { problem: string; field?: string | undefined; minutes?: number }

export type Read<Values> = { values: Values; wrong?: undefined } | { values?: undefined; wrong: FormProblem }

/** The fields as the schema says, or the first thing that is wrong with them; in the browser and on the server. */
export function readFields<Values>(fields: FormData, schema: z.ZodMiniType<Values>): Read<Values> {
  const parsed = z.safeParse(schema, Object.fromEntries(fields))
  if (parsed.success) return { values: parsed.data }
  const [issue] = parsed.error.issues
  const field = issue?.path[0]
  return {
    wrong: { problem: issue?.message ?? 'incomplete', field: typeof field === 'string' ? field : undefined },
  }
}

/** The form that was posted. What is no form at all is one without fields. */
export async function readForm<Values>(request: Request, schema: z.ZodMiniType<Values>): Promise<Read<Values>> {
  return readFields(await request.formData().catch(() => new FormData()), schema)
}
