import { useRevalidator } from '@remix-run/react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MOST_CSV_BYTES, type ImportAnswer } from '../../../knowledge/contract.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { CONTROL, Field } from '../../ui/field.tsx'
import { cn } from '../../ui/cn.ts'
import { Notice } from '../../ui/states.tsx'

/** Many entries at once from a spreadsheet. */
export function ImportEntries({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('database')
  const { revalidate } = useRevalidator()
  const id = useId()
  const [file, setFile] = useState<File | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [answer, setAnswer] = useState<ImportAnswer | 'failed' | null>(null)
  const isDone = answer !== null && answer !== 'failed' && 'imported' in answer

  async function send(): Promise<void> {
    if (file === null) return
    if (file.size > MOST_CSV_BYTES) {
      setAnswer({ problem: { code: 'too-large' } })
      return
    }
    setBusy(true)
    const told = await post(file)
    setBusy(false)
    setAnswer(told)
    if (told !== 'failed' && 'imported' in told) revalidate()
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={t('csv.title')}
      description={t('csv.about')}
      actions={
        isDone ? (
          <Button look="primary" onClick={onClose}>
            {t('common:close')}
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>{t('common:cancel')}</Button>
            <Button look="primary" busy={isBusy} disabled={file === null || isBusy} onClick={() => void send()}>
              {t('csv.import')}
            </Button>
          </>
        )
      }
    >
      <Field
        label={t('csv.file')}
        htmlFor={id}
        describedBy={`${id}-about`}
        error={
          answer !== null && answer !== 'failed' && 'problem' in answer
            ? t(`csv.problems.${answer.problem.code}`, { line: answer.problem.line })
            : undefined
        }
      >
        <input
          id={id}
          type="file"
          accept=".csv,text/csv"
          aria-describedby={`${id}-about`}
          onChange={(event) => {
            setFile(event.target.files?.[0] ?? null)
            setAnswer(null)
          }}
          className={cn(CONTROL, 'h-9 py-1.5 text-sm')}
        />
      </Field>
      <div role="status" aria-live="polite" className="mt-3">
        <Outcome answer={answer} />
      </div>
    </Dialog>
  )
}

function Outcome({ answer }: { answer: ImportAnswer | 'failed' | null }) {
  const { t } = useTranslation('database')
  if (answer === null) return null
  if (answer === 'failed') return <Notice tone="stop">{t('csv.failed')}</Notice>
  if ('imported' in answer) return <Notice tone="done">{t('csv.done', answer)}</Notice>
  if ('problem' in answer) return null
  return (
    <Notice tone="stop">
      <p>{t('csv.nothingWritten')}</p>
      <ul className="mt-1 list-disc pl-4">
        {answer.bad.map(({ line, problems }) => (
          <li key={line}>
            {t('csv.line', {
              line,
              problem: problems.map(({ code, ...about }) => t(`csv.rowProblems.${code}`, about)).join('; '),
            })}
          </li>
        ))}
        {answer.more === 0 ? null : <li>{t('csv.moreLines', { count: answer.more })}</li>}
      </ul>
    </Notice>
  )
}

async function post(file: File): Promise<ImportAnswer | 'failed'> {
  try {
    const response = await fetch('/api/knowledge/import', {
      method: 'POST',
      headers: { 'content-type': 'text/csv', accept: 'application/json' },
      body: file,
    })
    return response.ok || response.status === 400 ? ((await response.json()) as ImportAnswer) : 'failed'
  } catch {
    return 'failed'
  }
}
