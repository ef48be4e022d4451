import { ArrowRight, Check, CircleDashed, RotateCcw, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { STAGES } from '#schema/conversation.ts'
import { OFFERED_INTENTS } from '../../../intern/flow/conditions.ts'
import { BEGINNING, conditionsIn, type Answer, type Outcome, type Situation } from '../../../intern/flow/outcome.ts'
import { Button } from '../../ui/button.tsx'
import { cn } from '../../ui/cn.ts'
import { Input } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { Switch } from '../../ui/switch.tsx'
import { useFlowTab } from './context.ts'

const NEXT: Record<Answer, Answer> = { open: 'answered', answered: 'declined', declined: 'open' }
const ICONS = { open: CircleDashed, answered: Check, declined: X }

type Props = { situation: Situation; outcome: Outcome; onChange: (next: Situation) => void }

/** An imagined customer: what is known of them, and where the rules lead. Asks only for what some rule goes by. */
export function Trial({ situation, outcome, onChange }: Props) {
  const { t } = useTranslation('flow')
  const { flow, words } = useFlowTab()
  const used = conditionsIn(flow)
  const change = (next: Partial<Situation>) => onChange({ ...situation, ...next })
  const answerOf = (key: string) => situation.answers[key] ?? 'open'
  const number = (value: string) => (value === '' ? null : Math.min(200, Math.max(0, Math.round(Number(value)))))
  return (
    <section aria-labelledby="trial-title" className="bg-surface shadow-row rounded-md px-4 py-4">
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <h2 id="trial-title" className="text-md font-semibold">
            {t('trial.title')}
          </h2>
          <p className="text-ink-2 text-xs">{t('trial.about')}</p>
        </div>
        <Button size="s" look="quiet" onClick={() => onChange({ ...BEGINNING, stage: situation.stage })}>
          <RotateCcw aria-hidden className="size-3.5" />
          {t('trial.reset')}
        </Button>
      </div>
      <div className="mt-3 grid items-end gap-x-4 gap-y-3 sm:grid-cols-2 md:grid-cols-4">
        <Select
          label={t('trial.stage')}
          value={situation.stage}
          options={STAGES.map((stage) => ({ value: stage, label: words.stage(stage) }))}
          onChange={(stage) => change({ stage })}
        />
        {used.has('score_reached') ? (
          <Input
            type="number"
            inputMode="numeric"
            label={t('trial.score')}
            min={0}
            max={98}
            value={situation.score ?? ''}
            placeholder={t('trial.scoreFrom', { score: outcome.score })}
            onChange={(event) => change({ score: number(event.target.value) })}
          />
        ) : null}
        {used.has('turns') ? (
          <Input
            type="number"
            inputMode="numeric"
            label={t('trial.turn')}
            min={1}
            max={200}
            value={situation.turn}
            onChange={(event) => change({ turn: number(event.target.value) ?? 1 })}
          />
        ) : null}
        {used.has('intent') || used.has('no_slot') ? (
          <Select
            label={t('trial.intent')}
            value={situation.intent}
            options={OFFERED_INTENTS.map((intent) => ({ value: intent, label: t(`config:intents.${intent}`) }))}
            onChange={(intent) => change({ intent })}
          />
        ) : null}
      </div>
      <div className="mt-2 flex flex-wrap gap-x-5">
        <Switch
          label={t('trial.wishes')}
          checked={situation.wantsConsultation}
          onChange={(wantsConsultation) => change({ wantsConsultation })}
        />
        {used.has('booked') ? (
          <Switch
            label={t('trial.booked')}
            checked={situation.isBooked}
            onChange={(isBooked) => change({ isBooked })}
          />
        ) : null}
        {used.has('no_slot') ? (
          <Switch
            label={t('trial.slotsFree')}
            checked={situation.slotsFree}
            onChange={(slotsFree) => change({ slotsFree })}
          />
        ) : null}
      </div>
      <fieldset className="mt-2 min-w-0">
        <legend className="text-ink-2 text-xs font-medium">{t('trial.answers')}</legend>
        <p className="text-ink-3 text-xs">{t('trial.answersHint')}</p>
        <div className="mt-2 flex flex-wrap gap-1.5">
          {flow.questions
            .filter(({ kind }) => kind !== 'wish')
            .map(({ key }) => (
              <AnswerChip
                key={key}
                name={words.question(key)}
                answer={answerOf(key)}
                onPress={() => change({ answers: { ...situation.answers, [key]: NEXT[answerOf(key)] } })}
              />
            ))}
        </div>
      </fieldset>
      <Way outcome={outcome} from={situation.stage} />
    </section>
  )
}

function AnswerChip({ name, answer, onPress }: { name: string; answer: Answer; onPress: () => void }) {
  const { t } = useTranslation('flow')
  const Icon = ICONS[answer]
  return (
    <button
      type="button"
      aria-label={t('trial.answerIs', { question: name, state: t(`trial.states.${answer}`) })}
      onClick={onPress}
      className={cn(
        'inline-flex h-7 items-center gap-1 rounded-full px-2.5 text-xs font-medium transition-colors pointer-coarse:h-11 pointer-coarse:px-3.5',
        answer === 'open' && 'text-ink-2 hover:bg-hover shadow-[inset_0_0_0_1px_var(--line-2)]',
        answer === 'answered' && 'bg-accent-soft text-accent',
        answer === 'declined' && 'bg-press text-ink-2 line-through',
      )}
    >
      <Icon aria-hidden className="size-3.5" />
      {name}
    </button>
  )
}

/** The way that the rules take, in words. */
function Way({ outcome, from }: { outcome: Outcome; from: Situation['stage'] }) {
  const { t } = useTranslation('flow')
  const { flow, words, select } = useFlowTab()
  const { taken, end } = outcome
  return (
    <div role="status" className="bg-sunken mt-4 rounded-sm px-3 py-2.5">
      {taken.length === 0 ? (
        <p>{t('trial.stays', { stage: words.stage(from) })}</p>
      ) : (
        <ol className="flex flex-wrap items-center gap-x-2 gap-y-1.5">
          {taken.map(({ stage, at }) => {
            const rule = flow.stages[stage].rules[at]
            return rule === undefined ? null : (
              <li key={stage} className="flex flex-wrap items-center gap-x-2 gap-y-1.5">
                <Stop>{words.stage(stage)}</Stop>
                <button
                  type="button"
                  onClick={() => select({ place: stage, at })}
                  className="text-ari hover:bg-ari-soft inline-flex items-center gap-1.5 rounded-xs px-1 text-left text-xs pointer-coarse:min-h-11"
                >
                  {words.condition(rule.when)}
                  <ArrowRight aria-hidden className="size-3.5 shrink-0" />
                </button>
              </li>
            )
          })}
          <li>
            <Stop isPeople={end === 'people'}>{words.place(end)}</Stop>
          </li>
        </ol>
      )}
    </div>
  )
}

function Stop({ isPeople = false, children }: { isPeople?: boolean; children: ReactNode }) {
  return <span className={cn('font-semibold', isPeople && 'text-accent')}>{children}</span>
}
