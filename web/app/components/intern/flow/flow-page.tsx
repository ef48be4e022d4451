import { Redo2, Undo2 } from 'lucide-react'
import { useLocation } from '@remix-run/react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FieldProblem } from '../../../intern/contract.ts'
import { addRule } from '../../../intern/flow/edits.ts'
import { BEGINNING, outcomeOf } from '../../../intern/flow/outcome.ts'
import { useFlow } from '../../../intern/flow/use-flow.ts'
import { useFlowWords } from '../../../intern/flow/use-words.ts'
import type { Draft } from '../../../intern/use-draft.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { FlowChart } from './chart.tsx'
import { FlowProvider, placeIn, type FlowTab, type Selected } from './context.ts'
import { ProblemList } from './problem-list.tsx'
import { Questions } from './questions.tsx'
import { FlowSide } from './side.tsx'
import { Trial } from './trial.tsx'

const isOfFlow = ({ path }: FieldProblem) => path.startsWith('flow.')

/** The stages as a graph, what is chosen in it, where it leads whom, and what may be asked. */
export function FlowPage({ draft }: { draft: Draft<'flow'> }) {
  const { t } = useTranslation('flow')
  const { whole, mayEdit, problems } = draft
  const { flow, edit, undo, redo } = useFlow(draft)
  const words = useFlowWords(whole)
  const [chosen, select] = useState<Selected | null>(null)
  useChosenByAddress(select)
  const [situation, setSituation] = useState(BEGINNING)
  const [isImagined, setImagined] = useState(false)
  const outcome = outcomeOf(whole, situation)

  // What was undone, or removed by somebody else, is not looked at any more.
  const isThere = chosen?.at == null || chosen.place === 'people' || chosen.at < flow.stages[chosen.place].rules.length
  const tab: FlowTab = {
    ...{ config: whole, flow, words, mayEdit, edit, select },
    selected: isThere ? chosen : null,
    addRule(stage, rule) {
      const { flow: next, at } = addRule(flow, stage, rule)
      edit(next)
      select({ place: stage, at })
    },
    problemsOf: (stage, at) => {
      const path = `flow.stages.${stage}${at === undefined ? '' : `.rules.${String(at)}`}`
      return problems.filter((one) => one.path === path || one.path.startsWith(`${path}.`))
    },
    isTaken: (stage, at) => isImagined && outcome.taken.some((one) => one.stage === stage && one.at === at),
  }
  return (
    <FlowProvider value={tab}>
      <div className="flex items-stretch">
        <div className="grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)] content-start gap-6 px-4 py-4 md:px-6 md:py-5">
          <section aria-labelledby="chart-title">
            <div className="flex items-end gap-1">
              <div className="min-w-0 flex-1">
                <h2 id="chart-title" className="text-md font-semibold">
                  {t('chart')}
                </h2>
                <p className="text-ink-2 text-xs">{t('chartAbout')}</p>
              </div>
              {mayEdit ? (
                <>
                  <IconButton label={t('undo')} keyHint="Ctrl Z" disabled={undo === null} onClick={() => undo?.()}>
                    <Undo2 aria-hidden className="size-4" />
                  </IconButton>
                  <IconButton label={t('redo')} keyHint="Ctrl ⇧ Z" disabled={redo === null} onClick={() => redo?.()}>
                    <Redo2 aria-hidden className="size-4" />
                  </IconButton>
                </>
              ) : null}
            </div>
            <div className="-mx-4 mt-2 md:-mx-6">
              <FlowChart />
            </div>
            <ProblemList problems={problems.filter(isOfFlow)} />
          </section>
          <Trial
            situation={situation}
            outcome={outcome}
            onChange={(next) => {
              setSituation(next)
              setImagined(true)
            }}
          />
          <Questions />
        </div>
        <FlowSide />
      </div>
    </FlowProvider>
  )
}

/** `#flow.stages.routing.rules.0` chooses that rule: the way from what keeps a draft from being published. */
function useChosenByAddress(select: (next: Selected) => void): void {
  const { hash, key } = useLocation()
  useEffect(() => {
    const place = placeIn(hash.slice(1))
    if (place) select(place)
  }, [hash, key, select])
}
