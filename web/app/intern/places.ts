import type { SectionName } from './contract.ts'

const TABS: Record<SectionName, 'persona' | 'flow' | 'scoring'> = {
  persona: 'persona',
  guard: 'persona',
  followUp: 'persona',
  away: 'persona',
  flow: 'flow',
  scoring: 'scoring',
}

/** The tab that edits a section. */
export function tabOf(section: SectionName): string {
  return `/intern/${TABS[section]}`
}

/** Where the field of a path is: its tab, and the path itself as its anchor. */
export function placeOf(path: string): string {
  return `${tabOf(path.split('.')[0] as SectionName)}#${path}`
}
