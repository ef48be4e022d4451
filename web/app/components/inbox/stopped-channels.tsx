import { useTranslation } from 'react-i18next'
import type { StoppedChannel } from '../../inbox/contract.ts'
import { useTimes } from '../../time/use-times.ts'
import { Notice } from '../ui/states.tsx'

/** Says of each number on which WhatsApp takes nothing why that is, that nothing is lost, and who can put it right. */
export function StoppedChannels({ stopped, className }: { stopped: readonly StoppedChannel[]; className: string }) {
  const { t } = useTranslation('failures')
  const times = useTimes()
  return stopped.map(({ channelId, phone, reason, at }) => (
    <Notice key={channelId} tone="stop" className={className}>
      <p className="font-semibold">{t('stopped.title', { phone })}</p>
      <p>
        {t(`kinds.${reason}.what`)} {t(`stopped.todo.${reason}`)}
      </p>
      <p>{t('stopped.kept', { since: times.full(Date.parse(at)) })}</p>
    </Notice>
  ))
}
