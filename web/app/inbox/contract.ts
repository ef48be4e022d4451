import type { FloorHolder, ScoreParts, Stage } from '#schema/conversation.ts'
import type { TemplateContents, TemplateValues } from '#schema/template.ts'

// What the inbox's loaders, API and event stream give to the page. Times are ISO strings in UTC.

export type ListFilter = 'all' | 'waiting' | 'mine' | 'ari'

export type Author = 'customer' | 'bot' | 'staff' | 'phone' | 'system'

export type ConversationRow = {
  conversationId: string
  contactId: string
  name: string | null
  phone: string | null
  stage: Stage
  floor: FloorHolder
  /** Who of us has the floor, where a person has it. */
  floorUser: { id: string; name: string } | null
  handoffReason: string | null
  score: number
  lastMessage: { author: Author; kind: string; body: string; status: string } | null
  at: string
  /** When the 24 hours in which we may write freely end; null when the customer never wrote. */
  windowEndsAt: string | null
}

/** One page of the list; `next` asks for the one behind it. */
export type ListPage = { rows: ConversationRow[]; next: string | null }

export type ThreadMessage = {
  type: 'message'
  id: string
  author: Author
  /** Of a person of ours. */
  authorName: string | null
  kind: string
  body: string
  /** What the kind has beside words: the rows of a list, buttons, a choice, a place, a file's name. */
  content: Record<string, unknown>
  status: string
  /** Why it was not sent: WhatsApp's code where there is one, or a reason of ours. */
  failure: { code: number | null; reason?: FailureReason } | null
  replyTo: { id: string; author: Author; kind: string; body: string } | null
  at: string
}

export type FailureReason = 'window_closed' | 'template_unusable'

/** A quiet line: the stage passed on, the floor changed hands. */
export type ThreadEvent =
  | { type: 'stage'; id: string; stage: Stage; at: string }
  | {
      type: 'floor'
      id: string
      holder: FloorHolder
      userName: string | null
      reason: string | null
      at: string
    }

export type ThreadItem = ThreadMessage | ThreadEvent

/** A piece of a thread, the oldest item first; `before` asks for the piece before it. */
export type ThreadPage = { items: ThreadItem[]; before: string | null }

export type ContactPanel = {
  status: string
  source: string | null
  email: string | null
  createdAt: string
  scoreParts: ScoreParts
  facts: { key: string; value: string }[]
  /** Questions with no answer yet. */
  gaps: string[]
  bookings: { id: string; startsAt: string; endsAt: string; consultant: string; status: string }[]
  notesCount: number
  /** Of the workflow, for engineers. */
  workflowUrl: string
}

/** Everything that a thread's page shows. */
export type OpenConversation = {
  conversation: ConversationRow
  thread: ThreadPage
  panel: ContactPanel
  /** When the 24 hours in which we may write freely end; null when the customer never wrote. */
  windowEndsAt: string | null
}

/** What a person of ours wrote about the contact. */
export type NoteShown = { id: string; body: string; authorName: string | null; at: string }

/** What an order to the conversation came to; `unavailable`: nothing is known to have happened, and it may be repeated. */
export type FloorOrder = 'takeOver' | 'handBack' | 'aiOn' | 'aiOff'
export type OrderAnswer = { outcome: 'done' | 'unchanged' | 'unavailable' }

/** `POST /api/conversations/:contactId`. The id is the page's own, so that a repeat is the same message. */
export type NewMessage = { messageId: string; body: string; replyTo?: string | undefined }
/** The same, with an approved template in place of words of one's own: outside the 24 hours too. */
export type NewTemplateMessage = { messageId: string; template: { id: string; parameters: TemplateValues } }
export type SentAnswer = { message: ThreadMessage; outcome: OrderAnswer['outcome'] }

/** A template that may be sent to the contact. */
export type TemplateChoice = { id: string; name: string; language: string; contents: TemplateContents }

/** `GET /api/conversations/:contactId/templates`. */
export type TemplateList = {
  templates: TemplateChoice[]
  /** Not yet approved, or rejected. */
  unapproved: number
  /** Approved, and asking for what cannot be given here. */
  unfillable: number
  /** Whether we know the account whose templates there are. */
  isAccountKnown: boolean
}
