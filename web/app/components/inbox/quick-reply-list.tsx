import { Link } from '@remix-run/react'
import { ExternalLink } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ShownQuickReply } from '../../quick-replies/contract.ts'
import type { Chooser } from '../../quick-replies/use-chooser.ts'
import { cn } from '../ui/cn.ts'
import { Kbd } from '../ui/kbd.tsx'
import { Skeleton } from '../ui/skeleton.tsx'

/** An option's id in the page. */
export const optionId = (listId: string, { id }: ShownQuickReply) => `${listId}-${id}`

/** The quick replies to choose from, over the place where one writes; the focus stays there. */
export function QuickReplyList({
  id,
  chooser,
  fill,
}: {
  id: string
  chooser: Chooser
  fill: (text: string) => string
}) {
  const { t } = useTranslation('quick-replies')
  const { isOpen, state, found, active, isEmpty } = chooser
  return (
    <>
      <p role="status" className="sr-only">
        {isOpen && state === 'ready' && found.length > 0 ? t('choose.found', { many: found.length }) : null}
      </p>
      {isOpen ? (
        <div
          // Pressing an option does not take the focus from what is being written.
          onMouseDown={(event) => event.preventDefault()}
          className="bg-surface shadow-pop animate-appear absolute inset-x-0 bottom-full z-30 mb-1.5 overflow-hidden rounded-lg"
        >
          {state === 'loading' ? (
            <div role="status" aria-label={t('choose.loading')} className="flex flex-col gap-3 p-3">
              <Skeleton className="w-1/3" />
              <Skeleton className="w-4/5" />
            </div>
          ) : found.length === 0 ? (
            <p role="status" className={cn('px-3 py-3 text-sm', state === 'failed' ? 'text-stop' : 'text-ink-2')}>
              {t(state === 'failed' ? 'choose.failed' : isEmpty ? 'choose.empty' : 'choose.none')}
            </p>
          ) : (
            <div
              role="listbox"
              id={id}
              // What scrolls is within reach of the keyboard.
              tabIndex={0}
              aria-label={t('choose.list')}
              className="max-h-[min(17rem,38dvh)] overflow-y-auto p-1 outline-none"
            >
              {found.map((reply) => (
                <Option
                  key={reply.id}
                  id={optionId(id, reply)}
                  reply={reply}
                  words={fill(reply.text)}
                  isActive={reply === active}
                  onPoint={() => chooser.point(reply)}
                  onChoose={() => chooser.choose(reply)}
                />
              ))}
            </div>
          )}
          <div className="border-line text-ink-3 flex items-center gap-3 border-t px-3 py-1.5 text-xs">
            <span className="hidden items-center gap-1.5 pointer-fine:flex">
              <Kbd>{'↑↓'}</Kbd>
              {t('choose.keyChoose')}
              <Kbd>{'↵'}</Kbd>
              {t('choose.keyInsert')}
              <Kbd>{'Esc'}</Kbd>
              {t('choose.keyClose')}
            </span>
            <Link
              to="/quick-replies"
              className="text-accent ml-auto flex items-center font-medium underline-offset-4 hover:underline pointer-coarse:min-h-11"
            >
              {t('choose.manage')}
            </Link>
          </div>
        </div>
      ) : null}
    </>
  )
}

type OptionProps = {
  id: string
  reply: ShownQuickReply
  /** Its text as it would be inserted. */
  words: string
  isActive: boolean
  onPoint: () => void
  onChoose: () => void
}

function Option({ id, reply: { shortcut, name, link }, words, isActive, onPoint, onChoose }: OptionProps) {
  const { t } = useTranslation('quick-replies')
  const option = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isActive) option.current?.scrollIntoView({ block: 'nearest' })
  }, [isActive])
  return (
    <div
      ref={option}
      id={id}
      role="option"
      aria-selected={isActive}
      onMouseMove={onPoint}
      onClick={onChoose}
      className={cn('cursor-pointer rounded-sm px-2 py-1.5 pointer-coarse:min-h-11', isActive && 'bg-hover')}
    >
      <span className="flex items-baseline gap-2" data-words>
        <span className="text-accent shrink-0 font-mono text-xs font-medium">{`/${shortcut}`}</span>
        <span className="min-w-0 truncate text-sm font-medium">{name}</span>
      </span>
      <span className="text-ink-2 flex items-center gap-2 text-xs">
        <span className="min-w-0 flex-1 truncate" data-words>
          {words.replace(/\s+/g, ' ')}
        </span>
        {link === null ? null : (
          <span className="text-ink-3 flex min-w-0 shrink-0 items-center gap-1">
            <ExternalLink aria-hidden className="size-3" />
            <span className="sr-only">{t('hasLink', { label: link.label })}</span>
            <span aria-hidden className="max-w-32 truncate">
              {link.label}
            </span>
          </span>
        )}
      </span>
    </div>
  )
}
