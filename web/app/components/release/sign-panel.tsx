import { CircleCheck, Rocket } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { RELEASE_MINIMUM, RELEASE_PHRASE } from '#schema/release.ts'
import type { ReleaseShown } from '../../release/contract.ts'
import { useOrder } from '../../release/use-order.ts'
import { useTimes } from '../../time/use-times.ts'
import { Panel } from '../intern/panel.tsx'
import { Button } from '../ui/button.tsx'
import { NumberField } from '../ui/number-field.tsx'
import { Notice } from '../ui/states.tsx'
import { GoLive } from './go-live.tsx'

/** Somebody signs that the bot may be released, and then it goes live. */
export function SignPanel({ shown }: { shown: ReleaseShown }) {
  const { t } = useTranslation('release')
  const times = useTimes()
  const { order, busy, trouble } = useOrder()
  const { lacks, read, minimum, counts, signOff, isSigned, version, liveAt, role } = shown
  const mayRule = role !== 'member'
  return (
    <Panel title={t('sign.title')} about={t('sign.about')}>
      {signOff === null ? null : (
        <div className="flex items-start gap-2">
          <CircleCheck aria-hidden className={`mt-0.5 size-4 shrink-0 ${isSigned ? 'text-done' : 'text-ink-3'}`} />
          <div className="min-w-0">
            <p className="font-medium" data-words data-signed>
              {signOff.phrase}
            </p>
            <p className="text-ink-2 text-xs">
              {t('sign.by', {
                ...{ name: signOff.signedBy ?? t('somebody'), at: times.full(Date.parse(signOff.signedAt)) },
                ...{ version: signOff.version, read: signOff.read },
              })}
            </p>
            {isSigned ? null : <p className="text-wait mt-1 text-xs">{t('sign.changedSince')}</p>}
          </div>
        </div>
      )}
      {isSigned ? null : (
        <div className="grid justify-items-start gap-2">
          <Button
            look="primary"
            disabled={lacks !== null || !mayRule || busy !== null}
            onClick={() => void order({ do: 'sign', version })}
          >
            <span data-words lang="en">
              {RELEASE_PHRASE}
            </span>
          </Button>
          <p className="text-ink-2 text-xs" data-lacks>
            {lacks === 'bad'
              ? t('sign.lacksBad', { n: counts.bad })
              : lacks === 'reading'
                ? t('sign.lacksReading', { n: minimum - read, minimum })
                : mayRule
                  ? t('sign.ready', { version })
                  : t('sign.adminSigns')}
          </p>
        </div>
      )}
      {trouble === null ? null : <Notice tone="stop">{trouble}</Notice>}
      {liveAt === null ? (
        <GoLive shown={shown} />
      ) : (
        <p className="text-ink-2 flex items-center gap-2 text-xs" data-live>
          <Rocket aria-hidden className="text-done size-4 shrink-0" />
          {t('live.since', { at: times.full(Date.parse(liveAt)) })}
        </p>
      )}
      {mayRule ? <Minimum key={minimum} minimum={minimum} /> : null}
    </Panel>
  )
}

function Minimum({ minimum }: { minimum: number }) {
  const { t } = useTranslation('release')
  const { order, busy, trouble, errorOf } = useOrder()
  const [value, setValue] = useState(minimum)
  return (
    <div className="border-line border-t pt-3">
      <div className="flex flex-wrap items-end gap-2">
        <NumberField
          label={t('minimum.label')}
          value={value}
          onChange={setValue}
          {...{ min: RELEASE_MINIMUM.least, max: RELEASE_MINIMUM.most }}
          step={10}
          unit={t('minimum.unit')}
          error={errorOf('minimum')}
        />
        {value === minimum ? null : (
          <Button busy={busy === 'minimum'} onClick={() => void order({ do: 'minimum', minimum: value })}>
            {t('minimum.save')}
          </Button>
        )}
      </div>
      {trouble === null ? null : <Notice tone="stop">{trouble}</Notice>}
    </div>
  )
}
