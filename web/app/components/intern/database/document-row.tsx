import { CircleAlert, Download, RotateCw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { postJson } from '../../../inbox/api.ts'
import type { ShownDocument } from '../../../knowledge/contract.ts'
import { useNow, useTimes } from '../../../time/use-times.ts'
import { sizeOf } from '../../inbox/media-content.tsx'
import { Pill } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Notice } from '../../ui/states.tsx'
import { Tooltip } from '../../ui/tooltip.tsx'
import { Bar } from './upload-document.tsx'

type Props = { document: ShownDocument; mayEdit: boolean; onChanged: () => void }
type Order = 'delete' | 'readAgain'

/** One document: how far it is, why it cannot be read, and what can be done about it. */
export function DocumentRow({ document, mayEdit, onChanged }: Props) {
  const { t, i18n } = useTranslation('database')
  const times = useTimes()
  const now = useNow()
  const [busy, setBusy] = useState<Order | null>(null)
  const [isAsking, setAsking] = useState(false)
  const [failed, setFailed] = useState(false)
  const { id, name, bytes, format, state, reason, uploadedBy, isStuck } = document
  const at = Date.parse(document.createdAt)
  const about = { size: sizeOf(bytes, i18n.language), when: times.ago(at, now) }

  async function order(what: Order): Promise<void> {
    setBusy(what)
    setFailed(false)
    const answer = await postJson(`/api/knowledge/documents/${id}`, { order: what })
    setBusy(null)
    setAsking(false)
    // Gone already: the list says so as well.
    if (answer.ok || answer.status === 404) onChanged()
    else setFailed(true)
  }

  return (
    <li className="px-3 py-2.5 md:px-4">
      <div className="flex min-h-11 items-center gap-3">
        <span className="bg-sunken text-ink-3 text-2xs grid h-8 w-11 shrink-0 place-items-center rounded-sm font-semibold uppercase">
          {format === 'markdown' ? 'MD' : format === 'text' ? 'TXT' : format}
        </span>
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium" title={name}>
            {name}
          </span>
          <span className="text-ink-3 block truncate text-xs tabular-nums" title={times.full(at)}>
            {uploadedBy === null ? t('documents.byNobody', about) : t('documents.by', { ...about, name: uploadedBy })}
          </span>
        </span>
        <StateOf document={document} />
        <span className="flex shrink-0 items-center">
          {mayEdit && (state === 'failed' || isStuck) ? (
            <IconButton
              label={t('documents.again')}
              busy={busy === 'readAgain'}
              onClick={() => void order('readAgain')}
            >
              <RotateCw aria-hidden className="size-4" />
            </IconButton>
          ) : null}
          <Tooltip text={t('documents.download')}>
            <Button asChild square look="quiet" aria-label={t('documents.download')}>
              <a href={`/api/knowledge/documents/${id}`} download={name}>
                <Download aria-hidden className="size-4" />
              </a>
            </Button>
          </Tooltip>
          {mayEdit ? (
            <IconButton label={t('documents.delete')} onClick={() => setAsking(true)}>
              <Trash2 aria-hidden className="size-4" />
            </IconButton>
          ) : null}
        </span>
      </div>
      {reason === null ? null : (
        <p className="text-stop mt-1 flex items-start gap-1 text-xs">
          <CircleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
          {t(`documents.problems.${reason}`, { of: '' })}
        </p>
      )}
      {isStuck ? <p className="text-wait mt-1 text-xs">{t('documents.stuck')}</p> : null}
      {failed ? (
        <Notice tone="stop" className="mt-2">
          {t('documents.failed')}
        </Notice>
      ) : null}
      <Dialog
        open={isAsking}
        onOpenChange={setAsking}
        title={t('documents.deleteTitle', { name })}
        description={t('documents.deleteText')}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{t('common:cancel')}</Button>
            <Button look="danger" busy={busy === 'delete'} onClick={() => void order('delete')}>
              {t('editor.deleteConfirm')}
            </Button>
          </>
        }
      />
    </li>
  )
}

function StateOf({ document: { name, state, passages, passagesOf } }: { document: ShownDocument }) {
  const { t } = useTranslation('database')
  if (state === 'done') return <Pill tone="done">{t('documents.states.done', { passages })}</Pill>
  if (state === 'failed') return <Pill tone="stop">{t('documents.states.failed')}</Pill>
  if (passagesOf === null) return <Pill>{t(`documents.states.${state}`)}</Pill>
  const words = t('documents.states.passages', { done: passages, of: passagesOf })
  return (
    <span className="w-28 shrink-0">
      <span className="text-ink-2 text-2xs mb-1 block text-right tabular-nums">{words}</span>
      <Bar part={passages / Math.max(1, passagesOf)} label={`${name}: ${words}`} />
    </span>
  )
}
