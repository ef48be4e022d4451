import { Volume2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toast } from 'sonner'
import type { AlertGroup, AlertSettings, PersonalWay, QuietHours } from '#schema/alert.ts'
import type { AlertsPage } from '../../alerts/contract.ts'
import { playTone } from '../../alerts/sound.ts'
import { useOrder } from '../../alerts/use-order.ts'
import { clockOf, minutesOf } from '../../intern/hours.ts'
import { Panel } from '../intern/panel.tsx'
import { Button } from '../ui/button.tsx'
import { Input } from '../ui/field.tsx'
import { Notice } from '../ui/states.tsx'
import { Switch } from '../ui/switch.tsx'

const GROUPS: readonly AlertGroup[] = ['drafts', 'customers', 'urgent']
const WAYS: readonly PersonalWay[] = ['push', 'mail']
const USUAL_NIGHT: QuietHours = { fromMinute: 22 * 60, toMinute: 6 * 60 }

type Props = Pick<AlertsPage, 'settings' | 'role' | 'email'>

/** What one is told of and how, the sound of an open page, and when it is quiet. Each change is kept at once. */
export function PersonalPanels({ settings: kept, role, email }: Props) {
  const { t } = useTranslation('alerts')
  const [settings, setSettings] = useState(kept)
  const { send, hasFailed, errorOf } = useOrder('/api/notifications')

  async function change(next: AlertSettings): Promise<void> {
    const before = settings
    setSettings(next)
    const isWrong = (await send(next, 'save')) === null
    // What is wrong in a field stays there to be set right; a switch shows what is.
    if (isWrong && next.quiet?.fromMinute !== next.quiet?.toMinute) setSettings(before)
  }

  const setWay = (group: AlertGroup, way: PersonalWay, isOn: boolean) =>
    void change({ ...settings, [group]: { ...settings[group], [way]: isOn } })

  return (
    <>
      {hasFailed ? <Notice tone="stop">{t('failed')}</Notice> : null}
      <Panel title={t('ways.title')} about={t('ways.about', { email })}>
        <ul className="divide-line -my-2 grid divide-y">
          {GROUPS.map((group) => (
            <li key={group} className="grid gap-x-4 gap-y-1 py-3 md:grid-cols-[minmax(0,1fr)_auto] md:items-center">
              <div className="min-w-0">
                <p className="font-medium">{t(`groups.${group}.title`)}</p>
                <p className="text-ink-2 text-xs">
                  {t(group === 'urgent' && role !== 'owner' ? 'groups.urgent.aboutOthers' : `groups.${group}.about`)}
                </p>
              </div>
              <div role="group" aria-label={t(`groups.${group}.title`)} className="flex gap-6">
                {WAYS.map((way) => (
                  <Switch
                    key={way}
                    label={t(`ways.${way}`)}
                    checked={settings[group][way]}
                    onChange={(isOn) => setWay(group, way, isOn)}
                    className="pointer-coarse:h-11"
                  />
                ))}
              </div>
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title={t('sound.title')} about={t('sound.about')} aside={<Listen />}>
        <Switch
          label={t('sound.label')}
          checked={settings.sound}
          onChange={(sound) => void change({ ...settings, sound })}
          className="justify-between pointer-coarse:h-11"
        />
      </Panel>
      <Panel title={t('quiet.title')} about={t('quiet.about')}>
        <Switch
          label={t('quiet.label')}
          checked={settings.quiet !== null}
          onChange={(has) => void change({ ...settings, quiet: has ? USUAL_NIGHT : null })}
          className="justify-between pointer-coarse:h-11"
        />
        {settings.quiet === null ? null : (
          <QuietFields
            quiet={settings.quiet}
            error={errorOf('quiet')}
            onChange={(quiet) => void change({ ...settings, quiet })}
          />
        )}
      </Panel>
    </>
  )
}

function Listen() {
  const { t } = useTranslation('alerts')
  const listen = async () => {
    if (!(await playTone())) toast(t('sound.none'))
  }
  return (
    <Button size="s" onClick={() => void listen()}>
      <Volume2 aria-hidden className="size-4" />
      {t('sound.listen')}
    </Button>
  )
}

type QuietProps = { quiet: QuietHours; error: string | undefined; onChange: (quiet: QuietHours) => void }

function QuietFields({ quiet, error, onChange }: QuietProps) {
  const { t } = useTranslation('alerts')
  const field = (end: 'fromMinute' | 'toMinute') => (
    <Input
      type="time"
      label={t(`quiet.${end}`)}
      defaultValue={clockOf(quiet[end])}
      aria-invalid={error !== undefined}
      onChange={(event) => {
        const minutes = minutesOf(event.target.value)
        if (minutes !== null) onChange({ ...quiet, [end]: minutes })
      }}
      className="w-32 tabular-nums"
    />
  )
  return (
    <div>
      <div className="flex gap-3">
        {field('fromMinute')}
        {field('toMinute')}
      </div>
      {error === undefined ? null : (
        <p role="alert" className="text-stop mt-1 text-xs">
          {error}
        </p>
      )}
    </div>
  )
}
