import type { MessageContent } from '#schema/whatsapp-webhook.ts'
import type { DemoContact, DemoKind, DemoMessage } from '../demo/contacts.ts'

export type ThreadMessage = {
  direction: 'inbound' | 'outbound'
  author: 'customer' | 'bot' | 'staff'
  by: string | null
  kind: string
  body: string
  content: MessageContent
  status: string
  outcome: string | null
  botResponse: string | null
  sentAt: Date
}

/** A told history as its rows: times, what became of each message, and media that were never fetched. */
export function threadOf({ messages, floor }: DemoContact, now: Date): ThreadMessage[] {
  const times = timesOf(messages, now)
  return messages.map((message, at) => {
    const sentAt = times[at] ?? now
    const answer = messages.slice(at + 1).find(({ direction }) => direction === 'outbound')
    const { direction, author, by = null, text: body } = message
    const shared = { direction, author, by, kind: KINDS[message.kind], body, content: contentOf(message, at), sentAt }
    if (direction === 'outbound') {
      const wasSeen = messages.slice(at + 1).some((later) => later.direction === 'inbound')
      return { ...shared, status: wasSeen ? 'read' : 'delivered', outcome: null, botResponse: null }
    }
    if (answer?.author === 'bot') {
      return { ...shared, status: 'responded', outcome: 'answered', botResponse: answer.text }
    }
    // What nobody has answered yet must not be taken for a message that got lost: it came while ARI was off.
    const outcome = answer !== undefined || floor !== 'bot' ? 'human' : 'ignored: bot_off'
    return { ...shared, status: 'received', outcome, botResponse: null }
  })
}

const KINDS: Record<DemoKind, string> = {
  text: 'text',
  image: 'image',
  voice: 'audio',
  document: 'document',
  sticker: 'sticker',
  location: 'location',
}

const STEP_MS = 15_000

/** Messages of one minute follow each other by some seconds. */
function timesOf(messages: DemoMessage[], now: Date): Date[] {
  let last = 0
  return messages.map(({ minutesAgo }) => {
    last = Math.max(now.getTime() - minutesAgo * 60_000, last + STEP_MS)
    return new Date(last)
  })
}

function contentOf({ kind, text, fileName }: DemoMessage, at: number): MessageContent {
  const caption = text === '' ? {} : { caption: text }
  const id = `demo-media-${at}`
  switch (kind) {
    case 'text':
      return {}
    case 'image':
      return { media: { id, mimeType: 'image/jpeg', ...caption } }
    case 'voice':
      return { media: { id, mimeType: 'audio/ogg; codecs=opus', voice: true } }
    case 'document':
      return {
        media: { id, mimeType: 'application/pdf', ...(fileName !== undefined && { filename: fileName }), ...caption },
      }
    case 'sticker':
      return { media: { id, mimeType: 'image/webp' } }
    case 'location':
      return { location: { latitude: 3.5952, longitude: 98.6722, ...(text !== '' && { name: text }) } }
  }
}
