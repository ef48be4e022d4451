import type { z } from 'zod'
import type { WorkspaceTx } from '#db/connect.ts'
import { listVersions, readPublished, readWorkingCopy } from '#db/queries/ari-config.ts'
import { AriConfig } from '#schema/ari-config.ts'
import type { InWorkspace } from '../auth.server.ts'
import type { ConfigPage, ConfigRefusal, FieldProblem, Seen, ShapeCode } from './contract.ts'

/** For the loader of a tab: the configuration as it is being edited. */
export async function loadConfig({ tx, role }: Pick<InWorkspace, 'tx' | 'role'>): Promise<ConfigPage> {
  const read = await tx(readConfig)
  return { ...read, mayEdit: role !== 'member' }
}

/** The working copy where there is one, else what is published. */
export async function readConfig(work: WorkspaceTx): Promise<Omit<ConfigPage, 'mayEdit'>> {
  const [{ version, config }, copy] = await Promise.all([readPublished(work), readWorkingCopy(work)])
  return {
    config: copy?.config ?? config,
    version,
    revision: copy?.revision ?? 0,
    changed: copy ? { by: copy.changedBy, at: copy.changedAt.toISOString() } : null,
  }
}

/** What has come between a page and its order. */
export async function whatCame(work: WorkspaceTx, { basedOn }: Seen): Promise<ConfigRefusal> {
  const [{ version, changed }, [newest]] = await Promise.all([readConfig(work), listVersions(work, { limit: 1 })])
  if (version === basedOn) return { problem: 'changed', what: changed ? 'copy' : 'discarded', last: changed }
  const last = newest ? { by: newest.publishedBy, at: newest.publishedAt.toISOString() } : null
  return { problem: 'changed', what: 'version', last }
}

/** `sections` in their places in a whole configuration, or what is wrong with them, field by field. */
export function putSections(
  config: AriConfig,
  sections: Record<string, unknown>,
): { config: AriConfig; problems?: undefined } | { config?: undefined; problems: FieldProblem[] } {
  const read = AriConfig.safeParse({ ...config, ...sections })
  return read.success ? { config: read.data } : { problems: shapeProblems(read.error) }
}

/** The first thing that is wrong with each field, as codes that have words in both languages. */
export function shapeProblems({ issues }: z.core.$ZodError): FieldProblem[] {
  const found = new Map<string, FieldProblem>()
  for (const issue of issues) {
    const path = issue.path.join('.')
    if (!found.has(path)) found.set(path, { path, ...codeOf(issue) })
  }
  return [...found.values()]
}

type Coded = { code: ShapeCode; params: Record<string, string | number> }

function codeOf(issue: z.core.$ZodIssue): Coded {
  switch (issue.code) {
    case 'too_small':
      if (issue.origin !== 'string') return { code: 'too_small', params: { least: Number(issue.minimum) } }
      return Number(issue.minimum) === 1
        ? { code: 'missing', params: {} }
        : { code: 'too_short', params: { least: Number(issue.minimum) } }
    case 'too_big': {
      const code = issue.origin === 'string' ? 'too_long' : issue.origin === 'array' ? 'too_many' : 'too_big'
      return { code, params: { most: Number(issue.maximum) } }
    }
    case 'invalid_type':
      if (issue.expected === 'int') return { code: 'not_whole', params: {} }
      // Of a number's field, empty.
      return { code: issue.expected === 'number' ? 'missing' : 'invalid', params: {} }
    case 'invalid_format':
      return { code: issue.format === 'regex' ? 'bad_key' : 'invalid', params: {} }
    default:
      return { code: 'invalid', params: {} }
  }
}
