import { Plus, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { pointsOf } from '#domain/ari-config/problems.ts'
import { scaleTo, spreadEvenly } from '#domain/ari-config/spread.ts'
import type { AriConfig } from '#schema/ari-config.ts'
import type { Factor, ScorePart } from '#schema/ari-parts.ts'
import { choiceOf, choicesFor, newFactor, whenOf, withPoints } from '../../intern/factors.ts'
import type { Draft } from '../../intern/use-draft.ts'
import { useWords } from '../../intern/use-words.ts'
import { Button } from '../ui/button.tsx'
import { Menu, MenuItem } from '../ui/menu.tsx'
import { NumberField } from '../ui/number-field.tsx'
import { Select } from '../ui/select.tsx'
import { Notice } from '../ui/states.tsx'
import { Panel } from './panel.tsx'

const MOST_SCORE = 98
const MOST_FACTORS = 60
const MOST_ANSWERED = 40

type Props = { part: ScorePart; draft: Draft<'scoring'> }

/** One of the four parts: how much it can be, and the factors that must add up to it. */
export function PartPanel({ part, draft }: Props) {
  const { t } = useTranslation('config')
  const words = useWords(draft.whole.flow.questions)
  const { scoring } = draft.value
  const set = (next: AriConfig['scoring']) => draft.change('scoring', next)
  const most = scoring.parts[part]
  const sum = pointsOf(scoring.factors, part)
  const own = scoring.factors.filter((factor) => factor.part === part)
  const setMost = (points: number) => set({ ...scoring, parts: { ...scoring.parts, [part]: points } })
  return (
    <Panel
      id={`scoring.parts.${part}`}
      title={words.part(part)}
      about={t(`scoring.about.${part}`)}
      aside={
        <NumberField
          label={t('scoring.mostOf', { part: words.part(part) })}
          hideLabel
          unit={t('scoring.pointsMost')}
          min={0}
          max={MOST_SCORE}
          value={most}
          onChange={setMost}
        />
      }
    >
      {own.length === 0 ? (
        <p className="text-ink-2 text-xs">{t('scoring.noFactor')}</p>
      ) : (
        <ul className="grid gap-3 sm:gap-2">
          {scoring.factors.map((factor, at) =>
            factor.part === part ? <FactorRow key={factor.key} factor={factor} at={at} draft={draft} /> : null,
          )}
        </ul>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <AddFactor part={part} draft={draft} />
        <p role="status" className="text-ink-2 ml-auto text-xs tabular-nums">
          {t('scoring.sum')} <b className={sum === most ? 'text-ink' : 'text-stop'}>{sum}</b>
          {` / ${String(most)}`}
        </p>
      </div>
      {sum === most ? null : (
        <Notice tone="stop">
          <p>{t('scoring.notThere', { sum, most })}</p>
          <span className="mt-1.5 flex flex-wrap gap-2">
            {own.length === 0 ? null : (
              <>
                <Button
                  size="s"
                  onClick={() =>
                    set(
                      withPoints(
                        scoring,
                        part,
                        scaleTo(
                          most,
                          own.map(({ points }) => points),
                        ),
                      ),
                    )
                  }
                >
                  {t('scoring.scale', { most })}
                </Button>
                <Button size="s" onClick={() => set(withPoints(scoring, part, spreadEvenly(most, own.length)))}>
                  {t('scoring.evenly')}
                </Button>
              </>
            )}
            <Button size="s" onClick={() => setMost(sum)}>
              {t('scoring.fit', { sum })}
            </Button>
          </span>
        </Notice>
      )}
    </Panel>
  )
}

function FactorRow({ factor, at, draft }: { factor: Factor; at: number; draft: Draft<'scoring'> }) {
  const { t } = useTranslation('config')
  const { questions } = draft.whole.flow
  const words = useWords(questions)
  const { scoring } = draft.value
  const { when } = factor
  const count = 'count' in when ? when.count : undefined
  const put = (next: Factor) =>
    draft.change('scoring', { ...scoring, factors: scoring.factors.map((one, place) => (place === at ? next : one)) })
  const error = words.error(draft.problemAt(`scoring.factors.${String(at)}`, 'within'))
  const name = words.factor(factor)
  const options = choicesFor(questions, scoring.factors, factor).map((choice) => ({
    value: choiceOf(choice),
    label: choice.is === 'answered_count' ? t('scoring.countOption') : words.factor({ when: choice }),
  }))
  return (
    <li
      id={`scoring.factors.${String(at)}`}
      tabIndex={-1}
      className="grid grid-cols-[minmax(0,1fr)_auto_auto] items-start gap-2"
    >
      <span className="flex min-w-0 flex-wrap gap-2">
        <span className="min-w-0 flex-1 basis-44">
          <Select
            label={t('scoring.counts', { name })}
            hideLabel
            value={choiceOf(when)}
            options={options}
            {...(error !== undefined && { error })}
            onChange={(choice) => put({ ...factor, when: whenOf(choice, count) })}
          />
        </span>
        {count === undefined ? null : (
          <NumberField
            label={t('scoring.howMany')}
            hideLabel
            unit={t('scoring.orMore')}
            min={1}
            max={MOST_ANSWERED}
            value={count}
            onChange={(number) => put({ ...factor, when: { is: 'answered_count', count: number } })}
          />
        )}
      </span>
      <NumberField
        label={t('scoring.pointsOf', { name })}
        hideLabel
        unit={t('scoring.short')}
        min={0}
        max={MOST_SCORE}
        value={factor.points}
        onChange={(points) => put({ ...factor, points })}
      />
      <Button
        look="quiet"
        square
        aria-label={t('scoring.remove', { name })}
        title={t('scoring.remove', { name })}
        onClick={() =>
          draft.change('scoring', { ...scoring, factors: scoring.factors.filter((_, place) => place !== at) })
        }
      >
        <Trash2 aria-hidden className="size-4" />
      </Button>
    </li>
  )
}

function AddFactor({ part, draft }: Props) {
  const { t } = useTranslation('config')
  const { questions } = draft.whole.flow
  const words = useWords(questions)
  const { scoring } = draft.value
  if (scoring.factors.length >= MOST_FACTORS) return null
  return (
    <Menu
      align="start"
      trigger={
        <Button size="s" look="quiet">
          <Plus aria-hidden className="size-4" />
          {t('scoring.add')}
        </Button>
      }
    >
      {choicesFor(questions, scoring.factors).map((when) => (
        <MenuItem
          key={choiceOf(when)}
          onSelect={() =>
            draft.change('scoring', {
              ...scoring,
              factors: [...scoring.factors, newFactor(when, part, scoring.factors)],
            })
          }
        >
          {when.is === 'answered_count' ? t('scoring.countOption') : words.factor({ when })}
        </MenuItem>
      ))}
    </Menu>
  )
}
