import { z } from 'zod'
import type { Database } from '#db/connect.ts'
import { listen } from '#db/listen.ts'
import { findContactOf } from '#db/queries/conversation-list.ts'

/** Something happened to a conversation. */
export type News = { conversationId: string; contactId: string; kind: string }

/** `gap`: something may have happened that was not heard. */
export type Hear = (news: News | 'gap') => void

export type Live = {
  /** Hears the news of one workspace until the function that it returns is called. */
  subscribe: (workspaceId: string, hear: Hear) => () => void
  /** How many hear. */
  count: () => number
  close: () => Promise<void>
}

type LiveOptions = { database: Database; url: string; onError: (error: unknown) => void }

/** Without a conversation it concerns all of the workspace. */
const Note = z.object({ workspaceId: z.uuid(), conversationId: z.uuid().optional(), kind: z.string() })
const CHANNEL = 'desk'
/** Conversations whose contact is remembered. */
const MOST_KNOWN = 20_000

/** The news of all workspaces, heard once for the whole program, given to each workspace its own. */
export function openLive({ database, url, onError }: LiveOptions): Live {
  const ears = new Map<string, Set<Hear>>()
  /** Whose a conversation is changes only when contacts are merged. */
  const contacts = new Map<string, string>()
  let telling = Promise.resolve()

  /** One after the other, so that what stops never overtakes what starts. */
  function onNote(payload: string): void {
    const note = Note.safeParse(parse(payload)).data
    if (note === undefined || !ears.has(note.workspaceId)) return
    const { workspaceId, conversationId, kind } = note
    // People are told of it; what it is about comes as news of its own.
    if (kind === 'alert') return
    if (conversationId === undefined) {
      tell(workspaceId, 'gap')
      return
    }
    if (kind === 'merged') contacts.delete(conversationId)
    telling = telling.then(async () => {
      try {
        const contactId = contacts.get(conversationId) ?? (await findContact(workspaceId, conversationId))
        if (contactId !== undefined) tell(workspaceId, { conversationId, contactId, kind })
      } catch (error) {
        onError(error)
        tell(workspaceId, 'gap')
      }
    })
  }

  async function findContact(workspaceId: string, conversationId: string): Promise<string | undefined> {
    const contactId = await database.inWorkspace(workspaceId, (tx) => findContactOf(tx, conversationId))
    if (contacts.size >= MOST_KNOWN) contacts.clear()
    if (contactId !== undefined) contacts.set(conversationId, contactId)
    return contactId
  }

  function tell(workspaceId: string, news: News | 'gap'): void {
    for (const hear of ears.get(workspaceId) ?? []) hear(news)
  }

  const listening = listen(url, CHANNEL, {
    onNote,
    onListening: () => [...ears.keys()].forEach((workspaceId) => tell(workspaceId, 'gap')),
    onError,
  })

  return {
    subscribe(workspaceId, hear) {
      const own = ears.get(workspaceId) ?? new Set()
      ears.set(workspaceId, own.add(hear))
      return () => {
        own.delete(hear)
        if (own.size === 0 && ears.get(workspaceId) === own) ears.delete(workspaceId)
      }
    },
    count: () => [...ears.values()].reduce((sum, own) => sum + own.size, 0),
    close: () => listening.close(),
  }
}

function parse(payload: string): unknown {
  try {
    return JSON.parse(payload)
  } catch {
    return null
  }
}
