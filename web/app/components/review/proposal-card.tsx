import { Link } from '@remix-run/react'
import { ChevronRight, MessageCircle } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProposalOrder, ShownDecided, ShownProposal } from '../../review/learning.ts'
import type { Told } from '../../review/use-proposals.ts'
import { useNow, useTimes } from '../../time/use-times.ts'
import { Pill } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { cn } from '../ui/cn.ts'
import { ProposedCase } from './proposed-case.tsx'
import { ProposedEntry } from './proposed-entry.tsx'
import { TaughtWords } from './taught-words.tsx'

export type Decide = (order: ProposalOrder) => Promise<Told>

type Props = {
  proposal: ShownProposal
  isOpen: boolean
  onToggle: () => void
  mayDecide: boolean
  decide: Decide
}

/** One proposal: a line that says what was asked, and under it, once opened, what was taught and what may come of it. */
export function ProposalCard({ proposal, isOpen, onToggle, mayDecide, decide }: Props) {
  const { t } = useTranslation('learning')
  const times = useTimes()
  const now = useNow()
  const id = useId()
  /** Once opened it only hides: what was put right in it stays. */
  const [wasOpened, setWasOpened] = useState(isOpen)
  if (isOpen && !wasOpened) setWasOpened(true)
  const { asked, contactId, messageId, createdAt, entry, testCase, taught, reviewer, name, phone } = proposal
  const at = Date.parse(createdAt)
  const question = entry?.title ?? testCase?.title ?? asked.join(' ')
  return (
    <article aria-labelledby={`${id}-title`} className="bg-surface border-line min-w-0 rounded-lg border">
      <h2 id={`${id}-title`} className="min-w-0">
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={`${id}-body`}
          onClick={onToggle}
          className="hover:bg-hover flex min-h-16 w-full min-w-0 items-center gap-2.5 rounded-lg px-3 py-2.5 text-left md:px-4"
        >
          <ChevronRight
            aria-hidden
            className={cn('text-ink-3 size-4 shrink-0 transition-transform', isOpen && 'rotate-90')}
          />
          <span className="min-w-0 flex-1">
            <span data-words className="block truncate text-sm font-semibold" title={question}>
              {question}
            </span>
            <span className="text-ink-2 mt-0.5 block truncate text-xs">
              {t(`from.${taught.kind}${reviewer === null ? 'Nobody' : ''}`, { name: reviewer })}
              <span className="text-ink-3" title={times.full(at)}>
                {` · ${times.both(at, now)}`}
              </span>
            </span>
          </span>
          <span className="flex shrink-0 flex-col items-end gap-1 sm:flex-row sm:items-center sm:gap-1.5">
            {entry === null ? null : <PartPill name={t('entry.name')} decided={entry.decided} />}
            {testCase === null ? null : <PartPill name={t('case.name')} decided={testCase.decided} />}
          </span>
        </button>
      </h2>
      <div id={`${id}-body`} hidden={!isOpen} className="border-line min-w-0 border-t">
        {wasOpened ? (
          <div className="grid min-w-0 gap-4 p-3 md:p-4">
            <TaughtWords proposal={proposal} />
            <div className="-mt-1">
              <Button asChild size="s" look="quiet" className="-ml-2.5">
                <Link to={`/inbox/${contactId}${messageId === null ? '' : `#m-${messageId}`}`}>
                  <MessageCircle aria-hidden className="size-3.5" />
                  {t('toConversation')}
                  <span data-words className="text-ink-2 max-w-40 truncate font-normal">
                    {name ?? phone ?? ''}
                  </span>
                </Link>
              </Button>
            </div>
            <div className={cn('grid min-w-0 gap-4', entry !== null && testCase !== null && 'lg:grid-cols-2')}>
              {entry === null ? null : (
                <ProposedEntry proposalId={proposal.id} entry={entry} mayDecide={mayDecide} decide={decide} />
              )}
              {testCase === null ? null : (
                <ProposedCase
                  testCase={testCase}
                  mayDecide={mayDecide}
                  isPrimary={entry === null || entry.decided.state !== 'open'}
                  decide={decide}
                />
              )}
            </div>
          </div>
        ) : null}
      </div>
    </article>
  )
}

const TONES = { open: 'ari', accepted: 'done', dismissed: 'plain' } as const

function PartPill({ name, decided: { state } }: { name: string; decided: ShownDecided }) {
  const { t } = useTranslation('learning')
  return (
    <Pill tone={TONES[state]}>
      {name}
      {state === 'open' ? null : <span>{t(`pill.${state}`)}</span>}
    </Pill>
  )
}
