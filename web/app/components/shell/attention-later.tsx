import { lazy, Suspense, useEffect, useState } from 'react'

const LATER_MS = 3_000
const Attention = lazy(() => import('../../alerts/attention.tsx'))

/** Comes when the page stands: nobody waits for it. */
export function AttentionLater() {
  const [isTime, setTime] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setTime(true), LATER_MS)
    return () => clearTimeout(timer)
  }, [])
  return isTime ? (
    <Suspense fallback={null}>
      <Attention />
    </Suspense>
  ) : null
}
