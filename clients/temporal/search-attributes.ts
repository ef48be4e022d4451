import type { Connection } from '@temporalio/client'

/** What lists of conversations can be searched by in Temporal; a workflow that sets one the server lacks is stuck. */
export const SEARCH_ATTRIBUTES = {
  WorkspaceId: 'Keyword',
  Stage: 'Keyword',
  Floor: 'Keyword',
  ReviewPending: 'Bool',
  BookingStatus: 'Keyword',
  Score: 'Int',
} as const

/** Temporal's numbers for the kinds of values. */
const KIND = { Keyword: 2, Int: 3, Bool: 5 } as const

export type Registered = { registered: string[]; missing: false } | { missing: true; reason: string; command: string }

/** Registers what the server lacks; where it does not let us (as Temporal Cloud), says what to run instead. */
export async function registerSearchAttributes(
  { operatorService }: Pick<Connection, 'operatorService'>,
  namespace: string,
): Promise<Registered> {
  const lacking = Object.entries(SEARCH_ATTRIBUTES)
  try {
    // A server that cannot list them may still take them.
    const { customAttributes } = await operatorService
      .listSearchAttributes({ namespace })
      .catch(() => ({ customAttributes: {} }))
    const there = lacking.filter(([name]) => name in customAttributes)
    for (const found of there) lacking.splice(lacking.indexOf(found), 1)
    if (lacking.length > 0) {
      const searchAttributes = Object.fromEntries(lacking.map(([name, kind]) => [name, KIND[kind]]))
      await operatorService.addSearchAttributes({ namespace, searchAttributes })
    }
    return { missing: false, registered: lacking.map(([name]) => name) }
  } catch (error) {
    const wanted = lacking.map(([name, kind]) => `--name ${name} --type ${kind}`).join(' ')
    return {
      missing: true,
      reason: error instanceof Error ? error.message : 'unknown reason',
      command: `temporal operator search-attribute create --namespace ${namespace} ${wanted}`,
    }
  }
}
