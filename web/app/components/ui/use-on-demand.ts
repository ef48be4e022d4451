import { useEffect, useState } from 'react'

/**
 * Code that a page fetches when it is first wanted; null until it is there. Where it cannot be fetched `onFailed` is
 * told, and wanting it again asks again.
 */
export function useOnDemand<T extends object>(
  isWanted: boolean,
  fetch: () => Promise<T>,
  onFailed: () => void,
): T | null {
  const [code, setCode] = useState<T | null>(null)
  useEffect(() => {
    if (!isWanted || code !== null) return
    let isOver = false
    fetch().then(
      (fetched) => {
        if (!isOver) setCode(fetched)
      },
      () => {
        if (!isOver) onFailed()
      },
    )
    return () => {
      isOver = true
    }
    // Asked once for each time that it is wanted.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- see above
  }, [isWanted])
  return code
}
