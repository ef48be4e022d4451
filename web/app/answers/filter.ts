import { lastDays, rangeOf } from '#domain/review/day-range.ts'
import type { AnswerShow } from '#schema/answer.ts'
import type { AnswerFilter } from './contract.ts'

/** As the pages offer them. */
export const SHOWS: readonly AnswerShow[] = [
  ...(['all', 'unread', 'seen', 'approved', 'edited', 'read', 'faulty', 'invented', 'complaint', 'fixed'] as const),
]

/** What an address asks for; what it asks for and is not there is left out. */
export function filterOf(params: URLSearchParams, today: string): AnswerFilter {
  const asked = { from: params.get('from'), to: params.get('to') }
  const isOfFirst = params.has('first')
  return {
    range: isOfFirst ? null : rangeOf(asked, { today, usual: lastDays(1, today) }),
    show: SHOWS.find((one) => one === params.get('show')) ?? 'all',
    intent: params.get('intent')?.slice(0, 60) ?? null,
    warned: params.has('warned'),
  }
}

/** The same as it stands in an address, with `?` where there is anything. */
export function addressOf({ range, show, intent, warned }: AnswerFilter, more: Record<string, string> = {}): string {
  const params = new URLSearchParams({
    ...(range === null ? { first: '1' } : { from: range.first, to: range.last }),
    ...(show !== 'all' && { show }),
    ...(intent !== null && { intent }),
    ...(warned && { warned: '1' }),
    ...more,
  })
  return `?${params.toString()}`
}
