import type { LeadKnowledge, ScoreParts } from '#schema/conversation.ts'

/** What each factor is worth. The parts add up to 25, 33, 30 and 10: 98 in all, shown as x/98. */
export const SCORE_WEIGHTS = {
  basic: { name: 5, phone: 5, email: 5, city: 5, destination: 5 },
  qualification: { course_level: 9, english_level: 8, start_date: 8, funding: 8 },
  document: { passport: 8, transcript: 8, cv: 7, english_certificate: 7 },
  engagement: { answeredThree: 4, repliedWithinDay: 3, askedConsultation: 3 },
} as const

/** The most that each part can be. */
export const SCORE_MOST: Readonly<ScoreParts> = { basic: 25, qualification: 33, document: 30, engagement: 10 }

const ANSWERS_THAT_SHOW_INTEREST = 3

/** Scores a lead from what is known of it; the parts and their sum. */
export function scoreLead(lead: LeadKnowledge): { parts: ScoreParts; total: number } {
  const { basic, qualification, document, engagement } = SCORE_WEIGHTS
  const knows = (key: string) => lead.answered.includes(key) || (key === 'phone' && lead.hasPhone)
  const parts: ScoreParts = {
    basic: sum(basic, knows),
    qualification: sum(qualification, knows),
    document: sum(document, (key) => lead.documents[key] === 'yes'),
    engagement:
      (lead.answered.length >= ANSWERS_THAT_SHOW_INTEREST ? engagement.answeredThree : 0) +
      (lead.repliedWithinDay ? engagement.repliedWithinDay : 0) +
      (lead.wantsConsultation ? engagement.askedConsultation : 0),
  }
  return { parts, total: parts.basic + parts.qualification + parts.document + parts.engagement }
}

function sum(weights: Readonly<Record<string, number>>, holds: (key: string) => boolean): number {
  return Object.entries(weights).reduce((total, [key, weight]) => total + (holds(key) ? weight : 0), 0)
}
