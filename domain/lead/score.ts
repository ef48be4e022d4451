import type { AriRules } from '#schema/ari-config.ts'
import type { Factor } from '#schema/ari-parts.ts'
import type { LeadKnowledge, ScoreParts } from '#schema/conversation.ts'

export const NO_SCORE: Readonly<ScoreParts> = { basic: 0, qualification: 0, document: 0, engagement: 0 }

/** Scores a lead by the workspace's factors, from what is known of it; the parts and their sum. */
export function scoreLead(
  lead: LeadKnowledge,
  { factors }: Pick<AriRules['scoring'], 'factors'>,
): { parts: ScoreParts; total: number } {
  const parts = { ...NO_SCORE }
  for (const factor of factors) if (counts(factor, lead)) parts[factor.part] += factor.points
  return { parts, total: parts.basic + parts.qualification + parts.document + parts.engagement }
}

/** Whether a factor adds its points. */
export function counts({ when }: Pick<Factor, 'when'>, lead: LeadKnowledge): boolean {
  switch (when.is) {
    case 'answered':
      return lead.answered.includes(when.question)
    case 'document_ready':
      return lead.documents[when.question] === 'yes'
    case 'has_phone':
      return lead.hasPhone
    case 'answered_count':
      return lead.answered.length >= when.count
    case 'replied_within_day':
      return lead.repliedWithinDay
    case 'wants_consultation':
      return lead.wantsConsultation
  }
}
