import { useRevalidator } from '@remix-run/react'
import { useState } from 'react'
import { postJson } from '../inbox/api.ts'
import type { Changed, Revised, Saved } from './revised.ts'

/** One thing that somebody else made another. `field`: its path, as `holding.text.id`. */
export type TheirChange = { field: string; before: unknown; now: unknown }
export type Conflict = Pick<Changed<never>, 'by' | 'at'> & { changes: TheirChange[] }
type Trouble = { problem: 'unreachable' | 'signed-out' }

/**
 * Settings as they are typed, saved whole at `path` when told so. What somebody else changed meanwhile is shown and not
 * overwritten: what was typed stands on top of it, and is saved when that is said once more.
 */
export function useRevised<Value extends object>({ now, revision }: Revised<Value>, path: string) {
  const { revalidate } = useRevalidator()
  const [loaded, setLoaded] = useState(now)
  /** What is saved, as far as this page knows. */
  const [from, setFrom] = useState<Revised<Value>>({ now, revision })
  const [value, setValue] = useState(now)
  const [refused, setRefused] = useState<Record<string, string>>({})
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const [conflict, setConflict] = useState<Conflict | null>(null)
  const [isSaving, setSaving] = useState(false)
  const [isSaved, setSaved] = useState(false)
  if (now !== loaded) {
    setLoaded(now)
    setFrom({ now, revision })
    setValue(rebased(from.now, value, now))
  }

  function change(next: Value) {
    const touched = differences(value, next).map(({ field }) => field)
    setValue(next)
    setSaved(false)
    setRefused((before) =>
      Object.fromEntries(
        Object.entries(before).filter(([name]) => !touched.some((one) => name === one || name.startsWith(`${one}.`))),
      ),
    )
  }

  /** Saves it with what else is to be said; true when it is saved. */
  async function send(more: object = {}): Promise<boolean> {
    setSaving(true)
    setTrouble(null)
    const answer = await postJson<Saved>(path, { ...value, ...more, revision: from.revision })
    setSaving(false)
    if (answer.ok) {
      setFrom({ now: value, revision: answer.data.revision })
      setConflict(null)
      setRefused({})
      setSaved(true)
      revalidate()
      return true
    }
    const { status, data, errors } = answer
    if (isChanged<Value>(data)) {
      const { now: theirs, by, at } = data
      setConflict({ by, at, changes: differences(from.now, theirs) })
      setFrom({ now: theirs, revision: data.revision })
      // Also what was typed while the answer was on its way.
      setValue((typed) => rebased(from.now, typed, theirs))
    } else if (status === 400) setRefused(errors)
    else setTrouble({ problem: status === 401 || status === 403 ? 'signed-out' : 'unreachable' })
    return false
  }

  return {
    /** As it is saved. */
    saved: from.now,
    value,
    change,
    /** How much of it is not saved. */
    changes: differences(from.now, value).length,
    /** What the server found wrong, by field. */
    refused,
    trouble,
    conflict,
    isSaving,
    isSaved,
    send,
    undo: () => {
      setValue(from.now)
      setRefused({})
      setTrouble(null)
      setConflict(null)
    },
  }
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)
const isGroup = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Field by field; a list is one. */
function leavesOf(value: object, before = ''): Map<string, unknown> {
  return new Map(
    Object.entries(value).flatMap(([name, one]: [string, unknown]) =>
      isGroup(one) ? [...leavesOf(one, `${before}${name}.`)] : [[`${before}${name}`, one] as const],
    ),
  )
}

/** What is not as it was. */
export function differences(before: object, now: object): TheirChange[] {
  const was = leavesOf(before)
  return [...leavesOf(now)]
    .map(([field, one]) => ({ field, before: was.get(field), now: one }))
    .filter((one) => !isSame(one.before, one.now))
}

/** What was typed, on what is saved now: only what was touched stays as it was typed. */
export function rebased<Value extends object>(from: Value, typed: Value, now: Value): Value {
  return differences(from, typed).reduce((value, { field, now: one }) => withLeaf(value, field.split('.'), one), now)
}

function withLeaf<Value extends object>(value: Value, [name = '', ...rest]: string[], leaf: unknown): Value {
  const inner = Object.entries(value).find(([key]) => key === name)?.[1] as unknown
  return { ...value, [name]: rest.length > 0 && isGroup(inner) ? withLeaf(inner, rest, leaf) : leaf }
}

function isChanged<Value>(data: unknown): data is Changed<Value> {
  return typeof data === 'object' && data !== null && 'outcome' in data && data.outcome === 'changed'
}
