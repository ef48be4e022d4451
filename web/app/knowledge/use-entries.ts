import { usePages } from '../inbox/use-pages.ts'
import type { EntryPage } from './contract.ts'

/** The entries that are shown, page after page. */
export function useEntries(first: EntryPage, params: URLSearchParams) {
  const { pages, ...rest } = usePages(first, '/api/knowledge/entries', params)
  return { entries: pages.flatMap(({ entries }) => entries), ...rest }
}
