import type { TrialTrace } from '#schema/trial.ts'

/** Of a trial that began before it was kept how a word led to an entry, nothing is told of that. */
export function readable(trace: TrialTrace): TrialTrace {
  const entries = trace.entries.map((entry) => ({
    ...entry,
    why: entry.why.filter((one: unknown) => typeof one === 'object'),
  }))
  return { ...trace, entries }
}
