import { useNavigation, useSearchParams } from '@remix-run/react'
import { GraduationCap } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PROPOSAL_STATES, type ProposalState } from '#schema/review-proposal.ts'
import type { ProposalPage } from '../../review/learning.ts'
import { useProposals } from '../../review/use-proposals.ts'
import { Button } from '../ui/button.tsx'
import { cn } from '../ui/cn.ts'
import { Segments } from '../ui/segments.tsx'
import { EmptyState, Notice } from '../ui/states.tsx'
import { ProposalCard } from './proposal-card.tsx'
import { ReviewPart } from './review-part.tsx'

type Props = { page: ProposalPage; mayDecide: boolean }

/** What reviewers taught ARI, the newest first; one of them is open at a time. */
export function ProposalsPage({ page, mayDecide }: Props) {
  const { t } = useTranslation('learning')
  const [params, setParams] = useSearchParams()
  const { proposals, next, more, loadMore, decide } = useProposals(page, params)
  const state: ProposalState = PROPOSAL_STATES.find((one) => one === params.get('state')) ?? 'open'
  const isChanging = useNavigation().state === 'loading'
  const [openId, setOpenId] = useState(() => page.proposals[0]?.id)
  // Asked for anew, the one that is being read stays open.
  useEffect(
    () => setOpenId((before) => (page.proposals.find(({ id }) => id === before) ?? page.proposals[0])?.id),
    [page],
  )
  const choose = (to: ProposalState) =>
    setParams(to === 'open' ? {} : { state: to }, { replace: true, preventScrollReset: true })
  return (
    <ReviewPart title={t('title')} about={t('about')}>
      <div className="flex flex-wrap items-center gap-3">
        <Segments
          label={t('filter')}
          value={state}
          options={PROPOSAL_STATES.map((one) => ({ value: one, label: t(`states.${one}`) }))}
          onChange={choose}
        />
        {mayDecide ? null : <p className="text-ink-2 text-xs">{t('membersRead')}</p>}
      </div>
      {proposals.length === 0 ? (
        <EmptyState icon={GraduationCap} title={t(`empty.${state}`)}>
          {state === 'open' ? <p>{t('emptyAbout')}</p> : null}
        </EmptyState>
      ) : (
        <ul
          aria-label={t('list')}
          aria-busy={isChanging}
          className={cn('grid min-w-0 gap-2.5', isChanging && 'opacity-60')}
        >
          {proposals.map((proposal) => (
            <li key={proposal.id} className="min-w-0">
              <ProposalCard
                proposal={proposal}
                isOpen={openId === proposal.id}
                onToggle={() => setOpenId((before) => (before === proposal.id ? undefined : proposal.id))}
                mayDecide={mayDecide}
                decide={(order) => decide(proposal.id, order)}
              />
            </li>
          ))}
        </ul>
      )}
      {next === null ? null : (
        <div className="flex flex-col items-center gap-2">
          {more === 'failed' ? <Notice tone="stop">{t('moreFailed')}</Notice> : null}
          <Button busy={more === 'loading'} onClick={() => void loadMore()}>
            {t('more')}
          </Button>
        </div>
      )}
    </ReviewPart>
  )
}
