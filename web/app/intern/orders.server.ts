import { z } from 'zod'
import type { WorkspaceTx } from '#db/connect.ts'
import {
  ConfigChanged,
  discardWorkingCopy,
  publishVersion,
  readPublished,
  readVersion,
  readVersions,
  readWorkingCopy,
  saveWorkingCopy,
} from '#db/queries/ari-config.ts'
import { diffConfigs } from '#domain/ari-config/diff.ts'
import { problemsOf } from '#domain/ari-config/problems.ts'
import type { AriConfig } from '#schema/ari-config.ts'
import type { InWorkspace } from '../auth.server.ts'
import { putSections, readConfig, shapeProblems, whatCame } from './config.server.ts'
import type { ConfigAnswer, ConfigRefusal, Seen } from './contract.ts'

export const MOST_NOTE = 200
/** A configuration that was live once is told from so many versions. */
const MOST_COMPARED = 200

const seen = { basedOn: z.number().int().min(0), revision: z.number().int().min(0) }
const whatever = z.unknown().optional()

export const Order = z.discriminatedUnion('order', [
  z.object({
    order: z.literal('save'),
    /** Looked at once they stand in their places. */
    sections: z
      .strictObject({
        persona: whatever,
        flow: whatever,
        scoring: whatever,
        guard: whatever,
        followUp: whatever,
        away: whatever,
      })
      .refine((sections) => Object.values(sections).some((section) => section !== undefined)),
    ...seen,
  }),
  z.object({ order: z.literal('discard'), ...seen }),
  z.object({ order: z.literal('restore'), number: z.number().int().min(0), ...seen }),
  z.object({ order: z.literal('publish'), note: z.string().trim().max(MOST_NOTE).default(''), ...seen }),
])
type Order = z.infer<typeof Order>

export type Ordered = { status: 200; answer: ConfigAnswer } | { status: 400 | 404 | 409; answer: ConfigRefusal }

/** Carries out what an admin orders of the configuration; whole or not at all. */
export async function carryOut(
  { tx, user, workspace }: Pick<InWorkspace, 'tx' | 'user' | 'workspace'>,
  fields: unknown,
): Promise<Ordered> {
  const read = Order.safeParse(fields)
  if (!read.success) return { status: 400, answer: { problem: 'refused', problems: shapeProblems(read.error) } }
  const order = read.data
  const who = { workspaceId: workspace.id, userId: user.id }
  try {
    return await tx((work) => run(work, who, order))
  } catch (error) {
    if (!(error instanceof ConfigChanged)) throw error
    return { status: 409, answer: await tx((work) => whatCame(work, order)) }
  }
}

type Who = { workspaceId: string; userId: string }

async function run(work: WorkspaceTx, who: Who, order: Order): Promise<Ordered> {
  switch (order.order) {
    case 'save': {
      const { config, problems } = putSections((await readConfig(work)).config, order.sections)
      return problems === undefined ? keep(work, who, config, order) : refuse({ problem: 'refused', problems })
    }
    case 'restore': {
      const version = await readVersion(work, order.number)
      if (version === undefined) return { status: 404, answer: { problem: 'no-version' } }
      return keep(work, who, version.config, order)
    }
    case 'discard':
      await discardWorkingCopy(work, { ...who, revision: order.revision })
      return { status: 200, answer: { outcome: 'discarded' } }
    case 'publish':
      return publish(work, who, order)
  }
}

/** Keeps a working copy as long as it differs from what is published. */
async function keep(work: WorkspaceTx, who: Who, config: AriConfig, { basedOn, revision }: Seen): Promise<Ordered> {
  const published = await readPublished(work)
  const differs = diffConfigs(published.config, config).length > 0
  if (!differs && revision === 0 && published.version === basedOn)
    return { status: 200, answer: { outcome: 'saved', revision: 0 } }
  const saved = await saveWorkingCopy(work, { userId: who.userId, config, basedOn, revision })
  if (!differs) await discardWorkingCopy(work, { ...who, revision: saved })
  return { status: 200, answer: { outcome: 'saved', revision: differs ? saved : 0 } }
}

async function publish(work: WorkspaceTx, who: Who, order: Seen & { note: string }): Promise<Ordered> {
  const copy = await readWorkingCopy(work)
  if (copy === undefined) throw new ConfigChanged('There is nothing to publish any more.')
  const { config } = copy
  const problems = problemsOf(config)
  if (problems.length > 0) return refuse({ problem: 'refused', problems })
  if (diffConfigs((await readPublished(work)).config, config).length === 0)
    return refuse({ problem: 'nothing-changed' })
  const restoredFrom = await versionLike(work, config)
  const { basedOn, revision, note } = order
  const publishing = { ...who, config, basedOn, revision, note }
  const number = await publishVersion(work, restoredFrom === null ? publishing : { ...publishing, restoredFrom })
  return { status: 200, answer: { outcome: 'published', number } }
}

/** The newest version that says the very same: with it, one that was brought back is told from one that is new. */
export async function versionLike(work: WorkspaceTx, config: AriConfig): Promise<number | null> {
  const versions = await readVersions(work, MOST_COMPARED)
  return versions.find((one) => diffConfigs(one.config, config).length === 0)?.version ?? null
}

function refuse(answer: ConfigRefusal): Ordered {
  return { status: 400, answer }
}
