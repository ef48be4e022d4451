import { useTranslation } from 'react-i18next'
import { toast } from 'sonner'
import type { ServiceLevel } from '#schema/service-level.ts'
import type { ServiceLevelData } from './service-level.ts'
import { useRevised } from './use-revised.ts'

export type ServiceLevelState = ReturnType<typeof useServiceLevel>

/** The time to answer as it is typed, saved for itself. */
export function useServiceLevel(data: ServiceLevelData) {
  const { t } = useTranslation('service-level')
  const { send, ...revised } = useRevised<ServiceLevel>(data, '/api/service-level')
  return {
    ...revised,
    /** Saves; true when it is saved. */
    async save(): Promise<boolean> {
      const isSaved = await send()
      if (isSaved) toast.success(t('saved'))
      return isSaved
    },
  }
}
