import { FlaskConical, Repeat2 } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Choice, ReplyShown, TrialShown } from '../../trial/contract.ts'
import { OPENINGS } from '../../trial/openings.ts'
import { useTimes } from '../../time/use-times.ts'
import { cn } from '../ui/cn.ts'
import { AboutReply } from './about-reply.tsx'
import { RepeatCard } from './repeat-card.tsx'
import { ReplyLine } from './reply-line.tsx'
import { Thinking } from './thinking.tsx'

type Props = {
  shown: TrialShown
  sending: { id: string; body: string; at: string } | null
  isThinking: boolean
  /** The reply that the panel tells of. */
  chosen: ReplyShown | null
  onShow: (reply: ReplyShown) => void
  onChoose: (choice: Choice) => void
  onOpening: (text: string) => void
  onStop: () => void
  /** Has the same words asked several times. */
  onRepeat: (text: string) => void
  onStopRepeat: () => void
}

/** The talk with ARI. The person writes on the right, in the place of a customer. */
export function TrialChat(props: Props) {
  const { shown, sending, isThinking, chosen, onShow, onChoose, onOpening, onStop, onRepeat, onStopRepeat } = props
  const { t } = useTranslation('trial')
  const end = useRef<HTMLDivElement>(null)
  const { rows, botName } = shown
  const count = rows.length + (sending === null ? 0 : 1)
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'end' })
  }, [count, isThinking])
  const open = sending ?? rows.findLast((row) => row.author === 'customer' && row.outcome === null) ?? null

  return (
    <div className="wall relative min-h-0 flex-1">
      <div
        role="log"
        aria-label={t('log')}
        tabIndex={0}
        className="absolute inset-0 overflow-y-auto focus-visible:outline-offset-[-2px]"
      >
        {count === 0 ? (
          <Beginning onOpening={onOpening} />
        ) : (
          <div className="mx-auto flex max-w-3xl flex-col gap-1 px-4 pt-3 pb-5 md:px-8">
            {rows.map((row) => {
              if (row.author === 'line')
                return (
                  <QuietLine key={row.id}>
                    {row.kind === 'jumped' && row.stage !== null
                      ? t('jumped', { stage: t(`inbox:stages.${row.stage}`) })
                      : t('handedBack', { bot: botName })}
                  </QuietLine>
                )
              if (row.author === 'repeat') return <RepeatCard key={row.id} repeat={row} onStop={onStopRepeat} />
              if (row.author === 'customer')
                return (
                  <Said
                    key={row.id}
                    body={row.body}
                    at={row.at}
                    isDropped={row.outcome === 'cancelled'}
                    repeat={shown.isRepeating ? undefined : { times: shown.timesAsked, ask: () => onRepeat(row.body) }}
                  />
                )
              const isChosen = chosen?.id === row.id
              return (
                <div key={row.id} className="mt-2 flex flex-col items-start gap-1">
                  {row.body === '' ? (
                    <QuietLine>{silenceOf(row, botName)}</QuietLine>
                  ) : (
                    <div className="bubble" data-by="bot" data-side="theirs" data-first="true">
                      <p className="text-ari text-2xs font-semibold">{botName}</p>
                      <div className="bubble-text">{row.body}</div>
                      <Time at={row.at} />
                    </div>
                  )}
                  {row.choices.length === 0 ? null : (
                    <Choices choices={row.choices} isOff={isThinking} onChoose={onChoose} />
                  )}
                  <ReplyLine reply={row} isChosen={isChosen} onShow={() => onShow(row)} />
                  <details className="w-full max-w-110 lg:hidden">
                    <summary className="text-ink-2 hover:text-ink w-fit py-1.5 text-xs font-medium pointer-coarse:py-3.5">
                      {t('why')}
                    </summary>
                    <div className="bg-surface shadow-card rounded-md">
                      <AboutReply reply={row} shown={shown} />
                    </div>
                  </details>
                </div>
              )
            })}
            {sending === null ? null : <Said body={sending.body} at={sending.at} isDropped={false} />}
            {isThinking && open !== null ? <Thinking since={open.at} botName={botName} onStop={onStop} /> : null}
            <div ref={end} />
          </div>
        )}
      </div>
    </div>
  )

  function silenceOf({ result, trace }: ReplyShown, bot: string): string {
    if (trace?.failure != null) return t('noModel', { bot })
    if (result.decision === 'nothing') return t('stillPeople', { bot })
    return t('calledPeople', { bot, reason: t(`inbox:reasons.${result.reason ?? 'model_escalated'}`) })
  }
}

