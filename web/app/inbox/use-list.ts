import { useEffect, useRef, useState } from 'react'
import { createAsker } from './api.ts'
import type { ConversationRow, ListPage } from './contract.ts'
import { useNews, usePollWhenLost } from './use-news.tsx'

const GATHER_MS = 150

/** In the order of this list; each conversation once. */
export function mergeRows(shown: readonly ConversationRow[], page: ListPage): ConversationRow[] {
  const fresh = new Set(page.rows.map(({ conversationId }) => conversationId))
  const last = page.rows.at(-1)?.place
  // What a fresh first page would hold and does not is no longer in this list.
  const kept = shown.filter(
    ({ conversationId, place }) =>
      !fresh.has(conversationId) && page.next !== null && last !== undefined && place < last,
  )
  return [...page.rows, ...kept].sort((one, other) => other.place.localeCompare(one.place))
}

/** The list as it is now: renewed by news, lengthened fifty at a time. `query` is what the list is asked with. */
export function useList(loaded: ListPage, query: string) {
  const [page, setPage] = useState(loaded)
  const [more, setMore] = useState<'idle' | 'loading' | 'failed'>('idle')
  const [askFirst] = useState(() => createAsker<ListPage>())
  const [askMore] = useState(() => createAsker<ListPage>())
  const current = useRef(query)
  current.current = query

  useEffect(() => {
    setPage(loaded)
    setMore('idle')
  }, [loaded])

  async function refresh() {
    const asked = query
    const answer = await askFirst(`/api/inbox?${asked}`)
    if (answer === 'unchanged' || !answer.ok || current.current !== asked) return
    const { data } = answer
    setPage((shown) => {
      const rows = mergeRows(shown.rows, data)
      // Beyond the first page the way on stays what it was.
      return { ...data, rows, next: rows.length > data.rows.length ? shown.next : data.next }
    })
  }

  const gathering = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(gathering.current), [])
  useNews((news) => {
    if (news.kind !== 'list' && news.kind !== 'opened') return
    clearTimeout(gathering.current)
    gathering.current = setTimeout(() => void refresh(), GATHER_MS)
  })
  usePollWhenLost(() => void refresh())

  async function loadMore() {
    if (page.next === null || more === 'loading') return
    setMore('loading')
    const asked = query
    const params = new URLSearchParams(asked)
    params.set('after', page.next)
    const answer = await askMore(`/api/inbox?${params.toString()}`)
    if (current.current !== asked) return
    if (answer === 'unchanged' || !answer.ok) {
      setMore('failed')
      return
    }
    const { data } = answer
    setPage((shown) => {
      const known = new Set(shown.rows.map(({ conversationId }) => conversationId))
      const rows = data.rows.filter(({ conversationId }) => !known.has(conversationId))
      return { ...data, rows: [...shown.rows, ...rows] }
    })
    setMore('idle')
  }

  return { ...page, more, loadMore, refresh }
}
