/** What a message template says, and what is to be filled in. Made of WhatsApp's components; kept in Postgres. */
export type TemplateContents = {
  /** Placeholders have names; else they have numbers. */
  isNamed: boolean
  header: TemplateHeader | null
  body: string
  footer: string | null
  buttons: TemplateButton[]
  /** Components of kinds that we do not know. */
  others: string[]
  /** What was handed in as an example, by the key of the parameter. */
  examples: Record<string, string>
}

export type TemplateHeader = { format: 'text'; text: string } | { format: HeaderMedia } | { format: 'other' }
export type HeaderMedia = 'image' | 'video' | 'document'

/** `type` is WhatsApp's word, such as QUICK_REPLY. */
export type TemplateButton = { type: string; text: string; url: string | null }

/** One thing to fill in. The key names its place: `body.1`, `header.first_name`, `header.media`, `button.0`. */
export type TemplateParameter = {
  key: string
  place: 'header' | 'body' | 'button'
  /** The placeholder's own name or number; of a button what stands on it. */
  name: string
  kind: 'text' | 'link'
  most: number
  example: string | null
}

/** A template with its placeholders filled in: what the customer sees. */
export type FilledTemplate = { header: string | null; body: string; footer: string | null; buttons: string[] }

/** Parameters by their key. */
export type TemplateValues = Record<string, string>

/** How the thread keeps a template that was sent: enough to send it, and to show it as it was. */
export type SentTemplate = { name: string; language: string; parameters: TemplateValues } & Omit<FilledTemplate, 'body'>