function Beginning({ onOpening }: { onOpening: (text: string) => void }) {
  const { t } = useTranslation('trial')
  return (
    <div className="mx-auto flex max-w-xl flex-col items-center px-6 py-10 text-center">
      <span className="bg-ari-soft text-ari mb-3 grid size-12 place-items-center rounded-full">
        <FlaskConical aria-hidden className="size-6" strokeWidth={1.6} />
      </span>
      <h2 className="text-md font-semibold">{t('empty.title')}</h2>
      <p className="text-ink-2 mt-1 max-w-md">{t('empty.text')}</p>
      {(['id', 'en'] as const).map((language) => (
        <section key={language} className="mt-5 w-full" aria-label={t(`openings.${language}`)}>
          <h3 className="text-ink-2 mb-2 text-xs font-medium">{t(`openings.${language}`)}</h3>
          <ul data-words className="flex flex-wrap justify-center gap-2" lang={language}>
            {OPENINGS[language].map((text) => (
              <li key={text}>
                <button
                  type="button"
                  className="bg-surface hover:bg-hover shadow-row min-h-8 rounded-full px-3 py-1 text-xs font-medium transition-colors pointer-coarse:min-h-11"
                  onClick={() => onOpening(text)}
                >
                  {text}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

type SaidProps = {
  body: string
  at: string
  isDropped: boolean
  /** Has it asked several times; left out where that cannot be wished now. */
  repeat?: { times: number; ask: () => void } | undefined
}

function Said({ body, at, isDropped, repeat }: SaidProps) {
  const { t } = useTranslation('trial')
  const bubble = (
    <div
      className={cn('bubble mt-2!', isDropped && 'opacity-60')}
      data-by="customer"
      data-side="ours"
      data-first="true"
    >
      <span className="sr-only">{t('youWrote')}</span>
      <div className={cn('bubble-text', isDropped && 'line-through')}>{body}</div>
      {isDropped ? <span className="text-ink-2 block text-xs">{t('dropped')}</span> : null}
      <Time at={at} />
    </div>
  )
  if (repeat === undefined) return bubble
  return (
    <>
      {bubble}
      <button
        type="button"
        onClick={repeat.ask}
        className="text-ink-2 hover:text-ink text-2xs flex min-h-7 items-center gap-1 self-end rounded-sm px-1.5 font-medium pointer-coarse:min-h-11"
      >
        <Repeat2 aria-hidden className="size-3.5" />
        {t('repeat:askThis', { times: repeat.times })}
      </button>
    </>
  )
}

function Time({ at }: { at: string }) {
  const times = useTimes()
  return (
    <span className="bubble-meta">
      <time dateTime={at} title={times.full(Date.parse(at))}>
        {times.clock(Date.parse(at))}
      </time>
    </span>
  )
}

function QuietLine({ children }: { children: string }) {
  return (
    <p className="text-ink-2 my-1 max-w-full self-center rounded-full bg-[var(--system)] px-3 py-1 text-center text-xs">
      {children}
    </p>
  )
}

/** The list that a customer would open on their phone. */
function Choices({ choices, isOff, onChoose }: { choices: Choice[]; isOff: boolean; onChoose: (one: Choice) => void }) {
  const { t } = useTranslation('trial')
  return (
    <ul className="grid w-full max-w-110 gap-1 sm:grid-cols-2" aria-label={t('choices')}>
      {choices.map((choice) => (
        <li key={choice.id}>
          <button
            type="button"
            disabled={isOff}
            onClick={() => onChoose(choice)}
            className="bg-surface hover:bg-hover shadow-row flex min-h-10 w-full flex-col justify-center rounded-sm px-3 py-1.5 text-left transition-colors disabled:opacity-60 pointer-coarse:min-h-11"
          >
            <span className="text-accent text-xs font-medium tabular-nums">{choice.title}</span>
            {choice.description === '' ? null : (
              <span className="text-ink-2 w-full truncate text-2xs">{choice.description}</span>
            )}
          </button>
        </li>
      ))}
    </ul>
  )
}
