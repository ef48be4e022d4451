import { RotateCw } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ThreadMessage } from '../../inbox/contract.ts'
import { Button } from '../ui/button.tsx'

type Props = { failure: ThreadMessage['failure']; onResend: () => Promise<void> }

/** Under a message that was not sent: why, what to do, what WhatsApp itself said, and the button that sends it again. */
export function Failure({ failure, onResend }: Props) {
  const { t } = useTranslation(['failures', 'inbox'])
  const [isAsking, setAsking] = useState(false)
  const { kind = 'other', code = null, reason = null } = failure ?? {}
  async function ask() {
    setAsking(true)
    await onResend()
    setAsking(false)
  }
  return (
    <div className="clear-both flex flex-col items-start gap-1.5 pt-1 text-xs">
      <p className="text-stop">
        {t(`kinds.${kind}.what`)} <span className="text-ink-2">{t(`kinds.${kind}.todo`)}</span>
      </p>
      {code === null && reason === null ? null : (
        <details className="text-ink-2">
          <summary className="cursor-pointer">{t('said')}</summary>
          <p className="break-words">{code === null ? reason : t('saidCode', { code, reason: reason ?? '' })}</p>
        </details>
      )}
      <Button size="s" busy={isAsking} onClick={() => void ask()}>
        <RotateCw aria-hidden className="size-3.5" />
        {t('inbox:sendAgain')}
      </Button>
    </div>
  )
}
