import { Link } from '@remix-run/react'
import { Check } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { POINTS, type Point } from '#schema/release.ts'
import { useKeys } from '../../inbox/use-keys.ts'
import type { PlayShown, ReadMeanwhile, TestShown } from '../../release/contract.ts'
import { useOrder } from '../../release/use-order.ts'
import { useTimes } from '../../time/use-times.ts'
import { Button } from '../ui/button.tsx'
import { cn } from '../ui/cn.ts'
import { Textarea } from '../ui/field.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { Notice } from '../ui/states.tsx'

type Props = { shown: TestShown; play: PlayShown; onRead: () => void }

/** The five points, a comment and the verdict. Good ticks all five; bad says why. */
export function ReadingForm({ shown, play, onRead }: Props) {
  const { t } = useTranslation('release')
  const times = useTimes()
  const { order, busy, trouble, errorOf, meanwhile } = useOrder(`/api/release/${shown.id}`)
  const [opened] = useState(play.readAt)
  const [ticked, setTicked] = useState<Point[]>(play.points)
  const [comment, setComment] = useState(play.comment)
  const [isLacking, setLacking] = useState(false)
  const box = useRef<HTMLTextAreaElement>(null)

  const toggle = (point: Point) =>
    setTicked((now) => (now.includes(point) ? now.filter((one) => one !== point) : [...now, point]))

  async function decide(verdict: 'good' | 'bad') {
    if (busy !== null) return
    if (verdict === 'bad' && comment.trim() === '') {
      setLacking(true)
      box.current?.focus()
      return
    }
    const points = verdict === 'good' ? [...POINTS] : ticked
    setTicked(points)
    // What this reader was shown: another reading is not written over unseen.
    const seen = meanwhile === null ? opened : meanwhile.readAt
    const body = { do: 'read', playId: play.id, verdict, points, comment, seen }
    if ((await order(body, verdict)) !== null) onRead()
  }

  useKeys({
    ...Object.fromEntries(POINTS.map((point, place) => [String(place + 1), () => toggle(point)])),
    g: (event) => {
      if (!event.repeat) void decide('good')
    },
    b: (event) => {
      if (!event.repeat) void decide('bad')
    },
  })

  return (
    <form
      aria-label={t('reader.reading')}
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault()
      }}
    >
      <Findings findings={play.findings} />
      <fieldset className="grid gap-0.5">
        <legend className="mb-1 text-xs font-semibold">{t('points.title')}</legend>
        {POINTS.map((point, place) => (
          <label
            key={point}
            className="hover:bg-hover -mx-2 flex min-h-9 cursor-pointer items-center gap-2.5 rounded-sm px-2 py-1 pointer-coarse:min-h-11"
          >
            <input
              type="checkbox"
              checked={ticked.includes(point)}
              onChange={() => toggle(point)}
              className="accent-accent size-4 shrink-0"
            />
            <span className="min-w-0 flex-1">{t(`points.${point}`)}</span>
            <Kbd>{place + 1}</Kbd>
          </label>
        ))}
      </fieldset>
      <Textarea
        ref={box}
        label={t('reader.comment')}
        hint={t('reader.commentHint')}
        error={isLacking ? t('wrong.missing') : (errorOf('comment') ?? errorOf('points'))}
        value={comment}
        onChange={(event) => {
          setComment(event.target.value)
          setLacking(false)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur()
          if (event.key === 'Enter' && event.ctrlKey) void decide('bad')
        }}
      />
      {/* Before the buttons: on a phone what stands below them is out of sight. */}
      {meanwhile === null ? null : <Meanwhile reading={meanwhile} />}
      <div className="grid grid-cols-2 gap-2">
        <Button look="primary" busy={busy === 'good'} onClick={() => void decide('good')} aria-keyshortcuts="G">
          <Check aria-hidden className="size-4" />
          {t('reader.good')}
          <Kbd inverse>G</Kbd>
        </Button>
        <Button busy={busy === 'bad'} onClick={() => void decide('bad')} aria-keyshortcuts="B">
          {t('reader.bad')}
          <Kbd>B</Kbd>
        </Button>
      </div>
      {meanwhile !== null || play.verdict === null || play.readAt === null ? null : (
        <p className={cn('text-xs', play.verdict === 'good' ? 'text-done' : 'text-stop')} data-verdict={play.verdict}>
          {t(`reader.was.${play.verdict}`, {
            ...{ name: play.readBy ?? t('somebody'), at: times.full(Date.parse(play.readAt)) },
          })}
        </p>
      )}
      {trouble === null ? null : <Notice tone="stop">{trouble}</Notice>}
      <p className="text-ink-2 text-xs">
        {t('reader.playedAt', { at: times.full(Date.parse(play.playedAt)) })}{' '}
        <Link className="text-accent underline underline-offset-4" to={`/intern/versions/${String(play.version)}`}>
          {t('reader.version', { version: play.version })}
        </Link>
      </p>
    </form>
  )
}

/** Somebody read the same meanwhile: what they found, before it is written over. */
function Meanwhile({ reading: { verdict, points, comment, readBy, readAt } }: { reading: ReadMeanwhile }) {
  const { t } = useTranslation('release')
  const times = useTimes()
  const lacking = POINTS.filter((point) => !points.includes(point))
  const who = { name: readBy ?? t('somebody'), at: readAt === null ? '' : times.full(Date.parse(readAt)) }
  return (
    <Notice tone={verdict === 'bad' ? 'stop' : 'wait'}>
      <div className="grid gap-1" data-meanwhile={verdict}>
        <p className="font-medium">{t(`reader.was.${verdict ?? 'good'}`, who)}</p>
        {lacking.length === 0 ? null : (
          <p>{t('reader.lacking', { points: lacking.map((point) => t(`points.${point}`)).join(', ') })}</p>
        )}
        {comment === '' ? null : (
          <p data-words className="whitespace-pre-line [overflow-wrap:anywhere]">
            {comment}
          </p>
        )}
        <p>{t('reader.meanwhile')}</p>
      </div>
    </Notice>
  )
}

/** What a machine noticed: to look at first, never the verdict. */
function Findings({ findings }: Pick<PlayShown, 'findings'>) {
  const { t } = useTranslation('release')
  if (findings.length === 0) return null
  return (
    <Notice tone={findings.some(({ kind }) => kind !== 'check') ? 'wait' : 'info'}>
      <ul className="grid gap-1">
        {findings.map(({ kind, about }) => (
          <li key={`${kind} ${about ?? ''}`}>
            {t(`findings.${kind}`)}
            {about === undefined ? null : (
              <>
                {': '}
                <span data-words>
                  {kind === 'check'
                    ? t(`trial:checkNames.${about}`, { defaultValue: about.replaceAll('_', ' ') })
                    : about}
                </span>
              </>
            )}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
