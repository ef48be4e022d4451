import { useRevalidator } from '@remix-run/react'
import { useEffect } from 'react'

const EVERY_MS = 3_000

/** Reads the page again and again while messages are on their way. */
export function useRenewal(isUnderWay: boolean): void {
  const { revalidate } = useRevalidator()
  useEffect(() => {
    if (!isUnderWay) return
    const timer = setInterval(() => {
      if (!document.hidden) revalidate()
    }, EVERY_MS)
    return () => clearInterval(timer)
  }, [isUnderWay, revalidate])
}
