import { useTranslation } from 'react-i18next'
import { wordDiff, type DiffPart } from '#domain/review/word-diff.ts'
import type { ShownProposal } from '../../review/learning.ts'
import { AriSign } from '../inbox/floor-mark.tsx'
import { Difference } from './difference.tsx'

/** What the customer asked, what ARI had drafted, and what the reviewer said in its place. */
export function TaughtWords({ proposal: { asked, drafted, taught } }: { proposal: ShownProposal }) {
  const { t } = useTranslation('learning')
  return (
    <div className="wall border-line flex min-w-0 flex-col rounded-md border px-3 pt-2 pb-3.5">
      {asked.length === 0 ? <p className="text-ink-2 text-xs">{t('askedGone')}</p> : null}
      {asked.map((words, index) => (
        <div key={index} className="bubble" data-side="theirs" data-by="customer" data-first={index === 0}>
          <span className="sr-only">{t('inbox:customerWrote')}</span>
          <span data-words className="bubble-text">
            {words}
          </span>
        </div>
      ))}
      <div className="bubble" data-side="ours" data-by="bot" data-first="true">
        <p className="mb-0.5 flex flex-wrap items-center gap-x-2">
          <AriSign name={t('inbox:ari')} />
          <span className="text-ink-2 text-2xs">{t(`said.${taught.kind}`)}</span>
        </p>
        {taught.kind === 'edit' ? (
          <Difference parts={changesIn(drafted, taught.text)} className="whitespace-pre-wrap" />
        ) : (
          <span data-words className="bubble-text">
            {drafted}
          </span>
        )}
      </div>
      {taught.kind === 'edit' ? null : (
        <p className="bg-surface shadow-row mt-2 ml-auto max-w-[85%] rounded-md px-3 py-2 text-sm">
          <span className="text-accent text-2xs block font-semibold">{t('factGiven')}</span>
          <span data-words className="[overflow-wrap:anywhere] whitespace-pre-wrap">
            {taught.text}
          </span>
        </p>
      )}
    </div>
  )
}

/** Of words that are hardly the same any more, a difference word by word is a riddle. */
const LEAST_SAME = 0.4

function changesIn(drafted: string, sent: string): DiffPart[] {
  const parts = wordDiff(drafted, sent)
  const same = parts.reduce((sum, { kind, text }) => sum + (kind === 'same' ? text.trim().length : 0), 0)
  if (same >= LEAST_SAME * Math.min(drafted.length, sent.length)) return parts
  return [
    { kind: 'removed', text: drafted },
    { kind: 'same', text: '\n' },
    { kind: 'added', text: sent },
  ]
}
