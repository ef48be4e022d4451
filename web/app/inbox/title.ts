import type { ConversationRow } from './contract.ts'

type Names = Pick<ConversationRow, 'name' | 'username' | 'phone'>

/** What a customer is called: by name, else as they call themselves on WhatsApp, else by number; null without any. */
export function titleOf({ name, username, phone }: Names): string | null {
  return name ?? handleOf(username) ?? phone
}

/** What else a customer is known by, beside the title. */
export function otherNamesOf({ name, username, phone }: Names): string[] {
  return [handleOf(username), phone]
    .filter((one) => one !== null)
    .filter((one) => one !== titleOf({ name, username, phone }))
}

/** As people write it to each other. */
function handleOf(username: string | null): string | null {
  return username === null ? null : `@${username}`
}
