export type DemoStatus = 'baru' | 'dihubungi' | 'tertarik' | 'konsultasi' | 'menang' | 'kalah'
export type DemoStage = 'greeting' | 'qualification' | 'routing' | 'booking' | 'done'
export type DemoKind = 'text' | 'image' | 'voice' | 'document' | 'sticker' | 'location'

export type DemoMessage = {
  direction: 'inbound' | 'outbound'
  author: 'customer' | 'bot' | 'staff'
  /** Which colleague wrote it, where a person did. */
  by?: string
  kind: DemoKind
  /** The words; of a picture or paper its caption; of a voice note nothing. */
  text: string
  fileName?: string
  minutesAgo: number
}

export type DemoContact = {
  name: string
  phone: string
  source: 'whatsapp' | 'instagram' | 'website' | 'referral' | 'event'
  status: DemoStatus
  tags: string[]
  language: 'id' | 'en'
  stage: DemoStage
  floor: 'bot' | 'team' | 'person' | 'nobody'
  /** The colleague who has the floor, or to whom the contact is assigned. */
  assignedTo?: string
  /** Why the conversation went to people. */
  handoff?: 'pricing' | 'complaint' | 'hot_lead' | 'human'
  facts: Record<string, string>
  declined?: string[]
  engagement: { answeredQuestions: number; repliedWithin24Hours: boolean; askedForConsultation: boolean }
  /** A consultation on one of the weekly slots; weeks count from the coming one as 0, backwards below that. */
  booking?: { consultant: string; weekday: number; startsAt: string; weeksAhead: number; status: 'booked' | 'held' }
  messages: DemoMessage[]
}

type Line = [author: string, minutesAgo: number, text: string, kind?: DemoKind, fileName?: string]

/** A conversation in short: "c" is the customer, "b" the bot, anything else the colleague of that name. */
export const conversation = (...lines: Line[]): DemoMessage[] =>
  lines.map(([author, minutesAgo, text, kind = 'text', fileName]) => {
    const said = { kind, text, minutesAgo, ...(fileName !== undefined && { fileName }) }
    if (author === 'c') return { direction: 'inbound', author: 'customer', ...said }
    if (author === 'b') return { direction: 'outbound', author: 'bot', ...said }
    return { direction: 'outbound', author: 'staff', by: author, ...said }
  })
