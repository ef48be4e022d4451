import type { ChannelTrouble, FailureKind } from '#domain/sending/meta-errors.ts'
import type { BookingEvent } from '#schema/booking.ts'
import type { LinkButton } from '#schema/quick-reply.ts'
import type { FloorHolder, ScoreParts, Stage } from '#schema/conversation.ts'
import type { TemplateContents, TemplateValues } from '#schema/template.ts'

// What the inbox's loaders, API and event stream give to the page. Times are ISO strings in UTC.

export type ListFilter = 'all' | 'waiting' | 'mine' | 'ari'

export type Author = 'customer' | 'bot' | 'staff' | 'phone' | 'system'

/** It stands still between the two moments of each pause. */
export type ShownClock = { since: number; warnAt: number; dueAt: number; pauses: [number, number][] }

export type ConversationRow = {
  conversationId: string
  contactId: string
  name: string | null
  /** What the customer calls themselves on WhatsApp, where they do. */
  username: string | null
  phone: string | null
  stage: Stage
  floor: FloorHolder
  /** Who of us has the floor, where a person has it. */
  floorUser: { id: string; name: string } | null
  handoffReason: string | null
  /** While the team is waited for: since when, and when ARI said that people are back. */
  waitsSince: string | null
  promisedAt: string | null
  /** While an answer of people's is waited for: what its clock says, in epoch milliseconds. */
  answer: ShownClock | null
  /** The one that counts: a person's, where one gave it, else ARI's. */
  score: number
  isScoreByHand: boolean
  lastMessage: { author: Author; kind: string; body: string; status: string } | null
  at: string
  /** Where it stands in this list: the latest first. */
  place: string
  /** When the 24 hours in which we may write freely end; null when the customer never wrote. */
  windowEndsAt: string | null
}

/** One page of the list; `next` asks for the one behind it. `ariOn`: for the workspace as a whole. */
export type ListPage = { rows: ConversationRow[]; next: string | null; ariOn: boolean; stopped: StoppedChannel[] }

/** A file of a message: shown from `/api/media/<message>` where it is kept. */
export type ShownFile = {
  state: 'waiting' | 'kept' | 'refused' | 'gone'
  /** Why it is refused or gone. */
  reason: string | null
  name: string | null
  /** In one word: PDF, DOCX. */
  label: string | null
  bytes: number | null
  /** A browser shows it safely; else it is downloaded. */
  isShown: boolean
}

/** What a message has beside words, read and cleaned by the server: what is absent, or was not understood, is left out. */
export type ShownContent = {
  file?: ShownFile
  /** Choices that we offered. */
  rows?: { id: string; title: string; description?: string | undefined }[]
  /** Buttons that we offered to answer with. */
  buttons?: { id: string; title: string }[]
  /** The button that opens a page. */
  link?: LinkButton
  /** It is what the customer chose of such. */
  isChoice?: true
  form?: { name: string; value: string }[]
  location?: { latitude: number; longitude: number; name?: string | undefined; address?: string | undefined }
  contacts?: { name: string; ways: string[] }[]
  /** No emoji: it was taken back. */
  reaction?: { emoji?: string | undefined }
  order?: { name: string; count: number; price: number | null; currency: string }[]
  /** The advertisement that the customer came from. */
  referral?: { title: string; url: string | null }
  /** A filled-in template, around the words. */
  template?: { name: string; header: string | null; footer: string | null; buttons: string[] }
  /** What a message without words is about: a changed number, a kind that WhatsApp does not hand on. */
  about?: string
}

export type ThreadMessage = {
  type: 'message'
  id: string
  author: Author
  /** Of a person of ours. */
  authorName: string | null
  kind: string
  body: string
  /** What the kind has beside words. */
  content: ShownContent
  status: string
  /** Why it was not sent: the kind that the page has words for; WhatsApp's code and own words where there are any. */
  failure: { kind: FailureKind; code: number | null; reason: string | null } | null
  replyTo: { id: string; author: Author; kind: string; body: string } | null
  /** While it is queued: until then it waits, and can be taken back. */
  releaseAt?: string | undefined
  /** It waits for a place in the workspace's quota, and is then sent by itself. */
  inLine?: boolean | undefined
  /** A customer says that it is wrong; who of us wrote that down, and what they said. */
  complaint?: { note: string | null; by: string | null; at: string } | undefined
  at: string
  /** In microseconds: of two readings of a message this one tells the later. Absent before the server has it. */
  changedAt?: number | undefined
}

