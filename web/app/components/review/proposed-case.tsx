import { FlaskConical } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AcceptCaseForm, LONGEST_PIECE, MOST_PIECES, problemsInOrder } from '../../review/learning-forms.ts'
import type { ShownProposedCase } from '../../review/learning.ts'
import { Tag } from '../ui/badge.tsx'
import { ChipsField } from '../ui/chips-field.tsx'
import { Input } from '../ui/field.tsx'
import type { Decide } from './proposal-card.tsx'
import { ProposalPart, useDeciding } from './proposal-part.tsx'

type Props = { testCase: ShownProposedCase; mayDecide: boolean; isPrimary: boolean; decide: Decide }

/** The test conversation that ARI would be tried with from then on, to be put right and taken over. */
export function ProposedCase({ testCase, mayDecide, isPrimary, decide }: Props) {
  const { t } = useTranslation('learning')
  const { title, tells, says, saysNot, decided } = testCase
  const [values, setValues] = useState({ title, says, saysNot })
  const deciding = useDeciding(decide)
  const { errors } = deciding.wrong
  const set = (change: Partial<typeof values>) => {
    setValues((before) => ({ ...before, ...change }))
    // Either of the two lists mends what is wrong with both.
    deciding.setWrong({ errors: {}, entryId: undefined })
  }
  const errorOf = (field: string) => (errors[field] === undefined ? undefined : t(`case.problems.${errors[field]}`))
  function accept(): void {
    const read = AcceptCaseForm.safeParse({ order: 'acceptCase', ...values })
    if (read.success) void deciding.send(read.data)
    else deciding.setWrong({ errors: problemsInOrder(read.error), entryId: undefined })
  }
  const chips = { addLabel: t('case.add'), most: MOST_PIECES, mostLength: LONGEST_PIECE }
  const asked = (
    <div className="min-w-0">
      <p className="text-ink-2 mb-1 text-xs font-medium">{t('case.tells')}</p>
      <ol className="bg-sunken grid gap-1 rounded-sm px-2.5 py-2 text-sm">
        {tells.map((words, index) => (
          <li key={index} data-words className="[overflow-wrap:anywhere] whitespace-pre-line">
            {words}
          </li>
        ))}
      </ol>
    </div>
  )
  return (
    <ProposalPart
      part="case"
      icon={FlaskConical}
      title={t('case.title')}
      about={t('case.about')}
      decided={decided}
      mayDecide={mayDecide}
      isPrimary={isPrimary}
      deciding={deciding}
      onAccept={accept}
      fields={
        <>
          <Input
            data-words
            label={t('case.caseTitle')}
            error={errorOf('title')}
            value={values.title}
            onChange={(event) => set({ title: event.target.value })}
          />
          {asked}
          <ChipsField
            {...chips}
            label={t('case.says')}
            values={values.says}
            onChange={(to) => set({ says: to })}
            removeLabel={(piece) => t('case.remove', { piece })}
            error={errorOf('says')}
            hint={t('case.saysHint')}
          />
          <ChipsField
            {...chips}
            label={t('case.saysNot')}
            values={values.saysNot}
            onChange={(to) => set({ saysNot: to })}
            removeLabel={(piece) => t('case.remove', { piece })}
            error={errorOf('saysNot')}
          />
        </>
      }
      shown={
        <>
          <p data-words className="text-sm font-medium [overflow-wrap:anywhere]">
            {title}
          </p>
          {asked}
          <Pieces label={t('case.says')} pieces={says} />
          <Pieces label={t('case.saysNot')} pieces={saysNot} />
        </>
      }
      result={decided.state === 'accepted' ? <span className="text-ink-2">{t('case.kept')}</span> : null}
    />
  )
}

function Pieces({ label, pieces }: { label: string; pieces: readonly string[] }) {
  if (pieces.length === 0) return null
  return (
    <div>
      <p className="text-ink-2 mb-1 text-xs font-medium">{label}</p>
      <ul className="flex flex-wrap gap-1.5">
        {pieces.map((piece) => (
          <li key={piece} data-words>
            <Tag>{piece}</Tag>
          </li>
        ))}
      </ul>
    </div>
  )
}
