import { isRecord, isSame } from './plain.ts'

/**
 * What was typed on `base`, put onto what somebody else has saved meanwhile: where both changed something, what was
 * typed stands. A list is one thing: of two orders no third is made.
 */
export function rebase<Value>(base: Value, typed: Value, saved: Value): Value {
  if (isSame(base, typed)) return saved
  if (!isRecord(base) || !isRecord(typed) || !isRecord(saved)) return typed
  const names = [...new Set([...Object.keys(typed), ...Object.keys(saved)])]
  return Object.fromEntries(names.map((name) => [name, rebase(base[name], typed[name], saved[name])])) as Value
}