/** A quiet line: the stage passed on, the floor changed hands. */
export type ThreadEvent =
  | { type: 'stage'; id: string; stage: Stage; at: string }
  /** People said that they would be back by now. */
  | { type: 'promise'; id: string; at: string }
  /** Nobody has answered: the time is over, the owner was called, or soon only a template is left. */
  | { type: 'answer'; id: string; what: 'late' | 'owner' | 'window'; at: string }
  /** Somebody of ours gave a score, or (null) let ARI's count again. */
  | { type: 'score'; id: string; score: number | null; userName: string | null; at: string }
  | {
      type: 'floor'
      id: string
      holder: FloorHolder
      userName: string | null
      reason: string | null
      at: string
    }
  /** Of a consultation; who of us did it, and with whom it is. */
  | { type: 'booking'; id: string; event: BookingEvent; userName: string | null; consultant: string | null; at: string }

export type ThreadItem = ThreadMessage | ThreadEvent

/** A piece of a thread, the oldest item first; `before` asks for the piece before it. */
export type ThreadPage = { items: ThreadItem[]; before: string | null }

/** `by`: null where they are with us no more. */
export type ScoreByHand = { score: number; reason: string | null; by: string | null; at: string }

export type ContactPanel = {
  status: string
  source: string | null
  email: string | null
  tags: string[]
  /** Since when they want neither follow-ups nor campaigns; null: they said no such thing. */
  optedOutAt: string | null
  createdAt: string
  /** ARI's own, whatever counts; and what a person gave in its place. */
  ariScore: number
  scoreByHand: ScoreByHand | null
  scoreParts: ScoreParts
  /** The most that each part can be, and names that the workspace gave its own questions. */
  scoreMost: ScoreParts
  labels: Record<string, string>
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
  /** For the workspace as a whole. */
  ariOn: boolean
  /** The conversation's own number, where WhatsApp takes nothing on it at present. */
  stopped: StoppedChannel | null
}

/** What a person of ours wrote about the contact. */
export type NoteShown = { id: string; body: string; authorName: string | null; at: string }

/** What an order to the conversation came to; `unavailable`: nothing is known to have happened, and it may be repeated. */
export type FloorOrder = 'takeOver' | 'handBack' | 'callTeam' | 'aiOn' | 'aiOff'
export type OrderAnswer = { outcome: 'done' | 'unchanged' | 'unavailable' }

/** `POST /api/conversations/:contactId`. The id is the page's own, so that a repeat is the same message. */
export type NewMessage = {
  messageId: string
  body: string
  replyTo?: string | undefined
  /** A button under it. */
  link?: LinkButton | undefined
}
/** `POST /api/conversations/:contactId/messages/:messageId/complaint`. */
export type NewComplaint = { order: 'make' | 'takeBack'; note?: string | undefined }
export type ComplaintAnswer = { message: ThreadMessage }
/** `POST /api/conversations/:contactId/score`. */
export type NewScore = { score: number | null; reason?: string | undefined }
export type ScoreAnswer = { outcome: 'set' | 'unchanged' }
export type ResentAnswer = { message: ThreadMessage; outcome: OrderAnswer['outcome'] }
export type SentAnswer =
  | ResentAnswer
  /** It waits in line; the text says why, to programs. */
  | { message: ThreadMessage; outcome: 'queued'; text: string }

/** A number on which WhatsApp takes nothing at present. */
export type StoppedChannel = { channelId: string; phone: string; reason: ChannelTrouble; at: string }

/** `GET /api/usage`: what the workspace uses of its quota of messages. */
export type Usage = { requestsThisMinute: number; utilizationPercent: number; limit: number }

/** The same, with an approved template in place of words of one's own: outside the 24 hours too. */
export type NewTemplateMessage = { messageId: string; template: { id: string; parameters: TemplateValues } }

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
