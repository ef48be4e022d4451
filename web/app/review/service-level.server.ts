import type { WorkspaceTx } from '#db/connect.ts'
import { readCalendar } from '#db/queries/calendar.ts'
import { readServiceLevel } from '#db/queries/service-level.ts'
import type { ServiceLevelData } from './service-level.ts'

/** For the panel of the service level. */
export async function loadServiceLevel(tx: WorkspaceTx): Promise<ServiceLevelData> {
  const [level, { hours }] = await Promise.all([readServiceLevel(tx), readCalendar(tx)])
  return { level, hasHours: hours !== null }
}
