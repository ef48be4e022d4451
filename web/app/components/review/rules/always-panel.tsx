import { useTranslation } from 'react-i18next'
import { REVIEW_LIMITS } from '#domain/review/settings.ts'
import type { Intent } from '#schema/ari-parts.ts'
import { STAGES } from '#schema/conversation.ts'
import type { RulesState } from '../../../review/use-rules.ts'
import { Panel } from '../../intern/panel.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { Notice } from '../../ui/states.tsx'
import { Switch } from '../../ui/switch.tsx'
import { useRuleError } from './use-rule-error.ts'

/** What ARI answers; what it gives to people at once is never held. */
const INTENTS: readonly Intent[] = [
  ...(['pricing', 'refund', 'scholarship', 'admission_decision'] as const),
  ...(['course_info', 'application_process', 'contact_info'] as const),
  ...(['booking', 'reschedule', 'cancel_booking', 'greeting', 'answer', 'other'] as const),
]
const USUAL_CONFIDENCE = 0.8
const percentOf = (share: number) => Math.round(share * 100)

/** What is held at any time, also after the first days. */
export function AlwaysPanel({ rules }: { rules: RulesState }) {
  const { t } = useTranslation('rules')
  const error = useRuleError(rules)
  const { value, mayEdit } = rules
  const { stages, intents, belowConfidence, warnings } = value.settings
  const [least, most] = REVIEW_LIMITS.belowConfidence
  return (
    <Panel title={t('always.title')} about={t('always.about')}>
      {value.policy === 'week' ? null : <Notice>{t(`always.idle.${value.policy}`)}</Notice>}
      <Ticks
        legend={t('always.stages')}
        values={STAGES}
        chosen={stages}
        label={(stage) => t(`inbox:stages.${stage}`)}
        disabled={!mayEdit}
        onChange={(next) => rules.set('stages', next)}
      />
      <Ticks
        legend={t('always.intents')}
        values={[...INTENTS, ...intents.filter((intent) => !INTENTS.includes(intent))]}
        chosen={intents}
        label={(intent) => t(`trial:intents.${intent}`)}
        disabled={!mayEdit}
        onChange={(next) => rules.set('intents', next)}
      />
      <div>
        <Switch
          label={t('always.confidence')}
          checked={belowConfidence !== null}
          disabled={!mayEdit}
          onChange={(on) => rules.set('belowConfidence', on ? USUAL_CONFIDENCE : null)}
        />
        {belowConfidence === null ? (
          <p className="text-ink-2 text-xs">{t('always.confidenceOff')}</p>
        ) : (
          <div className="mt-2">
            <NumberField
              id="belowConfidence"
              label={t('fields.belowConfidence')}
              unit="%"
              hint={t('hints.belowConfidence')}
              min={percentOf(least)}
              max={percentOf(most)}
              disabled={!mayEdit}
              value={percentOf(belowConfidence)}
              error={error('belowConfidence')}
              onChange={(percent) => rules.set('belowConfidence', percent / 100)}
            />
          </div>
        )}
      </div>
      <div>
        <Switch
          label={t('always.warnings')}
          checked={warnings}
          disabled={!mayEdit}
          onChange={(on) => rules.set('warnings', on)}
        />
        <p className="text-ink-2 text-xs">{t('always.warningsAbout')}</p>
      </div>
    </Panel>
  )
}

type TicksProps<Value extends string> = {
  legend: string
  values: readonly Value[]
  chosen: readonly Value[]
  label: (value: Value) => string
  disabled: boolean
  onChange: (next: Value[]) => void
}

/** Any of several. */
function Ticks<Value extends string>({ legend, values, chosen, label, disabled, onChange }: TicksProps<Value>) {
  return (
    <fieldset className="min-w-0">
      <legend className="text-ink-2 mb-1 text-xs font-medium">{legend}</legend>
      <div className="grid gap-x-4 sm:grid-cols-2">
        {values.map((value) => (
          <label key={value} className="flex min-h-8 items-center gap-2 pointer-coarse:min-h-11">
            <input
              type="checkbox"
              className="accent-accent size-4 shrink-0"
              checked={chosen.includes(value)}
              disabled={disabled}
              onChange={({ target }) =>
                onChange(values.filter((one) => (one === value ? target.checked : chosen.includes(one))))
              }
            />
            {label(value)}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
