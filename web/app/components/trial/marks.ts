import type { Standing } from '#domain/trial/agreement.ts'

/** How a fact is marked by its standing: the same in the answers and in the list of facts. */
export const MARKS: Readonly<Record<Standing, string>> = {
  same: 'bg-done-soft text-done',
  some: 'bg-wait-soft text-wait',
  against: 'bg-stop-soft text-stop',
  unknown: 'bg-stop-soft text-stop',
}
