import { readFile } from 'node:fs/promises'
import type { Kysely } from 'kysely'
import { readKnowledgeCsv } from '#clients/documents/knowledge-csv.ts'
import type { DB } from '#schema/tables.ts'
import { seedId } from './ids.ts'

const FILE = new URL('../demo/knowledge.csv', import.meta.url)

/** Adds the entries that are not there; those that somebody has edited stay as they are. */
export async function seedKnowledge(tx: Kysely<DB>, workspaceId: string): Promise<void> {
  const { rows, bad } = readKnowledgeCsv(await readFile(FILE))
  if (bad.length > 0) throw new RangeError(`dev/demo/knowledge.csv: ${JSON.stringify(bad)}`)
  await tx
    .insertInto('knowledge')
    .values(
      rows.map(({ kind, title, content, language }) => ({
        id: seedId(workspaceId, 'knowledge', kind, language, title),
        workspace_id: workspaceId,
        kind,
        title,
        content,
        language,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
