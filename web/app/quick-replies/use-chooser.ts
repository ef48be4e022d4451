import { useEffect, useState, type KeyboardEvent } from 'react'
import { findQuickReplies } from '#domain/quick-reply/find.ts'
import type { ShownQuickReply } from './contract.ts'
import { useQuickReplies } from './use-quick-replies.ts'

export type Chooser = ReturnType<typeof useChooser>

/**
 * The list of quick replies over what is being written: open while the text is a stroke and what it is searched by, or
 * by its button. It never sends: Enter with nothing to insert closes it.
 */
export function useChooser(text: string, onChoose: (reply: ShownQuickReply, isTyped: boolean) => void) {
  const [isFocused, setFocused] = useState(false)
  const [isAsked, setAsked] = useState(false)
  const [isDismissed, setDismissed] = useState(false)
  const [at, setAt] = useState(0)
  /** Chosen by key before the list was there: whoever types fast is not made to wait for it. */
  const [isWanted, setWanted] = useState(false)
  const typed = /^\/([^\n]*)$/.exec(text)?.[1]
  const isTyped = typed !== undefined
  const isOpen = isFocused && (isAsked || (isTyped && !isDismissed))
  const { state, replies } = useQuickReplies(isOpen)
  const found = findQuickReplies(replies, typed ?? '')
  const active = found[Math.min(at, found.length - 1)]

  useEffect(() => {
    setAt(0)
    setAsked(false)
    setWanted(false)
  }, [text])
  useEffect(() => {
    if (!isTyped) setDismissed(false)
  }, [isTyped])

  function close() {
    setAsked(false)
    setDismissed(true)
    setAt(0)
  }
  function choose(reply: ShownQuickReply) {
    close()
    onChoose(reply, isTyped)
  }

  useEffect(() => {
    if (!isWanted || state === 'loading') return
    setWanted(false)
    if (active !== undefined) choose(active)
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once, when the list has come
  }, [isWanted, state])

  /** Whether the key was the list's: then it is nothing else. */
  function takesKey(event: KeyboardEvent): boolean {
    const { key, shiftKey, nativeEvent } = event
    if (!isOpen || nativeEvent.isComposing) return false
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      const step = key === 'ArrowDown' ? 1 : -1
      if (active !== undefined) setAt((found.indexOf(active) + step + found.length) % found.length)
    } else if (key === 'Escape') close()
    else if ((key === 'Enter' || key === 'Tab') && !shiftKey) {
      if (active !== undefined) choose(active)
      else if (state === 'loading') setWanted(true)
      else if (key === 'Tab') return false
      // What was typed to find one is not meant for the customer.
      else close()
    } else return false
    event.preventDefault()
    return true
  }

  return {
    ...{ isOpen, state, found, active, isEmpty: replies.length === 0 },
    ...{ choose, close, takesKey, setFocused },
    toggle: () => (isOpen ? close() : setAsked(true)),
    point: (reply: ShownQuickReply) => setAt(found.indexOf(reply)),
  }
}
