import { DatabaseError } from 'pg'

/** Postgres is away or shutting down: what was asked may be asked again, unchanged, when it is back. */
export function isDatabaseAway(error: unknown): boolean {
  if (error instanceof DatabaseError) return /^(08|57P|53|58)/.test(error.code ?? '')
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return (
    /^E(CONN|HOST|NET|PIPE|TIMEDOUT|AI_AGAIN|NOTFOUND)/.test(code) ||
    /connection (terminated|timeout)|timeout exceeded when trying to connect|client (was closed|has encountered a connection error)/i.test(
      error.message,
    )
  )
}

/** Two transactions were in each other's way, or made the same row at once: the second try finds its way. */
export function isWorthRepeating(error: unknown): boolean {
  return error instanceof DatabaseError && /^(40001|40P01|23505)$/.test(error.code ?? '')
}

/** Postgres refuses the values themselves, or the row they name is gone; or they are too deep even to be written. */
export function isRefusedData(error: unknown): boolean {
  if (error instanceof RangeError) return true
  return error instanceof DatabaseError && /^(22|23|54)/.test(error.code ?? '')
}

/** A row that a new row names does not exist (any more). */
export function isMissingReference(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === '23503'
}

/** Somebody else was quicker: the exclusion constraint lets one of two have it. */
export function isTimeTaken(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === '23P01'
}

/** It took longer than this transaction allows a statement. */
export function isTooSlow(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === '57014'
}
