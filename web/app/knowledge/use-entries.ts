import { useEffect, useRef, useState } from 'react'
import { createAsker } from '../inbox/api.ts'
import type { EntryPage } from './contract.ts'

/** The first page, and what was asked for behind it. A new first page begins anew. */
export function useEntries(first: EntryPage, params: URLSearchParams) {
  const [pages, setPages] = useState<EntryPage[]>([])
  const [more, setMore] = useState<'idle' | 'loading' | 'failed'>('idle')
  const shown = useRef(first)
  useEffect(() => {
    shown.current = first
    setPages([])
    setMore('idle')
  }, [first])
  const last = pages.at(-1) ?? first

  async function loadMore(): Promise<void> {
    if (last.next === null) return
    setMore('loading')
    const query = new URLSearchParams(params)
    query.set('after', last.next)
    const answer = await createAsker<EntryPage>()(`/api/knowledge/entries?${query.toString()}`)
    if (shown.current !== first || answer === 'unchanged') return
    setMore(answer.ok ? 'idle' : 'failed')
    if (answer.ok) setPages((before) => [...before, answer.data])
  }

  return { entries: [first, ...pages].flatMap(({ entries }) => entries), next: last.next, more, loadMore }
}
