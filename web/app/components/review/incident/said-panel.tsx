import { Link, useSearchParams } from '@remix-run/react'
import { Download, MessageSquareText, Search } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnswersPage, ShownIncident } from '../../../incident/contract.ts'
import { useOrder } from '../../../incident/use-order.ts'
import { Panel } from '../../intern/panel.tsx'
import { Button } from '../../ui/button.tsx'
import { Input } from '../../ui/field.tsx'
import { Segments } from '../../ui/segments.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { AnswerRow } from './answer-row.tsx'
import { PeriodForm } from './period-form.tsx'

type Props = { incident: ShownIncident; isOver: boolean; leads: boolean; answers: AnswersPage }

/** What ARI told customers in a period: searched, marked as wrong, taken out as a file. */
export function SaidPanel({ incident, isOver, leads, answers }: Props) {
  const { t } = useTranslation('incident')
  const { words, markedOnly, count, customers, next, isFirst } = answers
  const { order, busy } = useOrder(incident.id)
  const addressWith = useAddress()
  return (
    <Panel id="said" title={t('said.title')} about={isOver ? undefined : t('said.about')}>
      <PeriodForm key={`${incident.from} ${incident.to}`} incident={incident} isOver={isOver} />
      <div className="flex flex-wrap items-end gap-3">
        <SearchForm key={words} words={words} />
        <Which markedOnly={markedOnly} marked={incident.marked} />
      </div>
      {answers.answers.length === 0 ? (
        <EmptyState icon={MessageSquareText} title={t(markedOnly ? 'said.noneMarked' : 'said.none')}>
          {t(markedOnly ? 'said.noneMarkedAbout' : 'said.noneAbout')}
        </EmptyState>
      ) : (
        <>
          <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
            <p role="status" className="text-ink-2 min-w-0 flex-1 basis-52 tabular-nums">
              {t('said.count', { answers: count, customers })}
            </p>
            {isOver ? null : (
              <Button
                size="s"
                busy={busy === 'markFound'}
                onClick={() => void order({ do: 'markFound', words, on: !markedOnly })}
              >
                {markedOnly ? t('said.unmarkFound') : t('said.markFound', { n: count })}
              </Button>
            )}
          </div>
          <ul className="border-line divide-line divide-y overflow-hidden rounded-md border">
            {answers.answers.map((answer) => (
              <AnswerRow
                key={answer.messageId}
                answer={answer}
                mayMark={!isOver}
                onMark={async (on) => (await order({ do: 'mark', messageIds: [answer.messageId], on })).ok}
              />
            ))}
          </ul>
          {isFirst && next === null ? null : (
            <p className="flex gap-2">
              {isFirst ? null : <PageLink to={addressWith({ after: null })}>{t('said.first')}</PageLink>}
              {next === null ? null : <PageLink to={addressWith({ after: next })}>{t('said.more')}</PageLink>}
            </p>
          )}
        </>
      )}
      {leads ? <Exports incident={incident} /> : null}
    </Panel>
  )
}

function PageLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Button asChild>
      <Link to={to} preventScrollReset>
        {children}
      </Link>
    </Button>
  )
}

function Exports({ incident }: { incident: ShownIncident }) {
  const { t } = useTranslation('incident')
  const path = `/api/incidents/${incident.id}/answers`
  return (
    <div className="flex flex-wrap gap-2">
      <Button asChild size="s">
        <a href={path} download title={t('said.exportHint')}>
          <Download aria-hidden className="size-3.5" />
          {t('said.export')}
        </a>
      </Button>
      {incident.marked === 0 ? null : (
        <Button asChild size="s">
          <a href={`${path}?marked=1`} download>
            <Download aria-hidden className="size-3.5" />
            {t('said.exportMarked')}
          </a>
        </Button>
      )}
    </div>
  )
}

function SearchForm({ words }: { words: string }) {
  const { t } = useTranslation('incident')
  const [, setParams] = useSearchParams()
  const [typed, setTyped] = useState(words)
  return (
    <form
      role="search"
      className="flex min-w-0 flex-1 basis-64 items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        setParams((before) => changed(before, { q: typed.trim() === '' ? null : typed.trim(), after: null }), {
          preventScrollReset: true,
        })
      }}
    >
      <div className="min-w-0 flex-1">
        <Input
          type="search"
          label={t('said.search')}
          placeholder={t('said.searchHint')}
          value={typed}
          maxLength={200}
          onChange={({ target }) => setTyped(target.value)}
        />
      </div>
      <Button type="submit">
        <Search aria-hidden className="size-4" />
        {t('said.find')}
      </Button>
    </form>
  )
}

function Which({ markedOnly, marked }: { markedOnly: boolean; marked: number }) {
  const { t } = useTranslation('incident')
  const [, setParams] = useSearchParams()
  return (
    <Segments
      label={t('said.which')}
      value={markedOnly ? 'marked' : 'all'}
      options={[
        { value: 'all', label: t('said.all') },
        { value: 'marked', label: t('said.marked', { n: marked }) },
      ]}
      onChange={(which) =>
        setParams((before) => changed(before, { marked: which === 'marked' ? '1' : null, after: null }), {
          preventScrollReset: true,
        })
      }
    />
  )
}

function useAddress() {
  const [params] = useSearchParams()
  return (change: Record<string, string | null>) => `?${changed(params, change).toString()}`
}

function changed(params: URLSearchParams, change: Record<string, string | null>): URLSearchParams {
  const next = new URLSearchParams(params)
  for (const [name, value] of Object.entries(change)) {
    if (value === null) next.delete(name)
    else next.set(name, value)
  }
  return next
}
