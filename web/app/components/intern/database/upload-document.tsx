import { FileUp } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MOST_DOCUMENT_BYTES } from '#domain/knowledge/judge-document.ts'
import { upload } from '../../../knowledge/upload.ts'
import { Button } from '../../ui/button.tsx'
import { cn } from '../../ui/cn.ts'
import { Field } from '../../ui/field.tsx'

const ACCEPT = '.pdf,.docx,.md,.markdown,.txt,.csv'

/** Where a file is dropped or chosen; what is wrong with it stands right there. */
export function UploadDocument({ onUploaded }: { onUploaded: () => void }) {
  const { t } = useTranslation('database')
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [error, setError] = useState<string>()
  const [under, setUnder] = useState<{ name: string; part: number } | null>(null)
  const [isOver, setOver] = useState(false)

  async function take(file: File | undefined): Promise<void> {
    if (file === undefined || under !== null) return
    setError(undefined)
    const refuse = (problem: string, of = '') => setError(t(`documents.problems.${problem}`, { of }))
    if (file.size > MOST_DOCUMENT_BYTES) {
      refuse('too-large')
      return
    }
    setUnder({ name: file.name, part: 0 })
    const answer = await upload(file, (part) => setUnder({ name: file.name, part }))
    setUnder(null)
    if (input.current !== null) input.current.value = ''
    if (answer.ok) onUploaded()
    else if (answer.problem === null) setError(t('documents.failed'))
    else refuse(answer.problem, answer.of)
  }

  return (
    <div
      className={cn(
        'mb-4 rounded-md border border-dashed px-4 py-4 transition-colors',
        isOver ? 'border-accent bg-accent-soft' : 'border-line-2',
      )}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        void take(event.dataTransfer.files[0])
      }}
    >
      <Field
        label={t('documents.fileLabel')}
        hideLabel
        hint={t('documents.hint')}
        error={error}
        htmlFor={id}
        describedBy={`${id}-about`}
      >
        <input
          ref={input}
          id={id}
          type="file"
          accept={ACCEPT}
          tabIndex={-1}
          aria-describedby={`${id}-about`}
          aria-invalid={error !== undefined}
          className="sr-only"
          onChange={(event) => void take(event.target.files?.[0])}
        />
        {under === null ? (
          <p className="flex flex-wrap items-center gap-2">
            <FileUp aria-hidden className="text-ink-3 size-4" />
            <span className="text-ink-2 hidden sm:inline">{t('documents.drop')}</span>
            <Button onClick={() => input.current?.click()}>{t('documents.choose')}</Button>
          </p>
        ) : (
          <div>
            <p className="flex h-8 items-center gap-2 pointer-coarse:h-11">
              <span className="min-w-0 flex-1 truncate">{t('documents.uploading', { name: under.name })}</span>
              <span className="text-ink-3 text-xs tabular-nums">
                {t('documents.percent', { percent: Math.round(under.part * 100) })}
              </span>
            </p>
            <Bar part={under.part} label={t('documents.uploading', { name: under.name })} />
          </div>
        )}
      </Field>
    </div>
  )
}

/** How far something is. */
export function Bar({ part, label }: { part: number; label: string }) {
  const percent = Math.round(part * 100)
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
      className="bg-press h-1 overflow-hidden rounded-full"
    >
      <div className="bg-accent h-full transition-[width]" style={{ width: `${String(percent)}%` }} />
    </div>
  )
}
