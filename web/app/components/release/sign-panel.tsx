import { Link } from '@remix-run/react'
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
  const { signOff, isSigned, liveAt, role, minimum } = shown
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
            <Outdated shown={shown} signed={signOff.version} />
          </div>
        </div>
      )}
      {isSigned ? null : (
        <div className="grid justify-items-start gap-2">
          <Button
            look="primary"
            disabled={shown.lacks !== null || !mayRule || busy !== null}
            onClick={() => void order({ do: 'sign', version: shown.version })}
          >
            <span data-words lang="en">
              {RELEASE_PHRASE}
            </span>
          </Button>
          <Lacks shown={shown} />
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

/** A sign-off that does not hold any more says which version it was for, and why. */
function Outdated({
  shown: { isSigned, isOutdated, lacks, version },
  signed,
}: {
  shown: ReleaseShown
  signed: number
}) {
  const { t } = useTranslation('release')
  if (isSigned) return null
  const why = isOutdated ? (lacks === null ? 'signAgain' : 'changedSince') : 'shut'
  return (
    <p className="text-wait mt-1 text-xs" data-outdated={why}>
      {t(`sign.${why}`, { signed, version })}
    </p>
  )
}

/** What is in the way of signing, and the way there. */
function Lacks({ shown: { lacks, counts, read, rerun, minimum, version, tests, role } }: { shown: ReleaseShown }) {
  const { t } = useTranslation('release')
  const first = tests.find(({ wasBad }) => wasBad)
  return (
    <p className="text-ink-2 text-xs" data-lacks>
      {lacks === 'bad' ? t('sign.lacksBad', { n: counts.bad }) : null}
      {lacks === 'rerun' ? t('sign.lacksRerun', { n: rerun }) : null}
      {lacks === 'reading' ? t('sign.lacksReading', { n: minimum - read, minimum }) : null}
      {lacks === null ? (role === 'member' ? t('sign.adminSigns') : t('sign.ready', { version })) : null}
      {lacks === 'rerun' && first !== undefined ? (
        <>
          {' '}
          <Link className="text-accent font-medium underline underline-offset-4" to={`/review/release/${first.id}`}>
            {t('sign.toRerun')}
          </Link>
        </>
      ) : null}
    </p>
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
