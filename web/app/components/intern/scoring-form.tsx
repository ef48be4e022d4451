import { useTranslation } from 'react-i18next'
import type { Draft } from '../../intern/use-draft.ts'
import { PARTS } from '../../intern/factors.ts'
import { useWords } from '../../intern/use-words.ts'
import { NumberField } from '../ui/number-field.tsx'
import { RangeField } from '../ui/range-field.tsx'
import { Notice } from '../ui/states.tsx'
import { Panel } from './panel.tsx'
import { PartPanel } from './part-panel.tsx'
import { ScoreExample } from './score-example.tsx'

const MOST_SCORE = 98

/** What makes a lead's score, from which score on people are called, and a lead to try it on. */
export function ScoringForm({ draft }: { draft: Draft<'scoring'> }) {
  const { t } = useTranslation('config')
  const words = useWords(draft.whole.flow.questions)
  const { scoring } = draft.value
  const total = PARTS.reduce((sum, part) => sum + scoring.parts[part], 0)
  const ofParts = draft.problemAt('scoring.parts')
  const thresholdError = words.error(draft.problemAt('scoring.threshold'))
  const setThreshold = (threshold: number) => draft.change('scoring', { ...scoring, threshold })
  return (
    <div className="mx-auto grid max-w-290 gap-4 p-4 md:p-6 lg:grid-cols-[minmax(0,1fr)_380px] lg:items-start">
      <fieldset disabled={!draft.mayEdit} className="grid min-w-0 gap-4">
        <Panel
          id="scoring.threshold"
          title={t('scoring.threshold')}
          about={t('scoring.thresholdAbout')}
          aside={
            <span className="text-ink-2 text-xs tabular-nums">{t('scoring.total', { total, most: MOST_SCORE })}</span>
          }
        >
          <div className="flex items-end gap-4">
            <div className="min-w-0 flex-1">
              <RangeField
                label={t('scoring.thresholdScale', { total })}
                min={0}
                max={Math.max(total, scoring.threshold)}
                value={scoring.threshold}
                said={String(scoring.threshold)}
                hideSaid
                error={thresholdError}
                onChange={setThreshold}
              />
            </div>
            <NumberField
              label={t('scoring.points')}
              hideLabel
              min={0}
              max={MOST_SCORE}
              value={scoring.threshold}
              onChange={setThreshold}
            />
          </div>
        </Panel>
        {ofParts === undefined ? null : (
          <div id="scoring.parts" tabIndex={-1}>
            <Notice tone="stop">{words.problem(ofParts)}</Notice>
          </div>
        )}
        {PARTS.map((part) => (
          <PartPanel key={part} part={part} draft={draft} />
        ))}
      </fieldset>
      <ScoreExample config={draft.whole} />
    </div>
  )
}
