import type { z } from 'zod'

export type Problems = { errors: Record<string, string> }

/** What is wrong, by field. */
export function problemsOf({ issues }: z.core.$ZodError, before = ''): Problems {
  const errors: Record<string, string> = {}
  for (const { path, message } of issues) errors[before + path.join('.')] ??= message
  return { errors }
}
