import { useEffect, useRef } from 'react'
import { useWaiting } from '../components/shell/waiting.tsx'
import { useNews } from '../inbox/use-news.tsx'

const GATHER_MS = 500

/** Has the count of waiting drafts renewed as soon as a page hears that something happened. */
export function WaitingNews() {
  const { ask } = useWaiting()
  const gathering = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(gathering.current), [])
  useNews((news) => {
    if (news.kind !== 'list') return
    clearTimeout(gathering.current)
    gathering.current = setTimeout(ask, GATHER_MS)
  })
  return null
}
