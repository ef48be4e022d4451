import { useRevalidator } from '@remix-run/react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { postJson } from '../../../inbox/api.ts'
import type { ShownMeaning } from '../../../knowledge/contract.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/states.tsx'
import { Switch } from '../../ui/switch.tsx'
import { Bar } from './upload-document.tsx'

const ASK_AGAIN_MS = 2_000

type Props = { meaning: ShownMeaning; mayEdit: boolean }
type Order = 'turnOn' | 'turnOff' | 'tryAgain'

/** Whether ARI finds by meaning as well, and how far the vectors are that it needs for that. */
export function MeaningSwitch({ meaning: { isOn, of, ready, refused, problem }, mayEdit }: Props) {
  const { t } = useTranslation('database')
  const { revalidate } = useRevalidator()
  const [busy, setBusy] = useState<Order | null>(null)
  const [failed, setFailed] = useState(false)
  const isUnderWay = problem === null && ready + refused < of
  useEffect(() => {
    if (!isUnderWay) return undefined
    const timer = setInterval(revalidate, ASK_AGAIN_MS)
    return () => clearInterval(timer)
  }, [isUnderWay, revalidate])

  async function order(what: Order): Promise<void> {
    setBusy(what)
    setFailed(false)
    const answer = await postJson('/api/knowledge/meaning', { order: what })
    setBusy(null)
    setFailed(!answer.ok)
    if (answer.ok) revalidate()
  }

  const progress = t('meaning.ready', { ready, of })
  const again = mayEdit ? (
    <Button className="mt-1.5" busy={busy === 'tryAgain'} onClick={() => void order('tryAgain')}>
      {t('meaning.again')}
    </Button>
  ) : null
  return (
    <section aria-label={t('meaning.title')} className="border-line bg-surface rounded-md border px-3 py-2">
      <Switch
        label={t('meaning.title')}
        checked={busy === 'turnOn' || (busy !== 'turnOff' && isOn)}
        disabled={!mayEdit || busy !== null}
        onChange={(next) => void order(next ? 'turnOn' : 'turnOff')}
        className="flex justify-between pointer-coarse:h-11"
      />
      <p className="text-ink-2 text-xs">{t(isOn ? 'meaning.onHint' : 'meaning.offHint')}</p>
      <p className="text-ink-3 mt-1.5 text-xs tabular-nums" aria-live="polite">
        {progress}
      </p>
      {isUnderWay ? (
        <div className="mt-1">
          <Bar part={ready / Math.max(1, of)} label={progress} />
        </div>
      ) : null}
      {problem === null ? null : (
        <Notice tone="wait" className="mt-2">
          {t(`meaning.problems.${problem.key}`, { status: problem.status })} {t('meaning.triedAgain')}
          <div>{again}</div>
        </Notice>
      )}
      {refused === 0 || problem !== null ? null : (
        <Notice className="mt-2">
          {t('meaning.refused', { refused })}
          <div>{again}</div>
        </Notice>
      )}
      {failed ? (
        <Notice tone="stop" className="mt-2">
          {t('meaning.failed')}
        </Notice>
      ) : null}
    </section>
  )
}
