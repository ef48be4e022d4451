/** A button under a message that opens a page. */
export type LinkButton = { label: string; url: string }

/** What staff write again and again, kept under a shortcut. Its text may have placeholders. */
export type QuickReply = { shortcut: string; name: string; text: string; link: LinkButton | null }
