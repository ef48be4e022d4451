import { openTemporal } from '#clients/temporal/connect.ts'
import { registerSearchAttributes } from '#clients/temporal/search-attributes.ts'
import type { Settings } from '#schema/env.ts'
import type { Report } from './lock.ts'

const CONNECT_WITHIN_MS = 15_000

/** A Temporal that we did not start must answer, and have what lists of conversations are searched by. */
export async function prepareTemporal(settings: Settings['temporal'], report: Report): Promise<void> {
  const { address, namespace } = settings
  const temporal = await openTemporal(settings)
  try {
    if (!(await temporal.isReachable(CONNECT_WITHIN_MS))) {
      throw new Error(`Temporal at ${address} does not answer: start it, or change TEMPORAL_ADDRESS.`)
    }
    const result = await registerSearchAttributes(temporal.connection, namespace)
    if (result.missing) {
      report(`search attributes are missing at ${address} and could not be added (${result.reason}).`)
      report(`Add them: ${result.command}`)
    } else if (result.registered.length > 0) {
      report(`search attributes registered at ${address}: ${result.registered.join(', ')}`)
    }
  } finally {
    await temporal.close()
  }
}
