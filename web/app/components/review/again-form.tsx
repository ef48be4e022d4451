import { useEffect, useRef, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { useDraft } from '../../review/use-draft.ts'
import { MOST_OF_GUIDANCE } from '../../review/forms.ts'
import { Button } from '../ui/button.tsx'
import { Textarea } from '../ui/field.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { Segments } from '../ui/segments.tsx'

const KINDS = ['hint', 'fact'] as const

/** What ARI is told before it tries once more. */
export function AgainForm({ state }: { state: ReturnType<typeof useDraft> }) {
  const { t } = useTranslation('review')
  const { kind, body } = state.words
  const field = useRef<HTMLTextAreaElement>(null)
  const error = state.errors['body']
  useEffect(() => field.current?.focus(), [error])
  const send = () => state.again()
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      send()
    } else if (event.key === 'Escape') {
      event.preventDefault()
      state.turnTo('read')
    }
  }
  return (
    <div className="border-line grid gap-3 border-t p-3.5" onKeyDown={onKeyDown}>
      <Segments
        label={t('againLabel')}
        value={kind}
        options={KINDS.map((value) => ({ value, label: t(`againKinds.${value}`) }))}
        onChange={(to) => state.keep({ kind: to })}
      />
      <Textarea
        ref={field}
        label={t('againLabel')}
        rows={3}
        value={body}
        maxLength={MOST_OF_GUIDANCE}
        onChange={(event) => state.keep({ body: event.target.value })}
        hint={t(`againHints.${kind}`)}
        error={error === undefined ? undefined : t(`wrong.${error}`)}
      />
      <div className="flex flex-wrap items-center gap-2">
        <Button look="primary" busy={state.isSending} onClick={send} className="max-sm:flex-1">
          {t('againSend')}
          <Kbd inverse>Ctrl</Kbd>
          <Kbd inverse>Enter</Kbd>
        </Button>
        <Button onClick={() => state.turnTo('read')}>
          {t('common:cancel')}
          <Kbd>Esc</Kbd>
        </Button>
      </div>
    </div>
  )
}
