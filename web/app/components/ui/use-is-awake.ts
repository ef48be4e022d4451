import { useSyncExternalStore } from 'react'

const never = () => () => undefined

/** Whether React has the page: false on the server, and in the first look of a browser, which must be the same. */
export function useIsAwake(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}
