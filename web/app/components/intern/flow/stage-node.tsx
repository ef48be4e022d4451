import { Handle, Position, useConnection, type NodeProps } from '@xyflow/react'
import { CircleAlert, Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Stage } from '#schema/conversation.ts'
import { firstCondition } from '../../../intern/flow/edits.ts'
import { PARTS, type Place } from '../../../intern/flow/place.ts'
import { StageMark } from '../../inbox/stage-mark.tsx'
import { cn } from '../../ui/cn.ts'
import { ENTRY_HANDLE, NEW_RULE, ruleHandle, type PlaceNode } from './chart-nodes.ts'
import { useFlowTab } from './context.ts'

/** A stage: its name, goal and questions, and its rules one under the other, each with the dot its line begins at. */
export function StageNode({ data: { place, direction } }: NodeProps<PlaceNode>) {
  if (place === 'people') return null
  return <Card stage={place} direction={direction} />
}

function Card({ stage, direction }: { stage: Stage; direction: 'right' | 'down' }) {
  const { t } = useTranslation('flow')
  const { flow, words, mayEdit, selected, select, addRule, problemsOf } = useFlowTab()
  const { goal, questions, rules } = flow.stages[stage]
  const required = questions.filter((key) => flow.questions.some((one) => one.key === key && one.required)).length
  const isChosen = selected?.place === stage
  const isWrong = problemsOf(stage).length > 0
  return (
    <div
      data-stage={stage}
      className={cn(
        'bg-surface pointer-events-auto h-full rounded-md shadow-row',
        isWrong ? 'ring-stop ring-1' : isChosen && 'ring-ink-2 ring-1',
      )}
    >
      <Entry direction={direction} />
      <button
        type="button"
        aria-pressed={isChosen && selected.at === null}
        onClick={() => select({ place: stage, at: null })}
        style={{ height: PARTS.head + (goal === '' ? 0 : PARTS.goal) }}
        className="hover:bg-hover aria-pressed:bg-hover block w-full rounded-t-md px-3 py-2.5 text-left -outline-offset-2 transition-colors"
      >
        <span className="flex h-5 items-center gap-1.5 font-semibold">
          <StageMark stage={stage} />
          <span className="min-w-0 flex-1 truncate">{words.stage(stage)}</span>
          {isWrong ? <CircleAlert aria-hidden className="text-stop size-4 shrink-0" /> : null}
        </span>
        {goal === '' ? null : <span className="text-ink-2 mt-1 line-clamp-2 h-8 text-xs">{goal}</span>}
        <span className="text-ink-3 text-2xs mt-0.5 block h-4 truncate tabular-nums">
          {questions.length === 0 ? t('questionsNone') : t('questionsCount', { all: questions.length, required })}
        </span>
      </button>
      {rules.map((_, at) => (
        <RuleRow key={at} stage={stage} at={at} />
      ))}
      {mayEdit ? (
        <div className="border-line relative border-t" style={{ height: PARTS.add }}>
          <button
            type="button"
            aria-label={t('newRuleIn', { stage: words.stage(stage) })}
            onClick={() => addRule(stage, { when: firstCondition(flow.stages[stage]), to: nextOf(stage) })}
            className="text-ink-3 hover:text-ink hover:bg-hover flex size-full items-center gap-2 rounded-b-md px-3 text-left text-xs -outline-offset-2 transition-colors"
          >
            <Plus aria-hidden className="size-3.5 shrink-0" />
            <span className="truncate">{t('newRule')}</span>
          </button>
          <Dot id={NEW_RULE} to="none" />
        </div>
      ) : null}
    </div>
  )
}

function RuleRow({ stage, at }: { stage: Stage; at: number }) {
  const { t } = useTranslation('flow')
  const { flow, words, selected, select, problemsOf, isTaken } = useFlowTab()
  const rule = flow.stages[stage].rules[at]
  if (rule === undefined) return null
  const isWrong = problemsOf(stage, at).length > 0
  const isChosen = selected?.place === stage && selected.at === at
  return (
    <div className="border-line relative border-t" style={{ height: PARTS.rule }}>
      <button
        type="button"
        aria-pressed={isChosen}
        title={words.rule(rule, at)}
        onClick={() => select({ place: stage, at })}
        className={cn(
          'hover:bg-hover aria-pressed:bg-hover flex size-full items-center gap-2 pr-3 pl-3 text-left -outline-offset-2 transition-colors',
          isTaken(stage, at) && 'bg-ari-soft',
        )}
      >
        <span className="sr-only">{t('ruleWord')}</span>
        <span
          className={cn(
            'text-2xs grid size-4 shrink-0 place-items-center rounded-full font-semibold tabular-nums',
            isWrong ? 'bg-stop text-stop-ink' : isTaken(stage, at) ? 'bg-ari text-ari-ink' : 'bg-press text-ink-2',
          )}
        >
          {at + 1}
        </span>
        <span className="line-clamp-2 min-w-0 text-xs">{words.condition(rule.when)}</span>
        <span className="sr-only">{`→ ${words.place(rule.to)}`}</span>
      </button>
      <Dot id={ruleHandle(at)} to={rule.to} />
    </div>
  )
}

/** What a rule's line is drawn from. A thumb has more room than the eye sees. */
function Dot({ id, to }: { id: string; to: Place | 'none' }) {
  const { t } = useTranslation('flow')
  const { mayEdit } = useFlowTab()
  return (
    <Handle
      id={id}
      type="source"
      position={Position.Right}
      isConnectable={mayEdit}
      title={mayEdit ? t('drag') : undefined}
      data-to={to}
      className="flow-dot"
    />
  )
}

/** Where lines come in; while one is being drawn, all of the stage. */
export function Entry({ direction }: { direction: 'right' | 'down' }) {
  const isDrawing = useConnection(({ inProgress }) => inProgress)
  return (
    <Handle
      id={ENTRY_HANDLE}
      type="target"
      position={direction === 'right' ? Position.Left : Position.Right}
      isConnectableStart={false}
      className={cn('flow-entry', isDrawing && 'flow-entry-open')}
    />
  )
}

const NEXT: Record<Stage, Place> = {
  ...{ greeting: 'qualification', qualification: 'routing', routing: 'booking', booking: 'done', done: 'people' },
}
const nextOf = (stage: Stage): Place => NEXT[stage]
