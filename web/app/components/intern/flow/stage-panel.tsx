import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Stage } from '#schema/conversation.ts'
import { firstCondition, MOST_RULES, moveRule, setGoal } from '../../../intern/flow/edits.ts'
import { Button } from '../../ui/button.tsx'
import { Textarea } from '../../ui/field.tsx'
import { Notice } from '../../ui/states.tsx'
import { Sortable } from '../../ui/sortable.tsx'
import { useFlowTab } from './context.ts'
import { Part, Title } from './parts.tsx'
import { RuleFields } from './rule-fields.tsx'
import { StageQuestions } from './stage-questions.tsx'

const MOST_GOAL = 300

/** All of a stage: what ARI is after, what it asks, and where it leads. */
export function StagePanel({ stage }: { stage: Stage }) {
  const { t } = useTranslation('flow')
  const { flow, words, mayEdit, edit, addRule, problemsOf } = useFlowTab()
  const { goal, rules } = flow.stages[stage]
  const ofWhole = problemsOf(stage).filter(({ path }) => path === `flow.stages.${stage}.rules`)
  const tooLong = problemsOf(stage).find(({ path }) => path === `flow.stages.${stage}.goal`)
  return (
    <>
      <Part>
        {mayEdit ? (
          <Textarea
            label={t('panel.goal')}
            value={goal}
            maxLength={MOST_GOAL}
            placeholder={t('panel.goalPlaceholder')}
            hint={t('panel.goalHint', { length: goal.length, most: MOST_GOAL })}
            error={words.error(tooLong)}
            onChange={(event) => edit(setGoal(flow, stage, event.target.value), `${stage}.goal`)}
          />
        ) : (
          <>
            <Title>{t('panel.goal')}</Title>
            <p className="text-ink-2">{goal === '' ? t('panel.goalNone') : goal}</p>
          </>
        )}
      </Part>
      <Part>
        <Title>{t('panel.rules')}</Title>
        {ofWhole.map((problem) => (
          <Notice key={problem.code} tone="stop" className="mb-2">
            {words.problem(problem)}
          </Notice>
        ))}
        {rules.length === 0 && ofWhole.length === 0 ? (
          <p className="text-ink-2 text-xs">{t(stage === 'done' ? 'panel.rulesNoneDone' : 'panel.rulesNone')}</p>
        ) : null}
        <Sortable
          fixed={!mayEdit}
          className="grid gap-2"
          label={t('panel.rules')}
          items={rules}
          keyOf={(_, at) => at}
          nameOf={(rule, at) => words.rule(rule, at)}
          onMove={(from, to) => edit(moveRule(flow, stage, from, to))}
        >
          {(_, at) => <RuleFields stage={stage} at={at} isListed />}
        </Sortable>
        {mayEdit && rules.length < MOST_RULES ? (
          <Button
            size="s"
            className="mt-2"
            onClick={() => addRule(stage, { when: firstCondition(flow.stages[stage]), to: 'people' })}
          >
            <Plus aria-hidden className="size-3.5" />
            {t('newRule')}
          </Button>
        ) : null}
        {rules.length >= MOST_RULES ? (
          <p className="text-ink-3 mt-2 text-xs">{t('fields.full', { most: MOST_RULES })}</p>
        ) : null}
      </Part>
      <StageQuestions stage={stage} />
    </>
  )
}
