import { useEffect, useRef } from 'react'
import { watchFields } from './vanished-field.ts'

const isWriting = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

let fields: ReturnType<typeof watchFields> | undefined

/**
 * Single keys that do what buttons do, a letter with Shift as `shift+a`; never while somebody writes, also where what
 * they write into has just gone, nor under an open dialog or menu.
 */
export function useKeys(keys: Record<string, (event: KeyboardEvent) => void>): void {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    const typing = (fields ??= watchFields(isWriting))
    const unwatch = typing.start()
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isWriting(event.target)) return
      if (document.querySelector('[role=dialog],[role=menu],[role=listbox]') !== null) return
      if (event.isComposing || typing.isTypedOn()) return
      const act = latest.current[nameOf(event)]
      if (act === undefined) return
      event.preventDefault()
      act(event)
    }
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('keydown', onKey)
      unwatch()
    }
  }, [])
}

function nameOf({ key, shiftKey }: KeyboardEvent): string {
  if (key.length !== 1) return key
  const lower = key.toLowerCase()
  // Signs need Shift on one keyboard and not on another.
  return shiftKey && lower !== key.toUpperCase() ? `shift+${lower}` : lower
}
