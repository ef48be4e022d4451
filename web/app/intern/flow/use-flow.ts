import { useEffect, useRef, useState } from 'react'
import type { Draft } from '../use-draft.ts'
import type { Flow } from './edits.ts'
import { back, forth, NO_HISTORY, note, type History } from './history.ts'

export type FlowEditor = {
  flow: Flow
  /** Changes of the same mark are undone together. */
  edit: (next: Flow, mark?: string) => void
  undo: (() => void) | null
  redo: (() => void) | null
}

/** The flow of a draft with what can be undone; Ctrl Z and Ctrl Shift Z too, but not while somebody writes. */
export function useFlow({ value: { flow }, change }: Draft<'flow'>): FlowEditor {
  const [history, setHistory] = useState<History<Flow>>(NO_HISTORY)
  const [ours, setOurs] = useState(flow)
  // It came from elsewhere: what was undone before leads nowhere now.
  if (flow !== ours) {
    setOurs(flow)
    setHistory(NO_HISTORY)
  }

  function put(next: Flow, noted: History<Flow>) {
    setOurs(next)
    setHistory(noted)
    change('flow', next)
  }
  const [before, after] = [back(history, flow), forth(history, flow)]
  const undo = before ? () => put(before.state, before.history) : null
  const redo = after ? () => put(after.state, after.history) : null
  useUndoKeys(undo, redo)
  return {
    flow,
    edit(next, mark) {
      if (next !== flow) put(next, note(history, flow, mark ?? null))
    },
    undo,
    redo,
  }
}

const HAS_ITS_OWN = 'input, textarea, select, form, [contenteditable]'

function useUndoKeys(undo: (() => void) | null, redo: (() => void) | null): void {
  const latest = useRef({ undo, redo })
  useEffect(() => {
    latest.current = { undo, redo }
  })
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const key = event.key.toLowerCase()
      if (!(event.ctrlKey || event.metaKey) || event.altKey || (key !== 'z' && key !== 'y')) return
      if (event.target instanceof Element && event.target.closest(HAS_ITS_OWN) !== null) return
      event.preventDefault()
      if (key === 'y' || event.shiftKey) latest.current.redo?.()
      else latest.current.undo?.()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}
