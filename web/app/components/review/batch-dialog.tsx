import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { wordDiff } from '#domain/review/word-diff.ts'
import type { HeldDraft } from '../../review/contract.ts'
import { useBatch } from '../../review/use-batch.ts'
import type { Worklist } from '../../review/use-worklist.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Pill } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { cn } from '../ui/cn.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { Notice } from '../ui/states.tsx'
import { Difference } from './difference.tsx'

/** Drafts that say the same, all their words in sight: approved in one go, each by its own decision. */
export function BatchDialog({ worklist }: { worklist: Worklist }) {
  const { batch } = worklist
  return batch === null ? null : <OpenBatch batch={batch} worklist={worklist} />
}

function OpenBatch({ batch, worklist }: { batch: readonly HeldDraft[]; worklist: Worklist }) {
  const { t } = useTranslation('review')
  const { asked, waiting, isBusy, approved, notApproved, approve } = useBatch(batch, worklist)
  const isOver = notApproved.length > 0
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || isOver) return
    event.preventDefault()
    void approve()
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open && !isBusy) worklist.closeBatch()
      }}
      title={t('batch.title', { n: batch.length })}
      description={t('batch.about')}
      actions={
        isOver ? (
          <Button onClick={() => worklist.closeBatch()}>{t('common:close')}</Button>
        ) : (
          <span className="flex flex-wrap justify-end gap-2" onKeyDown={onKeyDown}>
            <Button disabled={isBusy} onClick={() => worklist.closeBatch()}>
              {t('common:cancel')}
            </Button>
            <Button
              look="primary"
              busy={isBusy}
              disabled={isBusy || waiting.length === 0}
              onClick={() => void approve()}
            >
              {waiting.length === 1 ? t('batch.approveOne') : t('batch.approve', { n: waiting.length })}
              <Kbd inverse>Ctrl</Kbd>
              <Kbd inverse>Enter</Kbd>
            </Button>
          </span>
        )
      }
    >
      {isOver ? (
        <Notice tone="wait" className="mb-3">
          <p>{t('batch.done', { n: approved })}</p>
          <ul className="mt-1">
            {notApproved.map(({ draft, why, what }) => (
              <li key={draft.draftId}>
                {t('batch.notDone', {
                  who: worklist.whoOf(draft),
                  what: why === 'gone' ? what : t(`batch.${why}`),
                })}
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      <ol aria-label={t('batch.title', { n: batch.length })} tabIndex={0} className="grid gap-2" onKeyDown={onKeyDown}>
        {batch.map((draft, index) => (
          <Member
            key={draft.draftId}
            draft={draft}
            first={index === 0 ? null : (batch[0]?.reply ?? null)}
            who={worklist.whoOf(draft)}
            asked={asked.get(draft.draftId)}
            isWaiting={waiting.includes(draft)}
          />
        ))}
      </ol>
    </Dialog>
  )
}

type MemberProps = {
  draft: HeldDraft
  /** What the first one says; null for that one itself. */
  first: string | null
  who: string
  asked: string | undefined
  isWaiting: boolean
}

function Member({ draft: { name, contactId, reply }, first, who, asked, isWaiting }: MemberProps) {
  const { t } = useTranslation('review')
  const look = 'mt-1.5 text-sm leading-5 whitespace-pre-wrap [overflow-wrap:anywhere]'
  return (
    <li className={cn('border-line rounded-md border px-3 py-2.5', !isWaiting && 'bg-sunken')}>
      <p className="flex items-center gap-2">
        <Avatar name={name} id={contactId} size={20} />
        <b data-words className="min-w-0 flex-1 truncate font-semibold" title={who}>
          {who}
        </b>
        {isWaiting ? null : <Pill>{t('batch.gone')}</Pill>}
      </p>
      {asked === undefined ? null : (
        <p data-words className="text-ink-2 mt-1 truncate text-xs" title={asked}>
          {t('batch.asked', { said: asked })}
        </p>
      )}
      {first === null || first === reply ? (
        <p data-words className={look}>
          {reply}
        </p>
      ) : (
        <Difference parts={wordDiff(first, reply)} className={look} />
      )}
    </li>
  )
}
