import type { ServerBuild } from '@remix-run/node'
import type * as Entry from '../app/entry.server.tsx'

/** The built pages, with what their entry offers to the program around them. */
export type WebBuild = ServerBuild & { entry: { module: typeof Entry } }

export function isWebBuild(value: unknown): value is WebBuild {
  if (typeof value !== 'object' || value === null || !('entry' in value)) return false
  const { entry } = value
  if (typeof entry !== 'object' || entry === null || !('module' in entry)) return false
  return typeof entry.module === 'object' && entry.module !== null && 'openServices' in entry.module
}
