/** Whoever types goes on for so long after what they typed into is gone, and each further key is typed on. */
const TYPED_ON_MS = 1_000

/**
 * Knows whether keys are still meant for a field that went away under whoever was writing in it. One that they closed
 * themselves, by Escape, by sending, or with the mouse, is not meant any more.
 */
export function watchFields(isField: (target: EventTarget | null) => boolean) {
  let field: Element | null = null
  let isClosing = false
  let quietUntil = 0
  let watchers = 0

  const look = () => {
    if (field?.isConnected !== false) return
    if (!isClosing) quietUntil = performance.now() + TYPED_ON_MS
    field = null
    going.disconnect()
  }
  const going = new MutationObserver(look)
  const enter = (target: EventTarget | null) => {
    if (!(target instanceof Element)) return
    // What comes in its place may take the focus before anybody is told that it went.
    look()
    field = isField(target) ? target : null
    isClosing = false
    if (field === null) going.disconnect()
    else going.observe(document.body, { childList: true, subtree: true })
  }
  const onFocus = ({ target }: Event) => enter(target)
  const onKey = ({ target, key, ctrlKey, metaKey }: KeyboardEvent) => {
    if (target === field)
      isClosing = key === 'Escape' || (key === 'Enter' && (ctrlKey || metaKey || target instanceof HTMLInputElement))
  }
  const onPress = () => {
    isClosing = true
  }

  return {
    /** Watches until what it gives back is called. */
    start(): () => void {
      watchers += 1
      if (watchers === 1) {
        document.addEventListener('focusin', onFocus, true)
        document.addEventListener('keydown', onKey, true)
        document.addEventListener('pointerdown', onPress, true)
        enter(document.activeElement)
      }
      return () => {
        watchers -= 1
        if (watchers > 0) return
        document.removeEventListener('focusin', onFocus, true)
        document.removeEventListener('keydown', onKey, true)
        document.removeEventListener('pointerdown', onPress, true)
        going.disconnect()
      }
    },
    /** Whether a key that was pressed now is typed on. */
    isTypedOn(): boolean {
      const now = performance.now()
      if (now >= quietUntil) return false
      quietUntil = now + TYPED_ON_MS
      return true
    },
  }
}
