import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useKeys } from '../../inbox/use-keys.ts'
import type { ReviewQueue } from '../../review/contract.ts'
import { useWorklist, type Reviewer, type Worklist } from '../../review/use-worklist.ts'
import { cn } from '../ui/cn.ts'
import { Kbd } from '../ui/kbd.tsx'
import { PanelBoundary } from '../ui/panel-boundary.tsx'
import { ShortcutList } from '../ui/shortcuts.tsx'
import { BatchDialog } from './batch-dialog.tsx'
import { DraftSkeleton } from './draft-skeleton.tsx'
import { QueuePane } from './queue-pane.tsx'
import { ReviewTabs } from './review-tabs.tsx'

const KEYS = [
  ['A', 'approve'],
  ['Shift A', 'batch'],
  ['E', 'edit'],
  ['R', 'again'],
  ['X', 'escalate'],
  ['J', 'next'],
  ['K', 'previous'],
  ['S', 'sources'],
  ['O', 'inbox'],
  ['Ctrl Enter', 'send'],
  ['Esc', 'leave'],
] as const

type Props = {
  queue: ReviewQueue
  me: Reviewer
  /** The draft that is open or on its way. */
  openId: string | undefined
  isOpening: boolean
  children: (worklist: Worklist) => ReactNode
}

/** List and draft side by side, on a phone one after the other; below them the keys. */
export function ReviewLayout({ queue, me, openId, isOpening, children }: Props) {
  const { t } = useTranslation('review')
  const worklist = useWorklist(queue, me, openId)
  useKeys({ j: () => worklist.step(1), k: () => worklist.step(-1), 'shift+a': () => worklist.openBatch() })
  const isOpen = openId !== undefined
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className={cn('contents', isOpen && 'max-md:hidden')}>
        <ReviewTabs />
      </div>
      <div className="flex min-h-0 flex-1">
        <div className={cn('min-h-0 w-full flex-col md:flex md:w-85 md:shrink-0', isOpen ? 'hidden' : 'flex')}>
          <PanelBoundary>
            <QueuePane worklist={worklist} />
          </PanelBoundary>
        </div>
        <div className={cn('min-h-0 min-w-0 flex-1', isOpen ? 'flex' : 'hidden md:flex')}>
          {isOpening ? <DraftSkeleton /> : children(worklist)}
        </div>
      </div>
      <BatchDialog worklist={worklist} />
      <KeyBar />
      <ShortcutList title={t('keys.title')} keys={KEYS.map(([key, what]) => ({ key, does: t(`keys.${what}`) }))} />
    </div>
  )
}

const BAR = [
  [['A'], 'approve'],
  [['E'], 'edit'],
  [['R'], 'again'],
  [['X'], 'escalate'],
  [['J', 'K'], 'move'],
  [['S'], 'sources'],
] as const

/** Where there is a keyboard: what its keys do here. */
function KeyBar() {
  const { t } = useTranslation('review')
  return (
    <ul
      aria-label={t('keys.bar')}
      className="bg-surface border-line text-ink-2 hidden h-10 shrink-0 items-center gap-4.5 overflow-hidden border-t px-5 text-xs lg:flex pointer-coarse:hidden"
    >
      {BAR.map(([keys, what]) => (
        <li key={what} className="flex items-center gap-1 whitespace-nowrap">
          <span className="sr-only">{keys.join(' ')}</span>
          {keys.map((key) => (
            <Kbd key={key}>{key}</Kbd>
          ))}
          <span className="ml-0.5">{t(`keys.${what}`)}</span>
        </li>
      ))}
      <li className="ml-auto flex items-center gap-1">
        <span className="sr-only">?</span>
        <Kbd>?</Kbd>
        <span className="ml-0.5">{t('keys.all')}</span>
      </li>
    </ul>
  )
}
