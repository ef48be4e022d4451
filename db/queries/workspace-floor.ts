import { sql } from 'kysely'
import type { WorkspaceTx } from '../connect.ts'
import { insertAudit } from './audit.ts'

type Order = { workspaceId: string; actor: string }

/**
 * Held by every claim of a reply, shared, and by the switch alone: when the switch's transaction has committed, no claim
 * that read the old position can follow.
 */
export async function lockSwitch(tx: WorkspaceTx, mode: 'shared' | 'alone'): Promise<void> {
  const lock = sql.raw(mode === 'shared' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock')
  await sql`select ${lock}(hashtextextended('ari ' || current_workspace()::text, 0))`.execute(tx)
}

/** ARI stands still because of what it said: it is turned on where that incident is closed, and nowhere else. */
export class IncidentOpen extends Error {
  override readonly name = 'IncidentOpen'

  constructor() {
    super('ARI is not turned on while an incident is open.')
  }
}

/** Takes the switch alone; true where ARI may be turned on with it, as long as this transaction lasts. */
export async function mayTurnOn(tx: WorkspaceTx): Promise<boolean> {
  await lockSwitch(tx, 'alone')
  const open = await tx.selectFrom('incidents').where('closed_at', 'is', null).select('id').executeTakeFirst()
  return open === undefined
}

/**
 * Turns ARI on or off for all conversations of the workspace, from the next claim on. Whether that changed anything.
 * `IncidentOpen` where it is to be on while an incident is open.
 */
export async function switchAri(
  tx: WorkspaceTx,
  { workspaceId, actor, on }: Order & { on: boolean },
): Promise<boolean> {
  if (!on) await lockSwitch(tx, 'alone')
  else if (!(await mayTurnOn(tx))) throw new IncidentOpen()
  const changed = await tx
    .updateTable('workspaces')
    .set({ bot_on: on })
    .where('id', '=', workspaceId)
    .where('bot_on', '!=', on)
    .returning('id')
    .executeTakeFirst()
  if (!changed) return false
  await insertAudit(tx, { workspaceId, actor, action: on ? 'ari.on' : 'ari.off', subject: workspaceId })
  await sql`select pg_notify('desk', json_build_object('workspaceId', ${workspaceId}::text, 'kind', 'workspace')::text)`.execute(
    tx,
  )
  return true
}

/** Whether ARI may speak in this workspace at all. */
export async function isAriOn(tx: WorkspaceTx): Promise<boolean> {
  const { bot_on } = await tx
    .selectFrom('workspaces')
    .where('id', '=', sql<string>`current_workspace()`)
    .select('bot_on')
    .executeTakeFirstOrThrow()
  return bot_on
}

/** How long what people write waits before it goes out, in milliseconds. */
export async function staffHoldMs(tx: WorkspaceTx): Promise<number> {
  const { seconds } = await tx
    .selectFrom('workspaces')
    .where('id', '=', sql<string>`current_workspace()`)
    .select('staff_hold_seconds as seconds')
    .executeTakeFirstOrThrow()
  return seconds * 1000
}

/** How long replies and people's messages wait before they go out, in seconds; 0, or 5 to 30. */
export async function setHolds(
  tx: WorkspaceTx,
  { workspaceId, actor, bot, staff }: Order & { bot?: number | undefined; staff?: number | undefined },
): Promise<{ bot: number; staff: number }> {
  const row = await tx
    .updateTable('workspaces')
    .set({
      bot_hold_seconds: sql`coalesce(${bot ?? null}::int, bot_hold_seconds)`,
      staff_hold_seconds: sql`coalesce(${staff ?? null}::int, staff_hold_seconds)`,
    })
    .where('id', '=', workspaceId)
    .returning(['bot_hold_seconds as bot', 'staff_hold_seconds as staff'])
    .executeTakeFirstOrThrow()
  await insertAudit(tx, { workspaceId, actor, action: 'holds.set', subject: workspaceId, detail: row })
  return row
}
