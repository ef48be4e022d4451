import { CircleAlert, Undo2 } from 'lucide-react'
import { useEffect, useId, useRef, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { changedWords, wordDiff, type DiffPart } from '#domain/review/word-diff.ts'
import type { HeldDetail } from '../../review/contract.ts'
import type { useDraft } from '../../review/use-draft.ts'
import { Button } from '../ui/button.tsx'
import { cn } from '../ui/cn.ts'
import { Input, Textarea } from '../ui/field.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { CheckReason } from './check-reason.tsx'
import { Difference } from './difference.tsx'

type Props = { held: HeldDetail; state: ReturnType<typeof useDraft> }

/** The draft's text to be changed in place, with what is different from ARI's under it as one writes. */
export function EditForm({ held: { draft, mostCharacters }, state }: Props) {
  const { t } = useTranslation('review')
  const { text, broken, errors, isChanged, isSending } = state
  const { reason } = state.words
  const field = useRef<HTMLTextAreaElement>(null)
  const reasonField = useRef<HTMLInputElement>(null)
  const id = useId()
  const parts = wordDiff(draft.reply, text)
  const isBroken = broken.length > 0
  useEffect(() => {
    const { current } = field
    if (current === null) return
    current.focus()
    current.setSelectionRange(current.value.length, current.value.length)
  }, [])
  useEffect(() => {
    if (isBroken) reasonField.current?.focus()
  }, [isBroken])
  useEffect(() => {
    if (errors['text'] !== undefined) field.current?.focus()
  }, [errors])

  const send = () => state.sendEdit(isBroken ? reason : undefined)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      send()
    } else if (event.key === 'Escape') {
      event.preventDefault()
      state.turnTo('read')
    }
  }
  const wrong = (name: string) => (errors[name] === undefined ? undefined : t(`wrong.${errors[name]}`))

  return (
    <div className="grid gap-3 p-3.5" onKeyDown={onKeyDown}>
      <Textarea
        ref={field}
        id={`${id}-text`}
        label={t('editLabel')}
        value={text}
        onChange={(event) => state.write(event.target.value)}
        error={wrong('text')}
        rows={Math.min(9, Math.max(3, Math.ceil(text.length / 60)))}
        className="text-md field-sizing-content max-h-[50dvh] leading-6"
        hint={
          <span className="flex gap-3">
            <span className="min-w-0 flex-1">
              <ChangedWords parts={parts} />
            </span>
            <Length text={text} most={mostCharacters} />
          </span>
        }
      />
      <div>
        <h4 className="text-ink-2 mb-1 text-xs font-medium">{t('difference')}</h4>
        {isChanged ? (
          <Difference parts={parts} className="bg-sunken rounded-sm px-2.5 py-2 leading-6 whitespace-pre-wrap" />
        ) : (
          <p className="text-ink-2 bg-sunken rounded-sm px-2.5 py-2 text-xs">{t('differenceNone')}</p>
        )}
      </div>
      {isBroken ? (
        <div role="alert" className="bg-stop-soft rounded-sm px-3 py-2.5">
          <p className="text-stop flex items-center gap-1.5 text-xs font-semibold">
            <CircleAlert aria-hidden className="size-4 shrink-0" />
            {broken.length === 1 ? t('brokenOne') : t('broken', { n: broken.length })}
          </p>
          <ul className="mt-1.5 mb-2.5 grid gap-1 text-xs">
            {broken.map(({ name, reason: why }) => (
              <li key={name}>
                <span className="font-medium">
                  {t(`trial:checkNames.${name}`, { defaultValue: name.replaceAll('_', ' ') })}
                </span>
                {why === null ? null : (
                  <CheckReason sentence={why} className="text-ink-2 block [overflow-wrap:anywhere]" />
                )}
              </li>
            ))}
          </ul>
          <Input
            ref={reasonField}
            label={t('reason')}
            hint={t('reasonHint')}
            value={reason}
            maxLength={200}
            onChange={(event) => state.keep({ reason: event.target.value })}
            error={wrong('reason')}
          />
        </div>
      ) : null}
      <div className="flex flex-wrap items-center gap-2">
        <Button look="primary" busy={isSending} onClick={send} className="max-sm:flex-1">
          {t(isBroken ? 'sendAllTheSame' : isChanged ? 'sendChanges' : 'approve')}
          <Kbd inverse>Ctrl</Kbd>
          <Kbd inverse>Enter</Kbd>
        </Button>
        <Button onClick={() => state.turnTo('read')}>
          {t('leave')}
          <Kbd>Esc</Kbd>
        </Button>
        <BackButton state={state} className="ml-auto" />
      </div>
    </div>
  )
}

/** Takes back all that was changed. */
export function BackButton({ state, className }: { state: Props['state']; className?: string }) {
  const { t } = useTranslation('review')
  if (!state.isChanged) return null
  return (
    <Button look="quiet" size="s" className={className} onClick={() => state.reset()}>
      <Undo2 aria-hidden className="size-3.5" />
      {t('back')}
    </Button>
  )
}

/** How long it is, of what the workspace lets ARI say. */
export function Length({ text, most }: { text: string; most: number }) {
  const { t } = useTranslation('review')
  const { length } = text.trim()
  return (
    <span className={cn('shrink-0 tabular-nums', length > most && 'text-stop font-medium')}>
      <span aria-hidden>{t('length', { length, most })}</span>
      <span className="sr-only">{t('lengthAbout', { length, most })}</span>
    </span>
  )
}

/** How much was changed. */
export function ChangedWords({ parts }: { parts: readonly DiffPart[] }) {
  const { t } = useTranslation('review')
  const n = changedWords(parts)
  if (n === 0) return t('unchanged')
  return n === 1 ? t('changedOne') : t('changed', { n })
}
