import { z } from 'zod'
import type { WorkspaceTx } from '#db/connect.ts'
import { listStoppedChannels } from '#db/queries/channel-stops.ts'
import { listConversations } from '#db/queries/conversation-list.ts'
import { isAriOn } from '#db/queries/workspace-floor.ts'
import type { ListFilter, ListPage } from './contract.ts'
import { cursorOf, keyOf } from './cursor.ts'
import { toRow, toStopped } from './rows.server.ts'

export type ListQuestion = { filter: ListFilter; q: string; after: string | null; userId: string }

const Filter = z.enum(['all', 'waiting', 'mine', 'ari']).catch('all')
/** Longer than any name that WhatsApp lets people have. */
const LONGEST_SEARCH = 256

/** What an address of the list asks for; what it cannot mean counts as not said. */
export function listQuestion(url: string): Omit<ListQuestion, 'userId'> {
  const { searchParams } = new URL(url)
  return {
    filter: Filter.parse(searchParams.get('filter')),
    // Postgres has no zero characters in its texts.
    q: (searchParams.get('q') ?? '').replaceAll('\0', '').slice(0, LONGEST_SEARCH),
    after: searchParams.get('after'),
  }
}

/** A page of the list of conversations. */
export async function loadList(tx: WorkspaceTx, { filter, q, after, userId }: ListQuestion): Promise<ListPage> {
  const { conversations, next } = await listConversations(tx, { filter, search: q, after: keyOf(after), userId })
  const stopped = (await listStoppedChannels(tx)).map(toStopped)
  return { rows: conversations.map(toRow), next: cursorOf(next), ariOn: await isAriOn(tx), stopped }
}
