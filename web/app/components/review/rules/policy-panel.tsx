import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { firstDaysEndMs, oneIn } from '#domain/review/settings.ts'
import type { RulesState } from '../../../review/use-rules.ts'
import { useNow, useTimes } from '../../../time/use-times.ts'
import { Panel } from '../../intern/panel.tsx'
import { cn } from '../../ui/cn.ts'
import { AfterRelease } from './after-release.tsx'
import { RuleNumber } from './rule-number.tsx'
import { useRuleError } from './use-rule-error.ts'

const POLICIES = ['week', 'always', 'off'] as const

/** Everything, the first days and then a sample, or nothing; each with what it does, and when that changes next. */
export function PolicyPanel({ rules }: { rules: RulesState }) {
  const { t } = useTranslation('rules')
  const name = useId()
  const { value, mayEdit } = rules
  const share = useShare(value.settings.sampledPercent)
  const error = useRuleError(rules)('policy')
  return (
    <Panel title={t('policy.title')} about={t('policy.about')}>
      <div role="radiogroup" aria-label={t('policy.title')} className="grid gap-2">
        {POLICIES.map((policy) => {
          const isChosen = value.policy === policy
          const isTooEarly = policy === 'off' && rules.isTooEarly('off')
          const mayChoose = mayEdit && (isChosen || !isTooEarly)
          return (
            <label
              key={policy}
              className={cn(
                'flex min-h-11 gap-3 rounded-md px-3 py-2.5 shadow-[inset_0_0_0_1px_var(--line)]',
                isChosen && (policy === 'off' ? 'bg-stop-soft' : 'bg-accent-soft'),
                mayChoose && 'cursor-pointer',
              )}
            >
              <input
                type="radio"
                name={name}
                value={policy}
                checked={isChosen}
                disabled={!mayChoose}
                onChange={() => rules.setPolicy(policy)}
                className={cn('mt-0.5 size-4 shrink-0', policy === 'off' ? 'accent-stop' : 'accent-accent')}
              />
              <span className="min-w-0">
                <span className="block font-medium">{t(`policies.${policy}`)}</span>
                <span className="text-ink-2 block text-xs">
                  {t(`policiesAbout.${policy}`, { days: value.settings.firstDays, share })}
                </span>
                {isChosen && policy === 'week' ? <Until rules={rules} share={share} /> : null}
                {isTooEarly ? <AfterRelease /> : null}
              </span>
            </label>
          )
        })}
      </div>
      {error === undefined ? null : (
        <p role="alert" className="text-stop text-xs">
          {error}
        </p>
      )}
      {value.policy === 'week' ? (
        <div className="grid gap-4 sm:grid-cols-2">
          <RuleNumber rules={rules} field="firstDays" unit={t('units.days')} />
          <RuleNumber rules={rules} field="sampledPercent" unit="%" hint={share} step={5} />
        </div>
      ) : null}
    </Panel>
  )
}

/** When what is read changes by itself. */
function Until({ rules: { value, liveAtMs }, share }: { rules: RulesState; share: string }) {
  const { t } = useTranslation('rules')
  const times = useTimes()
  const now = useNow()
  const endMs = firstDaysEndMs(value, liveAtMs, now)
  return (
    <span className="mt-1 block text-xs font-medium tabular-nums">
      {liveAtMs === null
        ? t('until.notLive', { days: value.settings.firstDays, share })
        : endMs === null
          ? t('until.over', { share })
          : t('until.day', { day: times.date(endMs, now), clock: times.clock(endMs), share })}
    </span>
  )
}

/** `1 dari 10`; where that is no whole number, the percentage. */
function useShare(percent: number): string {
  const { t } = useTranslation('rules')
  const n = oneIn(percent)
  if (percent === 0) return t('share.none')
  if (percent === 100) return t('share.all')
  return n === null ? t('share.percent', { n: percent }) : t('share.oneIn', { n })
}
