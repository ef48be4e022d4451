import type { QuickReply } from '#schema/quick-reply.ts'

export type ShownQuickReply = QuickReply & {
  id: string
  updatedAt: string
  /** Who last changed it; null for somebody who is gone. */
  updatedBy: string | null
}

/** `GET /api/quick-replies`. */
export type QuickReplyList = { replies: ShownQuickReply[] }
