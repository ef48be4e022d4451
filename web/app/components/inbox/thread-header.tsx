import { Link, useLocation } from '@remix-run/react'
import { ArrowLeft, PanelRight, RotateCw, Workflow } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationRow } from '../../inbox/contract.ts'
import { Avatar } from '../ui/avatar.tsx'
import { buttonLook } from '../ui/button.tsx'
import { cn } from '../ui/cn.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { Switch } from '../ui/switch.tsx'
import { Tooltip } from '../ui/tooltip.tsx'
import { otherNamesOf, titleOf } from '../../inbox/title.ts'

type Props = {
  conversation: ConversationRow
  workflowUrl: string
  isRefreshing: boolean
  onRefresh: () => void
  onPanel: () => void
  isPanelShown: boolean
  onAi: (on: boolean) => void
  /** For the workspace as a whole: off, it is off here too. */
  ariOn: boolean
  isOrdering: boolean
  /** Between the name and the rest: notes first. */
  children?: ReactNode
}

/** Who the conversation is with; what can be opened about it; at the far right whether ARI is on. */
export function ThreadHeader(props: Props) {
  const { conversation, workflowUrl, isRefreshing, onRefresh, onPanel, isPanelShown, onAi, ariOn } = props
  const { isOrdering, children } = props
  const { t } = useTranslation('inbox')
  const { search } = useLocation()
  const { name, contactId, floor } = conversation
  const isOn = floor === 'bot' && ariOn
  const title = titleOf(conversation) ?? t('nameless')
  const others = otherNamesOf(conversation)
  return (
    <header className="bg-surface flex h-14 shrink-0 items-center gap-1 px-2 md:px-4">
      <Link
        to={{ pathname: '/inbox', search }}
        aria-label={t('backToList')}
        className={cn(buttonLook({ look: 'quiet', square: true }), 'md:hidden')}
      >
        <ArrowLeft aria-hidden className="size-5" />
      </Link>
      <div className="mr-2 flex min-w-0 items-center gap-2.5">
        {/* On a phone the name needs the room. */}
        <span className="shrink-0 max-sm:hidden">
          <Avatar name={name} id={contactId} size={36} />
        </span>
        <div className="min-w-0">
          <h2 className="text-md truncate font-semibold" title={title}>
            {title}
          </h2>
          {others.length === 0 ? null : (
            <p className="text-ink-2 truncate text-xs tabular-nums">{others.join(' · ')}</p>
          )}
        </div>
      </div>
      {children}
      <span className="flex-1" />
      <IconButton label={t('refresh')} busy={isRefreshing} onClick={onRefresh} className="hidden sm:inline-flex">
        <RotateCw aria-hidden className="size-4" />
      </IconButton>
      <Tooltip text={t('workflow')}>
        <a
          href={workflowUrl}
          target="_blank"
          rel="noopener noreferrer"
          aria-label={t('workflow')}
          className={cn(buttonLook({ look: 'quiet', square: true }), 'hidden md:inline-flex')}
        >
          <Workflow aria-hidden className="size-4" />
        </a>
      </Tooltip>
      <IconButton label={isPanelShown ? t('panelHide') : t('panelShow')} aria-pressed={isPanelShown} onClick={onPanel}>
        <PanelRight aria-hidden className="size-4" />
      </IconButton>
      <span className="bg-line mx-1.5 hidden h-5 w-px md:block" />
      <Switch
        label={isOn ? t('aiOn') : t('aiOff')}
        checked={isOn}
        onChange={onAi}
        disabled={isOrdering || !ariOn}
        tone="ari"
        className="shrink-0 max-sm:text-right max-sm:text-xs max-sm:leading-tight max-sm:whitespace-normal max-sm:[&>label]:w-min"
      />
    </header>
  )
}
