import type { FigureName } from '#schema/figures.ts'

/** What a figure is told as: a share of all, how many, or how long. */
export type FigureUnit = 'share' | 'count' | 'seconds'

type Measure = { count: number; hits: number; median: number | null }

export const UNITS: Readonly<Record<FigureName, FigureUnit>> = {
  responded: 'share',
  escalated: 'share',
  satisfied: 'share',
  invented: 'count',
  edited: 'share',
  reviewTime: 'seconds',
  overdue: 'share',
  humanTime: 'seconds',
}

/** Null where there was nothing to measure: no number is not the same as nought. */
export function figureValue(name: FigureName, { count, hits, median }: Measure): number | null {
  if (count === 0) return null
  switch (UNITS[name]) {
    case 'share':
      return hits / count
    case 'count':
      return hits
    case 'seconds':
      return median
  }
}

/** The part of all that counts; null of nothing. */
export function shareOf({ count, hits }: Pick<Measure, 'count' | 'hits'>): number | null {
  return count === 0 ? null : hits / count
}
