import { z } from 'zod'
import type { WorkspaceTx } from '#db/connect.ts'
import { readCalendar } from '#db/queries/calendar.ts'
import { SERVICE_LEVEL } from '#db/queries/service-level.ts'
import { ServiceLevel } from '#schema/service-level.ts'
import { loadRevised } from './revised.server.ts'
import type { ServiceLevelData } from './service-level.ts'

/** For the panel of the service level. */
export async function loadServiceLevel(tx: WorkspaceTx): Promise<ServiceLevelData> {
  const [level, { hours }] = await Promise.all([loadRevised(tx, SERVICE_LEVEL), readCalendar(tx)])
  return { ...level, hasHours: hours !== null }
}

/** What somebody wishes it to be, and what that was made from. */
export const ServiceLevelOrder = z.intersection(
  ServiceLevel,
  z.object({ revision: z.string('missing').max(64, 'invalid') }),
)
