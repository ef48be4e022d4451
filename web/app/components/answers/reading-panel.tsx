import { useTranslation } from 'react-i18next'
import { ANSWER_POINTS } from '#schema/answer.ts'
import type { OpenAnswer, Reading } from '../../answers/contract.ts'
import type { useReading } from '../../answers/use-reading.ts'
import { useNow } from '../../time/use-times.ts'
import { useZoneTimes } from '../../time/use-zone-times.ts'
import { Button } from '../ui/button.tsx'
import { Textarea } from '../ui/field.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { Notice } from '../ui/states.tsx'

/** The five points of a reading, a comment, and one key for the usual case. */
export function ReadingPanel({ open, reading }: { open: OpenAnswer; reading: ReturnType<typeof useReading> }) {
  const { t } = useTranslation('answers')
  const now = useNow()
  const times = useZoneTimes()
  const { reading: kept } = open.answer
  const wrong = ANSWER_POINTS.filter((point) => !reading.points[point])
  // Nobody has said anything yet: five things that are wrong would be said by mistake.
  const isUntouched = kept === null && wrong.length === ANSWER_POINTS.length && reading.comment.trim() === ''
  return (
    <section aria-label={t('reading')} className="bg-surface border-line min-w-0 rounded-md border">
      <fieldset className="px-4 pt-3">
        <legend className="float-left mb-1.5 w-full text-xs font-semibold">{t('points')}</legend>
        {ANSWER_POINTS.map((point) => (
          <label
            key={point}
            className="hover:bg-hover -mx-2 flex min-h-9 cursor-pointer items-start gap-2.5 rounded-sm px-2 py-1.5 pointer-coarse:min-h-11"
          >
            <input
              type="checkbox"
              className="accent-accent mt-0.5 size-4 shrink-0"
              checked={reading.points[point]}
              onChange={(event) => reading.tick(point, event.target.checked)}
            />
            <span className="min-w-0">
              <span className="font-medium">{t(`pointNames.${point}`)}</span>
              <span className="text-ink-2 block text-xs">{t(`pointsAbout.${point}`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <div className="grid gap-3 px-4 pt-2 pb-3">
        <Textarea
          label={t('comment')}
          rows={2}
          value={reading.comment}
          error={reading.error}
          onChange={(event) => reading.setComment(event.target.value)}
        />
        {reading.meanwhile === null ? null : <Meanwhile reading={reading.meanwhile} />}
        {reading.problem === null ? null : <Notice tone="stop">{t(reading.problem)}</Notice>}
      </div>
      <div className="bg-surface border-line sticky bottom-0 grid gap-2 rounded-b-md border-t px-4 py-3">
        <div className="flex flex-wrap items-center gap-2">
          <Button
            look="primary"
            className="max-sm:flex-1"
            busy={reading.busy === 'read'}
            onClick={() => void reading.allWell()}
          >
            {t('allWell')}
            <Kbd inverse>G</Kbd>
          </Button>
          <Button
            className="max-sm:flex-1"
            disabled={isUntouched || reading.busy !== null}
            onClick={() => void reading.save()}
          >
            {isUntouched || wrong.length === 0 ? t('save') : t('saveFaulty', { n: wrong.length })}
          </Button>
          {kept === null ? null : (
            <Button look="quiet" busy={reading.busy === 'takeBack'} onClick={() => void reading.takeBack()}>
              {t('takeBack')}
            </Button>
          )}
        </div>
        <p className="text-ink-2 text-xs">
          {kept === null
            ? reading.meanwhile === null && t('notReadYet')
            : t('readBy', { name: kept.by ?? t('somebody'), at: times.short(kept.at, now) })}
        </p>
      </div>
    </section>
  )
}

/** Somebody read the same meanwhile: what they found, before it is written over. */
function Meanwhile({ reading: { points, comment, by, at } }: { reading: Reading }) {
  const { t } = useTranslation('answers')
  const now = useNow()
  const times = useZoneTimes()
  const wrong = ANSWER_POINTS.filter((point) => !points[point])
  return (
    <Notice tone={wrong.length > 0 ? 'stop' : 'wait'}>
      <div className="grid gap-1" data-meanwhile>
        <p className="font-medium">{t('readBy', { name: by ?? t('somebody'), at: times.short(at, now) })}</p>
        <p>{wrong.length === 0 ? t('keptWell') : wrong.map((point) => t(`wrong.${point}`)).join(', ')}</p>
        {comment === null ? null : (
          <p data-words className="whitespace-pre-line [overflow-wrap:anywhere]">
            {comment}
          </p>
        )}
        <p>{t('meanwhile')}</p>
      </div>
    </Notice>
  )
}
