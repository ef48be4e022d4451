import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useOrder } from '../../release/use-order.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Textarea } from '../ui/field.tsx'
import { Notice } from '../ui/states.tsx'

const EXAMPLE = 'title,language,says\nJam buka,id,Halo,"Hari Sabtu buka, kak?"'

/** Test conversations from a file or from elsewhere. One wrong line, and nothing is taken before it is mended. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('release')
  const { order, busy, trouble, errorOf, lines } = useOrder()
  const [text, setText] = useState('')
  const [added, setAdded] = useState<number | null>(null)
  const take = async () => {
    const done = await order({ do: 'import', text })
    if (done !== null) setAdded(done.added ?? 0)
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={t('import.title')}
      description={t('import.about')}
      actions={
        added === null ? (
          <>
            <Button onClick={onClose}>{t('cancel')}</Button>
            <Button look="primary" busy={busy !== null} onClick={() => void take()}>
              {t('import.take')}
            </Button>
          </>
        ) : (
          <Button look="primary" onClick={onClose}>
            {t('import.close')}
          </Button>
        )
      }
    >
      {added === null ? (
        <div className="grid gap-3">
          <label className="text-ink-2 grid gap-1 text-xs font-medium">
            {t('import.file')}
            <input
              type="file"
              accept=".csv,.jsonl,.json,.txt,text/csv,application/json,text/plain"
              className="text-ink text-sm pointer-coarse:min-h-11"
              onChange={(event) => {
                const [file] = event.target.files ?? []
                if (file !== undefined) void file.text().then(setText)
              }}
            />
          </label>
          <Textarea
            label={t('import.text')}
            hint={t('import.hint')}
            placeholder={EXAMPLE}
            value={text}
            error={errorOf('text')}
            className="min-h-32 font-mono text-xs"
            onChange={(event) => setText(event.target.value)}
          />
          {lines.length === 0 ? null : (
            <Notice tone="stop">
              <ul aria-label={t('import.lines')}>
                {lines.map(({ line, why }) => (
                  <li key={`${String(line)} ${why}`}>{t('import.line', { line, why: t(`import.whys.${why}`) })}</li>
                ))}
              </ul>
            </Notice>
          )}
          {trouble === null ? null : <Notice tone="stop">{trouble}</Notice>}
        </div>
      ) : (
        <Notice tone="done">{t('import.added', { n: added })}</Notice>
      )}
    </Dialog>
  )
}
