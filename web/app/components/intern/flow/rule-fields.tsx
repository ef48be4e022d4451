import { ArrowRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { STAGES, type Stage } from '#schema/conversation.ts'
import { changeRule, moveRule, removeRule } from '../../../intern/flow/edits.ts'
import { conditionOf, kindsFor, OFFERED_INTENTS } from '../../../intern/flow/conditions.ts'
import type { Place } from '../../../intern/flow/place.ts'
import { Input } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { useFlowTab } from './context.ts'
import { RowMenu } from './row-menu.tsx'

/** One rule: when it holds and where it leads. In a list it has its number and its menu with it. */
export function RuleFields({ stage, at, isListed = false }: { stage: Stage; at: number; isListed?: boolean }) {
  const { t } = useTranslation('flow')
  const { flow, words, mayEdit, edit, select, problemsOf } = useFlowTab()
  const { rules } = flow.stages[stage]
  const rule = rules[at]
  if (rule === undefined) return null
  const { when, to } = rule
  const path = `flow.stages.${stage}.rules.${String(at)}`
  const errorAt = (end: string) => words.error(problemsOf(stage, at).find((one) => one.path === `${path}${end}`))
  if (!mayEdit)
    return (
      <p className="flex items-start gap-2 text-xs leading-5">
        <Numbered at={at} />
        <span>
          {words.condition(when)} <ArrowRight aria-hidden className="text-ink-3 inline size-3.5" /> {words.place(to)}
        </span>
      </p>
    )

  const change = (next: Partial<typeof rule>, mark?: string) => edit(changeRule(flow, stage, at, next), mark)
  const asked = flow.questions.filter(({ kind }) => when.is !== 'document_ready' || kind === 'document')
  const wrongWhen = errorAt('.when')
  const wrongTo = errorAt('.to')
  const wrongRule = errorAt('')
  const hint = t(`kindHints.${when.is}`, { defaultValue: '' })
  const fields = (
    <div className="grid gap-2">
      <Select
        label={t('fields.when')}
        value={when.is}
        options={kindsFor(flow, when.is).map((is) => ({ value: is, label: t(`kinds.${is}`) }))}
        onChange={(is) => change({ when: conditionOf(is, flow, stage) })}
        {...(wrongWhen !== undefined && !('question' in when) && { error: wrongWhen })}
      />
      {'question' in when ? (
        <Select
          label={t(when.is === 'document_ready' ? 'fields.document' : 'fields.question')}
          value={when.question}
          options={asked.map(({ key }) => ({ value: key, label: words.question(key) }))}
          onChange={(question) => change({ when: { ...when, question } })}
          {...(wrongWhen !== undefined && { error: wrongWhen })}
        />
      ) : null}
      {when.is === 'intent' ? (
        <Select
          label={t('fields.intent')}
          value={when.intent}
          options={[...new Set([...OFFERED_INTENTS, when.intent])].map((intent) => ({
            value: intent,
            label: t(`config:intents.${intent}`),
          }))}
          onChange={(intent) => change({ when: { ...when, intent } })}
        />
      ) : null}
      {when.is === 'turns' ? (
        <Input
          type="number"
          inputMode="numeric"
          label={t('fields.turns')}
          min={1}
          max={200}
          value={Number.isNaN(when.count) ? '' : when.count}
          error={words.error(problemsOf(stage, at).find((one) => one.path === `${path}.when.count`))}
          onChange={(event) => change({ when: { ...when, count: event.target.valueAsNumber } }, `${path}.count`)}
        />
      ) : null}
      {hint === '' ? null : <p className="text-ink-3 text-xs">{hint}</p>}
      <Select<Place>
        label={t('fields.to')}
        value={to}
        options={[...STAGES.filter((one) => one !== stage || one === to), 'people' as const].map((one) => ({
          value: one,
          label: words.place(one),
        }))}
        onChange={(next) => change({ to: next })}
        {...(wrongTo !== undefined && { error: wrongTo })}
      />
      {wrongRule === undefined ? null : <p className="text-stop text-xs">{wrongRule}</p>}
    </div>
  )
  if (!isListed) return fields
  return (
    <div className="bg-sunken rounded-md px-3 pt-1 pb-3">
      <div className="mb-1 flex h-8 items-center gap-2">
        <Numbered at={at} />
        <span className="text-ink-2 min-w-0 flex-1 truncate text-xs">{words.condition(when)}</span>
        <RowMenu
          name={words.rule(rule, at)}
          onUp={at > 0 ? () => edit(moveRule(flow, stage, at, at - 1)) : null}
          onDown={at < rules.length - 1 ? () => edit(moveRule(flow, stage, at, at + 1)) : null}
          removal={t('fields.remove')}
          onRemove={() => {
            edit(removeRule(flow, stage, at))
            select({ place: stage, at: null })
          }}
        />
      </div>
      {fields}
    </div>
  )
}

function Numbered({ at }: { at: number }) {
  return (
    <span className="bg-press text-ink-2 text-2xs mt-0.5 grid size-4 shrink-0 place-items-center rounded-full font-semibold tabular-nums">
      {at + 1}
    </span>
  )
}
