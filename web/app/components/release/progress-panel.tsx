import { Link } from '@remix-run/react'
import { Play, Square } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ReleaseShown } from '../../release/contract.ts'
import { useOrder } from '../../release/use-order.ts'
import { Panel } from '../intern/panel.tsx'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/states.tsx'
import { Bar } from './bar.tsx'

type Which = 'due' | 'bad' | 'failed' | 'all'

/** How much is read of what must be, and having what is due played. */
export function ProgressPanel({ shown }: { shown: ReleaseShown }) {
  const { t } = useTranslation('release')
  const { order, busy, trouble } = useOrder()
  const { counts, read, rerun, minimum, run, changes, unmade, knows, tests } = shown
  const due = counts.new + counts.changed
  const failed = tests.filter(({ hasFailed }) => hasFailed).length
  const unread = tests.filter(({ standing }) => standing === 'unread')
  // What was found bad before stands in the way until it is read: it comes first.
  const again = unread.filter(({ wasBad }) => wasBad)
  const next = again[0] ?? unread[0]
  const short = minimum - tests.length
  const play = (which: Which) => () => void order({ do: 'run', which }, which)
  return (
    <Panel title={t('progress.title')}>
      <div>
        <p className="mb-1.5 flex items-baseline gap-2">
          <span className="text-xl font-semibold tabular-nums" data-read>
            {t('progress.read', { read, minimum })}
          </span>
          <span className="text-ink-2 text-xs">{t('progress.readAbout')}</span>
        </p>
        <Bar label={t('progress.title')} done={read} of={minimum} />
        <p className="text-ink-2 mt-2 flex flex-wrap gap-x-4 gap-y-1 text-xs tabular-nums">
          {(['unread', 'good', 'bad', 'changed', 'new'] as const).map((standing) => (
            <span key={standing}>
              <b className="text-ink font-semibold">{counts[standing]}</b> {t(`standings.${standing}`)}
            </span>
          ))}
          {rerun === 0 ? null : (
            <span className="text-stop" data-rerun>
              <b className="font-semibold">{rerun}</b> {t('standings.rerun')}
            </span>
          )}
        </p>
      </div>
      {counts.changed > 0 && changes > 0 ? (
        <Notice tone="wait">{t('changed', { count: counts.changed, n: counts.changed, changes })}</Notice>
      ) : null}
      {short > 0 && unmade === 0 ? <Notice>{t('tooFew', { n: short })}</Notice> : null}
      {knows === 0 ? <Notice>{t('knowsNothing')}</Notice> : null}
      {run === null ? null : (
        <div>
          <p className="mb-1.5 flex items-center gap-2 text-xs">
            <span role="status" className="min-w-0 flex-1 tabular-nums" data-run>
              {t('run.playing', { done: run.done, of: run.of })}
            </span>
            <Button size="s" busy={busy === 'stop'} onClick={() => void order({ do: 'stop' })}>
              <Square aria-hidden className="size-3.5" />
              {t('run.stop')}
            </Button>
          </p>
          <Bar label={t('run.label')} done={run.done} of={run.of} />
        </div>
      )}
      <div className="flex flex-wrap gap-2 empty:hidden">
        {next === undefined ? null : (
          <Button asChild look="primary">
            <Link to={`/review/release/${next.id}`}>
              {again.length > 0 ? t('readRerun', { n: again.length }) : t('readNext')}
            </Link>
          </Button>
        )}
        {due > 0 && run === null ? (
          <Button look={next === undefined ? 'primary' : 'secondary'} busy={busy === 'due'} onClick={play('due')}>
            <Play aria-hidden className="size-4" />
            {t('run.due', { n: due })}
          </Button>
        ) : null}
        {counts.bad > 0 ? (
          <Button busy={busy === 'bad'} onClick={play('bad')}>
            {t('run.bad', { n: counts.bad })}
          </Button>
        ) : null}
        {failed > 0 ? (
          <Button busy={busy === 'failed'} onClick={play('failed')}>
            {t('run.failed', { n: failed })}
          </Button>
        ) : null}
        {unmade > 0 ? (
          <Button busy={busy === 'make'} onClick={() => void order({ do: 'make' })}>
            {t('make', { n: unmade })}
          </Button>
        ) : null}
      </div>
      {trouble === null ? null : <Notice tone="stop">{trouble}</Notice>}
    </Panel>
  )
}
