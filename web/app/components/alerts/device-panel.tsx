import { BellRing } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toast } from 'sonner'
import type { AlertsPage } from '../../alerts/contract.ts'
import { stateOfDevice, tryDevice, turnOff, turnOn, type DeviceState } from '../../alerts/device.ts'
import { Panel } from '../intern/panel.tsx'
import { Button } from '../ui/button.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { Notice } from '../ui/states.tsx'

/** Push in the browser that one sits at: how it stands, and turning it on and off. */
export function DevicePanel({ pushKey, isDemo }: Pick<AlertsPage, 'pushKey' | 'isDemo'>) {
  const { t } = useTranslation('alerts')
  const [state, setState] = useState<DeviceState | 'asking'>('asking')
  const [busy, setBusy] = useState<'turn' | 'try' | null>(null)
  const [hasFailed, setFailed] = useState(false)
  useEffect(() => {
    void stateOfDevice().then(setState, () => setState('unsupported'))
  }, [])

  async function turn(work: () => Promise<DeviceState | 'failed'>): Promise<void> {
    setBusy('turn')
    const next = await work()
    setBusy(null)
    setFailed(next === 'failed')
    if (next !== 'failed') setState(next)
  }

  async function tryIt(): Promise<void> {
    setBusy('try')
    const outcome = await tryDevice()
    setBusy(null)
    if (outcome === 'told') toast.success(t('device.tried'))
    else if (outcome === 'gone') setState('off')
    else toast.error(t('device.notTried'))
  }

  return (
    <Panel title={t('device.title')} about={t('device.about')}>
      {state === 'asking' ? (
        <Skeleton className="h-8 w-48" />
      ) : pushKey === null ? (
        <Notice tone="wait">{t('device.noKeys')}</Notice>
      ) : state === 'on' ? (
        <div className="flex flex-wrap items-center gap-2">
          <p role="status" className="text-done flex min-w-0 flex-1 basis-48 items-center gap-1.5 font-medium">
            <BellRing aria-hidden className="size-4 shrink-0" />
            {t('device.isOn')}
          </p>
          <Button busy={busy === 'try'} disabled={busy !== null} onClick={() => void tryIt()}>
            {t('device.try')}
          </Button>
          <Button look="quiet" busy={busy === 'turn'} disabled={busy !== null} onClick={() => void turn(turnOff)}>
            {t('device.turnOff')}
          </Button>
        </div>
      ) : state === 'off' ? (
        <Button
          look="primary"
          className="justify-self-start"
          busy={busy === 'turn'}
          onClick={() => void turn(() => turnOn(pushKey))}
        >
          {t('device.turnOn')}
        </Button>
      ) : (
        <Notice tone={state === 'denied' ? 'wait' : 'info'}>{t(`device.${state}`)}</Notice>
      )}
      {hasFailed ? <Notice tone="stop">{t(isDemo ? 'device.demo' : 'device.failed')}</Notice> : null}
    </Panel>
  )
}
