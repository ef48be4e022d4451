import { useEffect, useRef, useState } from 'react'
import { createAsker } from './api.ts'

/** The first page of a list, and what was asked for behind it at `path`. A new first page begins anew. */
export function usePages<Page extends { next: string | null }>(first: Page, path: string, params: URLSearchParams) {
  const [further, setFurther] = useState<Page[]>([])
  const [more, setMore] = useState<'idle' | 'loading' | 'failed'>('idle')
  const shown = useRef(first)
  useEffect(() => {
    shown.current = first
    setFurther([])
    setMore('idle')
  }, [first])
  const { next } = further.at(-1) ?? first

  async function loadMore(): Promise<void> {
    if (next === null) return
    setMore('loading')
    const query = new URLSearchParams(params)
    query.set('after', next)
    const answer = await createAsker<Page>()(`${path}?${query.toString()}`)
    if (shown.current !== first || answer === 'unchanged') return
    setMore(answer.ok ? 'idle' : 'failed')
    if (answer.ok) setFurther((before) => [...before, answer.data])
  }

  return { pages: [first, ...further], next, more, loadMore }
}
