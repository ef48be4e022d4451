import type { QuickReply } from '#schema/quick-reply.ts'

type Findable = Pick<QuickReply, 'shortcut' | 'name' | 'text'>

/** Those that a few typed letters may mean, the likeliest first: by shortcut, then by name, then by what they say. */
export function findQuickReplies<Reply extends Findable>(all: readonly Reply[], typed: string): Reply[] {
  const wanted = typed.trim().toLowerCase()
  if (wanted === '') return [...all]
  return all
    .map((reply) => ({ reply, rank: rankOf(reply, wanted) }))
    .filter(({ rank }) => rank < NOWHERE)
    .sort((one, other) => one.rank - other.rank)
    .map(({ reply }) => reply)
}

const NOWHERE = 5

function rankOf({ shortcut, name, text }: Findable, wanted: string): number {
  if (shortcut.startsWith(wanted)) return 0
  const named = name.toLowerCase()
  if (named.startsWith(wanted)) return 1
  if (shortcut.includes(wanted)) return 2
  if (named.includes(wanted)) return 3
  return text.toLowerCase().includes(wanted) ? 4 : NOWHERE
}
