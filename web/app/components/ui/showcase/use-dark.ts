import { useSyncExternalStore } from 'react'

const isDark = () => document.documentElement.classList.contains('dark')

function watch(tell: () => void): () => void {
  const watcher = new MutationObserver(tell)
  watcher.observe(document.documentElement, { attributeFilter: ['class'] })
  return () => watcher.disconnect()
}

/** Whether the page is dark, and a way to turn it: for this page only, nothing is kept. */
export function useDark(): [boolean, (dark: boolean) => void] {
  const dark = useSyncExternalStore(watch, isDark, () => false)
  return [dark, (on) => void document.documentElement.classList.toggle('dark', on)]
}
