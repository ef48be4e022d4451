import { useSearchParams } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { EntryPage, ShownDocument, ShownMeaning, SynonymGroup } from '../../../knowledge/contract.ts'
import { Segments } from '../../ui/segments.tsx'
import { Documents } from './documents.tsx'
import { Entries } from './entries.tsx'
import { Synonyms } from './synonyms.tsx'
import { TryIt } from './try-it.tsx'

const PARTS = ['entries', 'documents', 'synonyms', 'try'] as const
type Part = (typeof PARTS)[number]

export type DatabaseProps = {
  page: EntryPage
  counts: Partial<Record<string, number>>
  documents: ShownDocument[]
  synonyms: SynonymGroup[]
  /** Null where no endpoint is configured. */
  meaning: ShownMeaning | null
  mayEdit: boolean
}

/** The knowledge base in its parts; the box to try it in stands beside them where there is room. */
export function DatabasePage({ page, counts, documents, synonyms, meaning, mayEdit }: DatabaseProps) {
  const { t } = useTranslation('database')
  const [params, setParams] = useSearchParams()
  const part = PARTS.find((one) => one === params.get('part')) ?? 'entries'
  const total = Object.values(counts).reduce<number>((sum, count) => sum + (count ?? 0), 0)
  const many: Record<Part, number | null> = {
    entries: total,
    documents: documents.length,
    synonyms: synonyms.length,
    try: null,
  }
  const choose = (value: Part) =>
    setParams(value === 'entries' ? {} : { part: value }, { replace: true, preventScrollReset: true })
  const choice = (parts: readonly Part[]) => (
    <Segments
      label={t('partsLabel')}
      value={part}
      options={parts.map((value) => ({
        value,
        label: many[value] === null ? t(`parts.${value}`) : `${t(`parts.${value}`)} ${String(many[value])}`,
      }))}
      onChange={choose}
    />
  )
  return (
    <div className="mx-auto flex w-full max-w-340 items-start">
      <div className="min-w-0 flex-1 px-4 py-4 md:px-6">
        <div className="-mx-4 mb-4 overflow-x-auto px-4 md:mx-0 md:px-0">
          {/* Where there is room the box to try it in stands beside the others. */}
          <div className="lg:hidden">{choice(PARTS)}</div>
          <div className="hidden lg:block">{choice(PARTS.filter((one) => one !== 'try' || part === 'try'))}</div>
        </div>
        {part === 'entries' ? <Entries page={page} counts={counts} total={total} mayEdit={mayEdit} /> : null}
        {part === 'documents' ? <Documents documents={documents} mayEdit={mayEdit} /> : null}
        {part === 'synonyms' ? <Synonyms groups={synonyms} mayEdit={mayEdit} /> : null}
        {part === 'try' ? <TryIt meaning={meaning} mayEdit={mayEdit} /> : null}
      </div>
      {part === 'try' ? null : (
        <aside
          aria-label={t('try.title')}
          className="border-line sticky top-0 hidden min-h-[calc(100dvh-6.5rem)] w-90 shrink-0 border-l px-5 py-4 lg:block"
        >
          <h2 className="text-md mb-3 font-semibold">{t('try.title')}</h2>
          <TryIt meaning={meaning} mayEdit={mayEdit} />
        </aside>
      )}
    </div>
  )
}
