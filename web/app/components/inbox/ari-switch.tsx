import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toast } from 'sonner'
import { postJson } from '../../inbox/api.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Switch } from '../ui/switch.tsx'

type Props = { isOn: boolean; mayChange: boolean; onChanged: () => void }

/** ARI for every conversation at once. Off is a decision: it is asked for, and it stays in sight. */
export function AriSwitch({ isOn, mayChange, onChanged }: Props) {
  const { t } = useTranslation('ari')
  const [isAsking, setAsking] = useState(false)
  const [isBusy, setBusy] = useState(false)

  async function turn(on: boolean) {
    setBusy(true)
    const answer = await postJson('/api/ari', { on })
    setBusy(false)
    setAsking(false)
    if (answer.ok) onChanged()
    else
      toast.error(t('failed.title'), {
        description: t(answer.errors['on'] === 'incident' ? 'failed.incident' : 'failed.text'),
      })
  }

  return (
    <>
      {mayChange ? (
        <Switch
          label={t('inbox:ari')}
          checked={isOn}
          onChange={(on) => (on ? void turn(true) : setAsking(true))}
          disabled={isBusy}
          tone="ari"
        />
      ) : null}
      <Dialog
        open={isAsking}
        onOpenChange={setAsking}
        title={t('question')}
        description={t('explained')}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{t('keep')}</Button>
            <Button look="primary" busy={isBusy} onClick={() => void turn(false)}>
              {t('turnOff')}
            </Button>
          </>
        }
      />
    </>
  )
}
