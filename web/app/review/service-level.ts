import type { ServiceLevel } from '#schema/service-level.ts'

/** What the panel of the service level shows. Without business hours the clocks run day and night. */
export type ServiceLevelData = { level: ServiceLevel; hasHours: boolean }
