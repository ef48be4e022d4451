import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toast } from 'sonner'
import type { AlertsPage } from '../../alerts/contract.ts'
import { useOrder } from '../../alerts/use-order.ts'
import { Panel } from '../intern/panel.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Input } from '../ui/field.tsx'
import { Notice } from '../ui/states.tsx'

/** Where the whole team is told in Slack. Who may see it may change it. */
export function SlackPanel({ slack }: { slack: NonNullable<AlertsPage['slack']> | null }) {
  const { t } = useTranslation('alerts')
  const { send, busy, hasFailed, errorOf } = useOrder('/api/notifications/slack')
  const [webhookUrl, setWebhookUrl] = useState('')
  const [isRemoving, setRemoving] = useState(false)

  async function save(): Promise<void> {
    if ((await send({ order: 'set', webhookUrl }, 'set')) === null) return
    setWebhookUrl('')
    toast.success(t('slack.saved'))
  }

  async function tryIt(): Promise<void> {
    const answer = await send<{ outcome: 'told' | 'refused' | 'away' }>({ order: 'test' }, 'test')
    if (answer?.outcome === 'told') toast.success(t('slack.tried'))
    else if (answer !== null) toast.error(t(answer.outcome === 'refused' ? 'slack.refused' : 'slack.away'))
  }

  async function remove(): Promise<void> {
    setRemoving(false)
    if ((await send({ order: 'remove' }, 'remove')) !== null) toast(t('slack.removed'))
  }

  return (
    <Panel title={t('slack.title')} about={t('slack.about')}>
      {hasFailed ? <Notice tone="stop">{t('failed')}</Notice> : null}
      {slack === null ? null : (
        <div className="flex flex-wrap items-center gap-2">
          <p className="min-w-0 flex-1 basis-48">
            {t('slack.isSet')}{' '}
            <code data-words className="bg-sunken rounded-xs px-1 py-0.5 text-xs">{`…${slack.ending}`}</code>
          </p>
          <Button busy={busy === 'test'} disabled={busy !== null} onClick={() => void tryIt()}>
            {t('slack.try')}
          </Button>
          <Button look="quiet" disabled={busy !== null} onClick={() => setRemoving(true)}>
            {t('slack.remove')}
          </Button>
        </div>
      )}
      {slack?.isRefused === true ? <Notice tone="stop">{t('slack.refused')}</Notice> : null}
      <form
        className="grid gap-2 md:grid-cols-[minmax(0,1fr)_auto]"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Input
          type="url"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          label={t(slack === null ? 'slack.label' : 'slack.replace')}
          hint={t('slack.hint')}
          error={errorOf('webhookUrl')}
          placeholder={EXAMPLE}
          value={webhookUrl}
          onChange={(event) => setWebhookUrl(event.target.value)}
        />
        <Button type="submit" busy={busy === 'set'} disabled={busy !== null || webhookUrl === ''} className="md:mt-5.5">
          {t('slack.save')}
        </Button>
      </form>
      <Dialog
        open={isRemoving}
        onOpenChange={setRemoving}
        title={t('slack.removeTitle')}
        description={t('slack.removeText')}
        actions={
          <>
            <Button onClick={() => setRemoving(false)}>{t('slack.keep')}</Button>
            <Button look="danger" onClick={() => void remove()}>
              {t('slack.removeConfirm')}
            </Button>
          </>
        }
      />
    </Panel>
  )
}

const EXAMPLE = 'https://hooks.slack.com/services/…'
