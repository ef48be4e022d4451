import type { AriConfig } from '#schema/ari-config.ts'
import { isRecord, isSame } from './plain.ts'

/**
 * One thing that differs between two configurations. Members of a list are named by their key where they have one, so
 * that a question which moved is not every question changed.
 */
export type ConfigChange = { path: string[]; before: unknown; after: unknown }

/** What changes when `after` takes the place of `before`: the smallest parts that differ, in the order of the document. */
export function diffConfigs(before: AriConfig, after: AriConfig): ConfigChange[] {
  return diff([], before, after)
}

function diff(path: string[], before: unknown, after: unknown): ConfigChange[] {
  if (isSame(before, after)) return []
  if (isKeyed(before) && isKeyed(after)) return diffKeyed(path, before, after)
  // What says by `is` which kind it is, is one thing: half of it says nothing.
  if (isRecord(before) && isRecord(after) && !('is' in after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    return names.flatMap((name) => diff([...path, name], before[name], after[name]))
  }
  return [{ path, before, after }]
}

type Keyed = { key: string }[]

function diffKeyed(path: string[], before: Keyed, after: Keyed): ConfigChange[] {
  const find = (list: Keyed, key: string) => list.find((one) => one.key === key)
  const keys = [...new Set([...before, ...after].map(({ key }) => key))]
  const changes = keys.flatMap((key) => {
    const [was, is] = [find(before, key), find(after, key)]
    return was && is ? diff([...path, key], was, is) : [{ path: [...path, key], before: was, after: is }]
  })
  const order = (list: Keyed, other: Keyed) => list.filter(({ key }) => find(other, key)).map(({ key }) => key)
  const [was, is] = [order(before, after), order(after, before)]
  return isSame(was, is) ? changes : [...changes, { path: [...path, 'order'], before: was, after: is }]
}

function isKeyed(value: unknown): value is Keyed {
  return Array.isArray(value) && value.every((one) => isRecord(one) && typeof one['key'] === 'string')
}
