import { Check, SlidersHorizontal } from 'lucide-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { toast } from 'sonner'
import { MOST_SCORE } from '#domain/ari-config/problems.ts'
import type { NewScore, ScoreByHand as Given } from '../../inbox/contract.ts'
import { isScore, SCORE_REASON_MOST, wrongWith } from '../../inbox/words.ts'
import { useNow, useTimes } from '../../time/use-times.ts'
import { Pill } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Textarea } from '../ui/field.tsx'
import { NumberField } from '../ui/number-field.tsx'
import { RangeField } from '../ui/range-field.tsx'
import { Notice } from '../ui/states.tsx'

type Props = {
  ari: number
  given: Given | null
  /** True once it is kept. */
  onSet: (score: NewScore) => Promise<boolean>
}

/** A person's score in place of ARI's: both, which of them counts, and the way to set, change and take it back. */
export function ScoreByHand({ ari, given, onSet }: Props) {
  const { t } = useTranslation('score')
  const [isOpen, setOpen] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)

  async function set(score: NewScore): Promise<boolean> {
    setBusy(true)
    const isKept = await onSet(score)
    setBusy(false)
    return isKept
  }
  function close() {
    setOpen(false)
    // After the button is there again.
    setTimeout(() => opener.current?.focus())
  }
  async function clear({ score, reason }: Given) {
    if (!(await set({ score: null }))) return
    const undo = () => void set({ score, ...(reason !== null && { reason }) })
    toast(t('cleared', { score: ari }), { action: { label: t('undo'), onClick: undo } })
  }

  if (isOpen)
    return (
      <Editor
        {...{ ari, given, isBusy }}
        onCancel={close}
        onSave={async (score) => {
          if (await set(score)) close()
        }}
      />
    )
  if (given === null)
    return (
      <Button ref={opener} size="s" className="mt-3" onClick={() => setOpen(true)}>
        <SlidersHorizontal aria-hidden className="size-3.5" />
        {t('byHand')}
      </Button>
    )
  return (
    <div className="mt-3 grid gap-2">
      <Both given={given} ari={ari} />
      <div className="flex flex-wrap gap-2">
        <Button ref={opener} size="s" disabled={isBusy} onClick={() => setOpen(true)}>
          {t('change')}
        </Button>
        <Button size="s" look="quiet" disabled={isBusy} onClick={() => void clear(given)}>
          {t('clear')}
        </Button>
      </div>
    </div>
  )
}

/** Both scores; the one that counts is marked. */
function Both({ given, ari }: { given: Given; ari: number }) {
  const { t } = useTranslation('score')
  const times = useTimes()
  const now = useNow()
  const at = Date.parse(given.at)
  return (
    <div className="bg-sunken rounded-md px-3 py-2 text-xs">
      <dl className="grid gap-1">
        <Line name={t('setBy', { name: given.by ?? t('inbox:staff') })} counts>
          {given.score}
        </Line>
        <Line name={t('arisOwn')}>{ari}</Line>
      </dl>
      {given.reason === null ? null : (
        <p data-words className="border-line mt-2 border-t pt-2 [overflow-wrap:anywhere] whitespace-pre-wrap">
          {given.reason}
        </p>
      )}
      <time dateTime={given.at} title={times.full(at)} className="text-ink-2 text-2xs mt-1 block tabular-nums">
        {times.both(at, now)}
      </time>
    </div>
  )
}

function Line({ name, counts = false, children }: { name: string; counts?: boolean; children: ReactNode }) {
  const { t } = useTranslation('score')
  return (
    <div className="flex min-h-5 items-center gap-2">
      <dt className="text-ink-2 min-w-0 flex-1 [overflow-wrap:anywhere]">{name}</dt>
      {counts ? (
        <Pill tone="accent">
          <Check aria-hidden className="size-3" />
          {t('counts')}
        </Pill>
      ) : null}
      <dd className={counts ? 'w-6 text-right font-semibold tabular-nums' : 'text-ink-2 w-6 text-right tabular-nums'}>
        {children}
      </dd>
    </div>
  )
}

type EditorProps = Omit<Props, 'onSet'> & {
  isBusy: boolean
  onCancel: () => void
  onSave: (score: NewScore) => Promise<void>
}

function Editor({ ari, given, isBusy, onCancel, onSave }: EditorProps) {
  const { t } = useTranslation('score')
  const [before] = useState(given)
  const [score, setScore] = useState(given?.score ?? ari)
  const [reason, setReason] = useState(given?.reason ?? '')
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => form.current?.querySelector<HTMLInputElement>('input[type=range]')?.focus(), [])

  const text = reason.trim()
  const wish: NewScore = { score, ...(text !== '' && { reason: text }) }
  const wrong = {
    score: isScore(score, MOST_SCORE) ? null : 'score-range',
    reason: text === '' ? null : wrongWith(text, SCORE_REASON_MOST),
  }
  const isWrong = wrong.score !== null || wrong.reason !== null
  const errorOf = (field: keyof typeof wrong) =>
    wrong[field] === null ? undefined : t(`errors.${wrong[field]}`, { most: MOST_SCORE, reasonMost: SCORE_REASON_MOST })
  const isOther = given?.at !== before?.at

  return (
    <form
      ref={form}
      aria-label={t('legend')}
      className="bg-sunken mt-3 grid gap-3 rounded-md p-3"
      onSubmit={(event) => {
        event.preventDefault()
        if (!isWrong) void onSave(wish)
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        // The drawer that this may stand in stays open.
        event.stopPropagation()
        onCancel()
      }}
    >
      {isOther ? (
        <Notice tone="wait">
          {given === null
            ? t('meanwhileCleared')
            : t('meanwhile', { name: given.by ?? t('inbox:staff'), score: given.score })}
        </Notice>
      ) : null}
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-3">
        <RangeField
          label={t('slider', { most: MOST_SCORE })}
          value={Math.min(score, MOST_SCORE)}
          min={0}
          max={MOST_SCORE}
          said={String(score)}
          hideSaid
          error={errorOf('score')}
          onChange={setScore}
        />
        <div className="pt-5">
          <NumberField
            label={t('number')}
            hideLabel
            className="w-14"
            value={score}
            min={0}
            max={MOST_SCORE}
            onChange={setScore}
          />
        </div>
      </div>
      <Textarea
        label={t('reason')}
        hint={t('reasonHint')}
        error={errorOf('reason')}
        value={reason}
        rows={2}
        className="min-h-14"
        onChange={(event) => setReason(event.target.value)}
      />
      <p className="text-ink-2 text-xs">{t('goesOn', { score: ari })}</p>
      <div className="flex flex-wrap justify-end gap-2">
        <Button size="s" onClick={onCancel}>
          {t('cancel')}
        </Button>
        <Button type="submit" size="s" look="primary" busy={isBusy} disabled={isBusy || isWrong}>
          {t('save')}
        </Button>
      </div>
    </form>
  )
}
