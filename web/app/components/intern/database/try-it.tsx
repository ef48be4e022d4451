import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { createAsker } from '../../../inbox/api.ts'
import type { TryAnswer } from '../../../knowledge/contract.ts'
import { Button } from '../../ui/button.tsx'
import { Textarea } from '../../ui/field.tsx'
import { Notice } from '../../ui/states.tsx'
import { WhyFound } from '../why-found.tsx'

/** A customer's message, and what ARI would be given to answer it from. */
export function TryIt() {
  const { t } = useTranslation('database')
  const [words, setWords] = useState('')
  const [shown, setShown] = useState<TryAnswer | 'failed' | null>(null)
  const [isBusy, setBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)

  async function ask(): Promise<void> {
    if (words.trim() === '') return
    setBusy(true)
    const answer = await createAsker<TryAnswer>()(`/api/knowledge/try?q=${encodeURIComponent(words)}`)
    setBusy(false)
    if (answer !== 'unchanged') setShown(answer.ok ? answer.data : 'failed')
  }

  return (
    <div className="flex max-w-160 flex-col gap-4">
      <form
        ref={form}
        className="flex flex-col gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          void ask()
        }}
      >
        <Textarea
          label={t('try.label')}
          hint={t('try.hint')}
          placeholder={t('try.example')}
          value={words}
          className="min-h-16"
          onChange={(event) => setWords(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
            event.preventDefault()
            form.current?.requestSubmit()
          }}
        />
        <Button type="submit" busy={isBusy} className="self-end">
          {t('try.ask')}
        </Button>
      </form>
      <div role="status" aria-live="polite">
        {shown === null ? null : shown === 'failed' ? (
          <Notice tone="stop">{t('try.failed')}</Notice>
        ) : (
          <Found answer={shown} />
        )}
      </div>
    </div>
  )
}

function Found({ answer: { normalised, respelled, terms, found } }: { answer: TryAnswer }) {
  const { t } = useTranslation('database')
  return (
    <div className="flex flex-col gap-3">
      {respelled.length === 0 ? null : (
        <p className="text-ink-2 text-xs">
          <span className="text-ink-3">{t('try.readAs')}</span> “{normalised}”
        </p>
      )}
      {terms.length === 0 ? (
        <p className="text-ink-2">{t('try.noWords')}</p>
      ) : found.length === 0 ? (
        <div>
          <p className="font-medium">{t('try.nothing')}</p>
          <p className="text-ink-2 mt-1 text-xs">{t('try.nothingHint', { terms: terms.join(', ') })}</p>
        </div>
      ) : (
        <>
          <p className="text-ink-3 text-xs">{t('try.found')}</p>
          <ol className="flex flex-col gap-2">
            {found.map((entry, at) => (
              <FoundEntry key={entry.id} entry={entry} place={at + 1} best={found[0]?.score ?? 1} />
            ))}
          </ol>
        </>
      )}
    </div>
  )
}

function FoundEntry({ entry, place, best }: { entry: TryAnswer['found'][number]; place: number; best: number }) {
  const { t, i18n } = useTranslation('database')
  const { title, content, kind, language, score, why } = entry
  const shownScore = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 }).format(score)
  return (
    <li className="border-line bg-surface rounded-md border px-3 py-2.5">
      <p className="flex items-baseline gap-2">
        <span className="text-ink-3 text-xs tabular-nums">{place}</span>
        <span className="min-w-0 flex-1 truncate font-medium" title={title}>
          {title}
        </span>
        <span className="text-ink-3 text-2xs shrink-0 uppercase">{language}</span>
      </p>
      <p className="text-ink-2 mt-0.5 line-clamp-2 text-xs">{content}</p>
      <div className="bg-press mt-2 h-1 overflow-hidden rounded-full" aria-hidden>
        <div className="bg-data h-full" style={{ width: `${String(Math.round((score / best) * 100))}%` }} />
      </div>
      <p className="text-ink-3 text-2xs mt-1 flex gap-2 tabular-nums">
        <span>{t(`kinds.${kind}`)}</span>
        <span className="ml-auto">{t('try.score', { score: shownScore })}</span>
      </p>
      <WhyFound why={why} />
    </li>
  )
}
