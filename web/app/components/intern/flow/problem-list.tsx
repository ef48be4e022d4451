import { CircleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { FieldProblem } from '../../../intern/contract.ts'
import { placeIn, useFlowTab } from './context.ts'

/** What keeps the flow from being published; each leads to its place in the chart. */
export function ProblemList({ problems }: { problems: readonly FieldProblem[] }) {
  const { t } = useTranslation('flow')
  const { words, select } = useFlowTab()
  if (problems.length === 0) return null
  return (
    <section role="status" className="bg-stop-soft text-stop rounded-md px-4 py-3 text-xs">
      <h3 className="flex items-center gap-1.5 font-semibold">
        <CircleAlert aria-hidden className="size-4 shrink-0" />
        {problems.length === 1 ? t('problemsOne') : t('problems', { number: problems.length })}
      </h3>
      <ul className="mt-1.5 grid gap-1">
        {problems.map((problem) => {
          const place = placeIn(problem.path)
          return (
            <li key={`${problem.path} ${problem.code}`} className="pl-5.5">
              {place === null ? (
                words.problem(problem)
              ) : (
                <button
                  type="button"
                  onClick={() => select(place)}
                  className="text-left underline-offset-4 hover:underline pointer-coarse:py-2.5"
                >
                  <span className="font-medium">{words.place(place.place)}</span>
                  {place.at === null ? null : ` · ${t('ruleNumber', { number: place.at + 1 })}`}
                  {`: ${words.problem(problem)}`}
                </button>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
