import type { ServiceLevel } from '#schema/service-level.ts'
import type { Revised } from './revised.ts'

/** What the panel of the service level shows. Without business hours the clocks run day and night. */
export type ServiceLevelData = Revised<ServiceLevel> & { hasHours: boolean }
