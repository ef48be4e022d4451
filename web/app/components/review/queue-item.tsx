import { Eye } from 'lucide-react'
import { createContext, memo, useContext, type MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { HeldDraft } from '../../review/contract.ts'
import { FloorMark } from '../inbox/floor-mark.tsx'
import { StageMark } from '../inbox/stage-mark.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { Pill } from '../ui/badge.tsx'
import { cn } from '../ui/cn.ts'
import { DueMark } from './due-mark.tsx'

/** Now, for what counts down in the list: two hundred drafts are not drawn anew each second for a few digits. */
export const ListNow = createContext(0)

type Props = {
  draft: HeldDraft
  who: string
  /** The reviewer's own id. */
  me: string
  isOpen: boolean
  /** Always the same one. */
  onOpen: (draftId: string) => unknown
}

/** One draft of the list; drawn anew only where something of it changed. */
export const QueueItem = memo(function QueueItem({ draft, who, me, isOpen, onOpen }: Props) {
  const { t } = useTranslation('review')
  const { draftId, contactId, name, stage, reply, warnings, reader, sendsItself } = draft
  const colleague = reader !== null && reader.id !== me ? reader : null
  const [warning] = warnings
  /** Not where a tab or a window of its own is wished for. */
  function openHere(event: MouseEvent) {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    onOpen(draftId)
  }
  return (
    <li className="[&:not(:first-child)]:before:bg-line relative [&:not(:first-child)]:before:absolute [&:not(:first-child)]:before:top-0 [&:not(:first-child)]:before:right-2.5 [&:not(:first-child)]:before:left-15 [&:not(:first-child)]:before:h-px">
      <a
        href={`/review/${draftId}`}
        data-draft={draftId}
        aria-current={isOpen ? 'page' : undefined}
        onClick={openHere}
        className={cn(
          'hover:bg-hover relative grid min-h-19 grid-cols-[40px_minmax(0,1fr)] gap-x-3 rounded-md py-2 pr-2.5 pl-2 transition-colors',
          isOpen && 'md:bg-surface md:hover:bg-surface md:shadow-row z-1',
        )}
      >
        <Avatar name={name} id={contactId} size={40}>
          <FloorMark floor="bot" className="absolute -right-1 -bottom-1 shadow-[0_0_0_2px_var(--sunken)]" />
        </Avatar>
        <span className="min-w-0">
          <span className="flex items-baseline gap-2">
            <span data-words className="min-w-0 flex-1 truncate text-base font-semibold" title={who}>
              {who}
            </span>
            <ListDue draft={draft} />
          </span>
          <span className="text-ink-2 flex h-5 items-center gap-1">
            <b className="text-ari shrink-0 font-medium">{t('draft')}</b>
            <span data-words className="min-w-0 truncate">
              {reply}
            </span>
          </span>
          <span className="text-ink-2 mt-0.5 flex h-5 items-center gap-1.5 text-xs">
            <StageMark stage={stage} />
            <span className="min-w-0 flex-1 truncate">{t(`inbox:stages.${stage}`)}</span>
            {sendsItself ? <Pill tone="stop">{t('sendsItselfShort')}</Pill> : null}
            {colleague === null ? (
              warning !== undefined && (
                <Pill tone="wait" className="min-w-0">
                  <Eye aria-hidden className="size-3 shrink-0" />
                  <span className="truncate">
                    {t(`warnings.${warning}`, { defaultValue: warning.replaceAll('_', ' ') })}
                  </span>
                  {warnings.length > 1 ? <span>{`+${String(warnings.length - 1)}`}</span> : null}
                </Pill>
              )
            ) : (
              <Pill className="min-w-0">
                <Avatar name={colleague.name} id={colleague.id} size={20} staff />
                <span className="truncate">{t('reads', { name: firstName(colleague.name) })}</span>
              </Pill>
            )}
          </span>
        </span>
      </a>
    </li>
  )
})

function ListDue({ draft }: { draft: HeldDraft }) {
  return <DueMark draft={draft} now={useContext(ListNow)} />
}

/** Where there is little room. */
function firstName(name: string): string {
  return name.split(' ')[0] ?? name
}
