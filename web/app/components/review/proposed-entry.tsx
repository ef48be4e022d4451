import { Link } from '@remix-run/react'
import { BookOpen } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { KINDS, KNOWLEDGE_LANGUAGES } from '../../knowledge/contract.ts'
import { AcceptEntryForm, problemsInOrder } from '../../review/learning-forms.ts'
import type { ShownProposedEntry } from '../../review/learning.ts'
import { Input, Textarea } from '../ui/field.tsx'
import { Select } from '../ui/select.tsx'
import type { Decide } from './proposal-card.tsx'
import { ProposalPart, useDeciding } from './proposal-part.tsx'
import { entryPath, SimilarEntries } from './similar-entries.tsx'

type Props = { proposalId: string; entry: ShownProposedEntry; mayDecide: boolean; decide: Decide }

/** The entry that would stand in the knowledge, to be put right and taken over. */
export function ProposedEntry({ proposalId, entry, mayDecide, decide }: Props) {
  const { t } = useTranslation('learning')
  const { kind, language, title, content, decided, kept } = entry
  const [values, setValues] = useState({ kind, language, title, content })
  const deciding = useDeciding(decide)
  const { errors, entryId } = deciding.wrong
  const set = (change: Partial<typeof values>) => {
    setValues((before) => ({ ...before, ...change }))
    const left = Object.entries(errors).filter(([field]) => !(field in change))
    deciding.setWrong({ errors: Object.fromEntries(left), entryId: 'title' in change ? undefined : entryId })
  }
  const errorOf = (field: 'title' | 'content') =>
    errors[field] === undefined ? undefined : t(`database:problems.${field}.${errors[field]}`)
  function accept(): void {
    const read = AcceptEntryForm.safeParse({ order: 'acceptEntry', ...values })
    if (read.success) void deciding.send(read.data)
    else deciding.setWrong({ errors: problemsInOrder(read.error), entryId: undefined })
  }
  return (
    <ProposalPart
      part="entry"
      icon={BookOpen}
      title={t('entry.title')}
      about={t('entry.about')}
      decided={decided}
      mayDecide={mayDecide}
      isPrimary
      deciding={deciding}
      onAccept={accept}
      fields={
        <>
          <div className="grid grid-cols-2 gap-3">
            <Select
              label={t('database:editor.kind')}
              value={values.kind}
              options={KINDS.map((one) => ({ value: one, label: t(`database:kinds.${one}`) }))}
              // Of another kind the title may be free.
              onChange={(to) => set({ kind: to, title: values.title })}
            />
            <Select
              label={t('database:editor.language')}
              value={values.language}
              options={KNOWLEDGE_LANGUAGES.map((one) => ({ value: one, label: t(`database:languages.${one}`) }))}
              onChange={(to) => set({ language: to, title: values.title })}
            />
          </div>
          <div>
            <Input
              data-words
              label={t('database:editor.title')}
              error={errorOf('title')}
              value={values.title}
              onChange={(event) => set({ title: event.target.value })}
            />
            {entryId === undefined ? null : (
              <Link
                to={entryPath({ id: entryId, title: values.title })}
                className="text-accent mt-1 inline-block text-xs font-medium underline underline-offset-2"
              >
                {t('entry.openTaken')}
              </Link>
            )}
          </div>
          <Textarea
            data-words
            label={t('database:editor.content')}
            hint={t('entry.contentHint')}
            error={errorOf('content')}
            value={values.content}
            rows={3}
            className="field-sizing-content max-h-80"
            onChange={(event) => set({ content: event.target.value })}
          />
          <SimilarEntries proposalId={proposalId} />
        </>
      }
      shown={
        <div className="min-w-0 text-sm">
          <p className="text-ink-2 text-xs">
            {`${t(`database:kinds.${kind}`)} · ${t(`database:languages.${language}`)}`}
          </p>
          <p data-words className="mt-1 font-medium [overflow-wrap:anywhere]">
            {title}
          </p>
          <p data-words className="mt-1 [overflow-wrap:anywhere] whitespace-pre-line">
            {content}
          </p>
        </div>
      }
      result={
        decided.state !== 'accepted' ? null : kept === null ? (
          <span className="text-ink-2">{t('entry.deleted')}</span>
        ) : (
          <Link
            to={entryPath(kept)}
            className="text-accent ml-auto inline-flex min-h-8 items-center font-medium underline underline-offset-2 pointer-coarse:min-h-11"
          >
            {t('entry.open')}
          </Link>
        )
      }
    />
  )
}
