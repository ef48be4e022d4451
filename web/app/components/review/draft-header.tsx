import { Link } from '@remix-run/react'
import { ArrowLeft, ChevronDown, ChevronUp, Eye, Inbox } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { HeldDetail } from '../../review/contract.ts'
import type { Worklist } from '../../review/use-worklist.ts'
import { useTimes } from '../../time/use-times.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Pill } from '../ui/badge.tsx'
import { Button, buttonLook } from '../ui/button.tsx'
import { cn } from '../ui/cn.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { Kbd } from '../ui/kbd.tsx'

type Props = { held: HeldDetail; worklist: Worklist; reader: string | null; inboxPath: string }

/** Whose draft it is, who else reads it, and the way to the whole conversation. */
export function DraftHeader({ held: { draft, thread }, worklist, reader, inboxPath }: Props) {
  const { t } = useTranslation('review')
  const times = useTimes()
  const { name, contactId, stage } = draft
  const who = worklist.whoOf(draft)
  const last = thread.findLast((item) => item.type === 'message' && item.author === 'customer')
  const at = last === undefined ? null : Date.parse(last.at)
  return (
    <header className="bg-surface border-line flex h-14 shrink-0 items-center gap-1 border-b px-2 md:gap-2 md:px-5">
      <Link
        to="/review"
        aria-label={t('backToList')}
        className={cn(buttonLook({ look: 'quiet', square: true }), 'md:hidden')}
      >
        <ArrowLeft aria-hidden className="size-5" />
      </Link>
      <div className="flex min-w-0 flex-1 items-center gap-2.5">
        <Avatar name={name} id={contactId} size={36} />
        <div className="min-w-0">
          <h2 data-words className="text-md truncate font-semibold" title={who}>
            {who}
          </h2>
          <p className="text-ink-2 truncate text-xs tabular-nums">
            {t(`inbox:stages.${stage}`)}
            {at === null ? null : (
              <time dateTime={new Date(at).toISOString()} title={times.full(at)}>
                {` · ${times.both(at, worklist.now)}`}
              </time>
            )}
          </p>
        </div>
      </div>
      <Pill className="hidden sm:inline-flex" tone={reader === null ? 'plain' : 'wait'}>
        <Eye aria-hidden className="size-3" />
        {reader === null ? t('onlyYou') : t('reads', { name: reader })}
      </Pill>
      <span className="flex md:hidden">
        <IconButton label={t('previous')} onClick={() => worklist.step(-1)}>
          <ChevronUp aria-hidden className="size-4.5" />
        </IconButton>
        <IconButton label={t('next')} onClick={() => worklist.step(1)}>
          <ChevronDown aria-hidden className="size-4.5" />
        </IconButton>
      </span>
      <Button asChild className="max-md:w-11 max-md:px-0 max-md:shadow-none">
        <Link to={inboxPath}>
          <Inbox aria-hidden className="size-4" />
          <span className="max-md:sr-only">{t('openInInbox')}</span>
          <span className="max-md:hidden">
            <Kbd>O</Kbd>
          </span>
        </Link>
      </Button>
    </header>
  )
}
