import { ExternalLink, Plus, Zap } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ShownQuickReply } from '../../quick-replies/contract.ts'
import { useNow, useTimes } from '../../time/use-times.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/states.tsx'
import { QuickReplyEditor } from './quick-reply-editor.tsx'

type Props = {
  replies: readonly ShownQuickReply[]
  mayEdit: boolean
  /** Who reads this, as the customer would know them. */
  agent: string
}

/** All quick replies by their shortcuts: read by everybody, opened, changed and added by who may. */
export function QuickRepliesPage({ replies, mayEdit, agent }: Props) {
  const { t } = useTranslation('quick-replies')
  const [open, setOpen] = useState<ShownQuickReply | 'new' | null>(null)
  const add = (
    <Button look="primary" onClick={() => setOpen('new')}>
      <Plus aria-hidden className="size-4" />
      {t('add')}
    </Button>
  )
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <header className="bg-surface border-line flex h-14 shrink-0 items-center gap-3 border-b px-4 md:px-6">
        <h1 className="text-md min-w-0 flex-1 truncate font-semibold">{t('title')}</h1>
        {mayEdit && replies.length > 0 ? add : null}
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto w-full max-w-240 px-4 py-4 md:px-6">
          {replies.length === 0 ? (
            <EmptyState icon={Zap} title={t('emptyTitle')} action={mayEdit ? add : undefined}>
              <p>{mayEdit ? t('emptyText') : t('emptyMember')}</p>
            </EmptyState>
          ) : (
            <>
              <p className="text-ink-2 mb-4">{t('about')}</p>
              <ul aria-label={t('list')} className="border-line bg-surface divide-line divide-y rounded-md border">
                {replies.map((reply) => (
                  <ReplyRow key={reply.id} reply={reply} onOpen={() => setOpen(reply)} />
                ))}
              </ul>
            </>
          )}
        </div>
      </div>
      {open === null ? null : (
        <QuickReplyEditor
          key={open === 'new' ? 'new' : open.id}
          reply={open === 'new' ? null : open}
          mayEdit={mayEdit}
          agent={agent}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  )
}

function ReplyRow({ reply, onOpen }: { reply: ShownQuickReply; onOpen: () => void }) {
  const { t } = useTranslation('quick-replies')
  const times = useTimes()
  const now = useNow()
  const { shortcut, name, text, link, updatedAt, updatedBy } = reply
  const at = Date.parse(updatedAt)
  return (
    <li>
      <button
        type="button"
        onClick={onOpen}
        className="hover:bg-hover flex min-h-16 w-full items-center gap-3 px-3 py-2.5 text-left md:px-4"
      >
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline gap-2" data-words>
            <span className="text-accent shrink-0 font-mono text-xs font-medium">{`/${shortcut}`}</span>
            <span className="min-w-0 truncate font-medium">{name}</span>
          </span>
          <span className="text-ink-2 mt-0.5 block truncate text-xs" data-words>
            {text.replace(/\s+/g, ' ')}
          </span>
        </span>
        <span className="flex shrink-0 flex-col items-end gap-1 text-right">
          {link === null ? null : (
            <span className="text-ink-2 flex items-center gap-1 text-xs" data-words>
              <ExternalLink aria-hidden className="size-3 shrink-0" />
              <span className="sr-only">{t('hasLink', { label: link.label })}</span>
              <span aria-hidden className="max-w-28 truncate">
                {link.label}
              </span>
            </span>
          )}
          <time
            dateTime={updatedAt}
            title={times.full(at)}
            className="text-ink-3 text-2xs max-w-32 truncate tabular-nums sm:max-w-44"
          >
            {updatedBy === null ? times.ago(at, now) : t('changedBy', { name: updatedBy, when: times.ago(at, now) })}
          </time>
        </span>
      </button>
    </li>
  )
}
