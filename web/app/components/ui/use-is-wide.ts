import { useSyncExternalStore } from 'react'

const WIDE = '(min-width: 1180px)'

/** Whether there is room for a panel beside the page; until the browser has said so, there is. */
export function useIsWide(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const wide = matchMedia(WIDE)
      wide.addEventListener('change', changed)
      return () => wide.removeEventListener('change', changed)
    },
    () => matchMedia(WIDE).matches,
    () => true,
  )
}
