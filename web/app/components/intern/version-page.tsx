import { Link, useNavigate, useRevalidator } from '@remix-run/react'
import { ArrowLeft } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toast } from 'sonner'
import type { AriConfig } from '#schema/ari-config.ts'
import { orderConfig } from '../../intern/api.ts'
import type { Seen } from '../../intern/contract.ts'
import { describeChanges } from '../../intern/describe-changes.ts'
import { useText } from '../../intern/use-words.ts'
import { useNow, useTimes } from '../../time/use-times.ts'
import { Pill } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Notice } from '../ui/states.tsx'
import { ChangeList } from './change-list.tsx'
import type { ShownVersion } from './version-list.tsx'

type Props = {
  mayEdit: boolean
  version: ShownVersion
  config: AriConfig
  live: { version: number; config: AriConfig }
  seen: Seen
}

/** One version against what is live, and the way to bring it back. */
export function VersionPage({ mayEdit, version, config, live, seen }: Props) {
  const { t } = useTranslation('config')
  const times = useTimes()
  const now = useNow()
  const changes = describeChanges(live.config, config, useText())
  const at = Date.parse(version.publishedAt)
  const isLive = version.number === live.version
  return (
    <div className="mx-auto grid max-w-215 gap-4 p-4 md:p-6">
      <Link
        to="/intern/versions"
        className="text-ink-2 hover:text-ink flex w-fit items-center gap-1.5 text-xs font-medium"
      >
        <ArrowLeft aria-hidden className="size-4" />
        {t('versions.back')}
      </Link>
      <header className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-60">
          <h2 className="flex flex-wrap items-center gap-2 text-xl font-semibold">
            {t('version', { number: version.number })}
            {isLive ? <Pill tone="done">{t('versions.live')}</Pill> : null}
            {version.restoredFrom === null ? null : <Pill>{t('versions.from', { number: version.restoredFrom })}</Pill>}
          </h2>
          <p className="text-ink-2 mt-1 tabular-nums">
            {version.publishedBy ?? t('versions.program')}
            {' · '}
            <time dateTime={version.publishedAt}>{`${times.full(at)} · ${times.ago(at, now)}`}</time>
          </p>
          {version.note === '' ? null : <p className="mt-1 [overflow-wrap:anywhere]">{version.note}</p>}
        </div>
        {mayEdit && changes.length > 0 ? <Restore number={version.number} seen={seen} /> : null}
      </header>
      {changes.length === 0 ? (
        <Notice>{t('versions.same')}</Notice>
      ) : (
        <>
          <h3 className="text-md font-semibold">
            {t('versions.differences')}
            <span className="text-ink-2 ml-2 text-sm font-normal">{t('versions.differencesAbout')}</span>
          </h3>
          <ChangeList changes={changes} />
        </>
      )}
    </div>
  )
}

/** Into the draft, not straight into what is live: it is looked at like any other change. */
function Restore({ number, seen }: { number: number; seen: Seen }) {
  const { t } = useTranslation('config')
  const navigate = useNavigate()
  const { revalidate } = useRevalidator()
  const [isAsking, setAsking] = useState(false)
  const [isBusy, setBusy] = useState(false)

  async function restore() {
    setBusy(true)
    const result = await orderConfig({ order: 'restore', number, ...seen })
    setBusy(false)
    setAsking(false)
    if ('answer' in result) {
      navigate('/intern/publish')
      return
    }
    toast.error(t('versions.failed'), {
      description: t(result.refusal.problem === 'changed' ? 'changedShort' : 'unreachableShort'),
    })
    revalidate()
  }

  return (
    <>
      <Button look="primary" onClick={() => setAsking(true)}>
        {t('versions.restore')}
      </Button>
      <Dialog
        open={isAsking}
        onOpenChange={setAsking}
        title={t('versions.ask', { number })}
        description={
          seen.revision === 0 ? t('versions.explained') : `${t('versions.explained')} ${t('versions.replaces')}`
        }
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{t('common:cancel')}</Button>
            <Button look="primary" busy={isBusy} onClick={() => void restore()}>
              {t('versions.yes')}
            </Button>
          </>
        }
      />
    </>
  )
}
