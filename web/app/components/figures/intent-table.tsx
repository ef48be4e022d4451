import { Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { DayRange } from '#domain/review/day-range.ts'
import type { AnswerShow } from '#schema/answer.ts'
import { addressOf } from '../../answers/filter.ts'
import type { IntentRow } from '../../figures/contract.ts'
import { NONE, useNumbers } from '../../figures/use-numbers.ts'

const COLUMNS = ['answers', 'edited', 'reviewTime', 'overdue', 'invented', 'complaints'] as const

/** The figures that are known by what the customer wanted. */
export function IntentTable({ intents, range }: { intents: readonly IntentRow[]; range: DayRange }) {
  const { t } = useTranslation('figures')
  const numbers = useNumbers()
  const listOf = (what: string, intent: string) =>
    `/review/figures/list?${new URLSearchParams({ what, from: range.first, to: range.last, intent }).toString()}`
  const answersOf = (show: AnswerShow, intent: string) =>
    `/review/answers${addressOf({ range, show, intent, warned: false })}`
  return (
    <div className="min-w-0">
      <h2 id="intents" className="text-md mb-2 font-semibold">
        {t('byIntent')}
      </h2>
      {intents.length === 0 ? (
        <p className="text-ink-2">{t('byIntentNone')}</p>
      ) : (
        <div
          className="bg-surface border-line relative overflow-x-auto rounded-lg border"
          role="region"
          aria-labelledby="intents"
          tabIndex={0}
        >
          <table className="w-full text-sm">
            <thead>
              <tr className="text-ink-2 border-line border-b text-left text-xs">
                <th scope="col" className="px-4 py-2 font-medium">
                  {t('intent')}
                </th>
                {COLUMNS.map((column) => (
                  <th key={column} scope="col" className="px-3 py-2 text-right font-medium last:pr-4">
                    {t(`columns.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody className="divide-line divide-y tabular-nums">
              {intents.map((row) => {
                const { intent } = row
                const name = t(`trial:intents.${intent}`, { defaultValue: intent.replaceAll('_', ' ') })
                return (
                  <tr key={intent} data-intent={intent}>
                    <th scope="row" className="px-4 py-1.5 text-left font-medium">
                      {name}
                    </th>
                    <Cell to={answersOf('all', intent)}>{numbers.count(row.answers)}</Cell>
                    <Cell to={listOf('edited', intent)}>{numbers.share(row.edited)}</Cell>
                    <Cell to={listOf('reviewTime', intent)}>{numbers.seconds(row.reviewTime)}</Cell>
                    <Cell to={listOf('overdue', intent)}>{numbers.share(row.overdue)}</Cell>
                    <Cell to={answersOf('invented', intent)}>
                      {row.invented === null ? NONE : numbers.count(row.invented)}
                    </Cell>
                    <Cell to={answersOf('complaint', intent)}>{numbers.count(row.complaints)}</Cell>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      )}
    </div>
  )
}

function Cell({ to, children }: { to: string; children: ReactNode }) {
  return (
    <td className="px-3 py-0 text-right last:pr-4">
      <Link
        to={to}
        className="inline-flex min-h-8 items-center underline-offset-4 hover:underline pointer-coarse:min-h-11"
      >
        {children}
      </Link>
    </td>
  )
}
