import type { WorkspaceTx } from '#db/connect.ts'
import {
  changeSettings,
  findLastChange,
  revisionOf,
  type RevisedSettings,
  type SettingsOrder,
} from '#db/queries/revised-settings.ts'
import type { Changed, Revised, Saved } from './revised.ts'

/** Settings as they are, for a page from which they are changed. */
export async function loadRevised<Value>(tx: WorkspaceTx, settings: RevisedSettings<Value>): Promise<Revised<Value>> {
  const now = await settings.read(tx)
  return { now, revision: revisionOf(settings, now) }
}

/** Changes settings, or says what somebody else has made of them meanwhile. */
export async function changeRevised<Value>(
  tx: WorkspaceTx,
  settings: RevisedSettings<Value>,
  order: SettingsOrder<Value>,
): Promise<Saved | Changed<Value>> {
  const { outcome, now, revision } = await changeSettings(tx, settings, order)
  if (outcome === 'saved') return { outcome, revision }
  const last = await findLastChange(tx, settings)
  return { outcome, now, revision, by: last?.by ?? null, at: last?.at.toISOString() ?? null }
}
