import type { ProblemCode } from '#domain/ari-config/problems.ts'
import type { AriConfig } from '#schema/ari-config.ts'

// What the pages of Your Intern and the server say to each other.

export type SectionName = keyof AriConfig

/** What a field can be refused for by itself, beside what is wrong between fields. */
export type ShapeCode =
  'missing' | 'too_short' | 'too_long' | 'too_small' | 'too_big' | 'too_many' | 'not_whole' | 'bad_key' | 'invalid'

/** What is wrong, and where: a path into the configuration, `persona.botName` for instance. */
export type FieldProblem = { path: string; code: ProblemCode | ShapeCode; params: Record<string, string | number> }

/** Who changed something last. */
export type ChangedBy = { by: string | null; at: string }

/** What a tab begins with: the working copy where there is one, else what is published. */
export type ConfigPage = {
  config: AriConfig
  /** The version that ARI goes by now. */
  version: number
  /** Of the working copy; 0 where there is none. */
  revision: number
  changed: ChangedBy | null
  mayEdit: boolean
}

/** Which configuration a page has shown: an order about another one is refused. */
export type Seen = { basedOn: number; revision: number }

export type ConfigOrder =
  | ({ order: 'save'; sections: Partial<AriConfig> } & Seen)
  | ({ order: 'discard' } & Seen)
  | ({ order: 'restore'; number: number } & Seen)
  | ({ order: 'publish'; note: string } & Seen)

export type ConfigAnswer =
  { outcome: 'saved'; revision: number } | { outcome: 'discarded' } | { outcome: 'published'; number: number }

/** 400: refused for these; 409: somebody else has saved (`copy`) or published (`version`) since. */
export type ConfigRefusal =
  | { problem: 'refused'; problems: FieldProblem[] }
  | { problem: 'changed'; what: 'copy' | 'version' | 'discarded'; last: ChangedBy | null }
  | { problem: 'nothing-changed' }
  | { problem: 'no-version' }
