import { useTranslation } from 'react-i18next'
import type { RulesState } from '../../../review/use-rules.ts'
import { Panel } from '../../intern/panel.tsx'
import { Notice } from '../../ui/states.tsx'
import { Switch } from '../../ui/switch.tsx'
import { AfterRelease } from './after-release.tsx'
import { RuleNumber } from './rule-number.tsx'
import { useRuleError } from './use-rule-error.ts'

/** For how long a draft waits, and what becomes of it when nobody has decided by then. */
export function WaitingPanel({ rules }: { rules: RulesState }) {
  const { t } = useTranslation('rules')
  const { dueSeconds, sendsItself } = rules.value.settings
  const error = useRuleError(rules)('sendsItself')
  const isTooEarly = rules.isTooEarly('sendsItself')
  return (
    <Panel title={t('waiting.title')} about={t('waiting.about')}>
      <div className="grid gap-4 sm:grid-cols-2">
        <RuleNumber rules={rules} field="dueSeconds" unit={t('units.seconds')} step={5} />
        <RuleNumber rules={rules} field="handOverSeconds" unit={t('units.seconds')} step={10} />
        <RuleNumber rules={rules} field="marginMinutes" unit={t('units.minutes')} />
      </div>
      <div className="border-line border-t pt-3">
        <Switch
          label={t('fields.sendsItself')}
          checked={sendsItself}
          disabled={!rules.mayEdit || (isTooEarly && !sendsItself)}
          onChange={(on) => rules.set('sendsItself', on)}
        />
        {sendsItself ? (
          <Notice tone="stop" className="mt-1">
            {t('waiting.itself', { n: dueSeconds })}
          </Notice>
        ) : (
          <p className="text-ink-2 text-xs">{t('waiting.never')}</p>
        )}
        {isTooEarly ? <AfterRelease /> : null}
        {error === undefined ? null : (
          <p role="alert" className="text-stop mt-1 text-xs">
            {error}
          </p>
        )}
      </div>
    </Panel>
  )
}
