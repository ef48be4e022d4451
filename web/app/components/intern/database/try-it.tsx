import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { createAsker } from '../../../inbox/api.ts'
import type { MeaningProblem, ShownMeaning, TryAnswer } from '../../../knowledge/contract.ts'
import { Button } from '../../ui/button.tsx'
import { Textarea } from '../../ui/field.tsx'
import { Segments } from '../../ui/segments.tsx'
import { Notice } from '../../ui/states.tsx'
import { FoundEntries } from './found-entries.tsx'
import { MeaningSwitch } from './meaning-switch.tsx'

/** A customer's message, and what ARI would be given to answer it from. */
export function TryIt({ meaning, mayEdit }: { meaning: ShownMeaning | null; mayEdit: boolean }) {
  const { t } = useTranslation('database')
  const [words, setWords] = useState('')
  const [shown, setShown] = useState<TryAnswer | 'failed' | null>(null)
  const [isBusy, setBusy] = useState(false)
  /** Counts the answers: each begins with the way in which ARI searches now. */
  const [asked, setAsked] = useState(0)
  const form = useRef<HTMLFormElement>(null)

  async function ask(): Promise<void> {
    if (words.trim() === '') return
    setBusy(true)
    const answer = await createAsker<TryAnswer>()(`/api/knowledge/try?q=${encodeURIComponent(words)}`)
    setBusy(false)
    if (answer === 'unchanged') return
    setShown(answer.ok ? answer.data : 'failed')
    setAsked((before) => before + 1)
  }

  return (
    <div className="flex max-w-160 flex-col gap-4">
      {meaning === null ? null : <MeaningSwitch meaning={meaning} mayEdit={mayEdit} />}
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
          <Found key={asked} answer={shown} isOn={meaning?.isOn ?? false} />
        )}
      </div>
    </div>
  )
}

type Way = 'byBoth' | 'byWords' | 'byMeaning'
const WAYS: readonly Way[] = ['byBoth', 'byWords', 'byMeaning']

/** `isOn`: ARI searches by meaning as well now, which may have changed since the answer. */
function Found({ answer, isOn }: { answer: TryAnswer; isOn: boolean }) {
  const { t } = useTranslation('database')
  const { normalised, respelled, terms, meaning } = answer
  const compared = meaning !== null && 'byBoth' in meaning ? meaning : null
  const now: Way = compared !== null && isOn ? 'byBoth' : 'byWords'
  const [way, setWay] = useState<Way>(now)
  const found = compared === null ? answer.found : compared[way]
  return (
    <div className="flex flex-col gap-3">
      {respelled.length === 0 ? null : (
        <p className="text-ink-2 text-xs">
          <span className="text-ink-3">{t('try.readAs')}</span> “{normalised}”
        </p>
      )}
      {meaning !== null && 'problem' in meaning ? <LeftOut {...meaning} /> : null}
      {compared === null || terms.length === 0 ? null : (
        <Segments
          label={t('try.ways.label')}
          value={way}
          options={WAYS.map((value) => ({ value, label: t(`try.ways.${value}`) }))}
          onChange={setWay}
        />
      )}
      {terms.length === 0 ? (
        <p className="text-ink-2">{t('try.noWords')}</p>
      ) : found.length === 0 ? (
        <div>
          <p className="font-medium">{t(way === now ? 'try.nothing' : 'try.nothingThisWay')}</p>
          {way === now ? (
            <p className="text-ink-2 mt-1 text-xs">{t('try.nothingHint', { terms: terms.join(', ') })}</p>
          ) : null}
        </div>
      ) : (
        <>
          <p className="text-ink-3 text-xs">{t(way === now ? 'try.found' : 'try.notNow')}</p>
          <FoundEntries found={found} isCompared={compared !== null} />
        </>
      )}
    </div>
  )
}

function LeftOut({ problem }: { problem: MeaningProblem }) {
  const { t } = useTranslation('database')
  return (
    <Notice tone="wait">
      {t(`meaning.problems.${problem.key}`, { status: problem.status })} {t('try.byWordsAlone')}
    </Notice>
  )
}
