import { Link, useRevalidator } from '@remix-run/react'
import { CircleAlert, CircleCheck, FileCheck2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AriConfig } from '#schema/ari-config.ts'
import { orderConfig } from '../../intern/api.ts'
import type { ConfigRefusal, FieldProblem, Seen } from '../../intern/contract.ts'
import { describeChanges } from '../../intern/describe-changes.ts'
import { placeOf } from '../../intern/places.ts'
import { useText, useWords } from '../../intern/use-words.ts'
import { useNow, useTimes } from '../../time/use-times.ts'
import { Button } from '../ui/button.tsx'
import { Textarea } from '../ui/field.tsx'
import { EmptyState, Notice } from '../ui/states.tsx'
import { ChangeList } from './change-list.tsx'

const MOST_NOTE = 200

type Props = {
  mayEdit: boolean
  before: AriConfig
  after: AriConfig
  seen: Seen
  problems: readonly FieldProblem[]
  /** The version that says the same, where the draft is one that was brought back. */
  same: number | null
}
type Refusal = ConfigRefusal | { problem: 'unreachable' | 'signed-out' }

/** Every change before it is live, what stands in its way, and the one button that makes it so. */
export function PublishPage(props: Props) {
  const { mayEdit, before, after, seen, same } = props
  const { t } = useTranslation('config')
  const changes = describeChanges(before, after, useText())
  const { revalidate } = useRevalidator()
  const [note, setNote] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [published, setPublished] = useState<number | null>(null)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const problems = refusal?.problem === 'refused' ? refusal.problems : props.problems

  async function publish() {
    setBusy(true)
    const result = await orderConfig({ order: 'publish', note, ...seen })
    setBusy(false)
    if ('refusal' in result) {
      setRefusal(result.refusal)
      return
    }
    if (result.answer.outcome !== 'published') return
    setRefusal(null)
    setPublished(result.answer.number)
    setNote('')
    revalidate()
  }

  if (seen.revision === 0 || changes.length === 0)
    return published === null ? (
      <EmptyState icon={FileCheck2} title={t('publish.none')} action={<ToTabs />}>
        {t('publish.noneAbout')}
      </EmptyState>
    ) : (
      <Done number={published} />
    )
  return (
    <div className="mx-auto grid max-w-215 gap-4 p-4 md:p-6">
      <header>
        <h2 className="text-xl font-semibold">{t('publish.title')}</h2>
        <p className="text-ink-2 mt-1">
          {t(changes.length === 1 ? 'publish.numberOne' : 'publish.number', {
            number: changes.length,
            version: seen.basedOn,
          })}
          {same === null ? null : ` ${t('publish.same', { number: same })}`}
        </p>
      </header>
      {problems.length === 0 ? null : <Problems problems={problems} config={after} />}
      <ChangeList changes={changes} />
      {mayEdit ? (
        <section aria-label={t('publish.button')} className="bg-surface border-line grid gap-3 rounded-lg border p-4">
          <Textarea
            label={t('publish.note')}
            hint={t('publish.noteHint')}
            error={note.trim().length > MOST_NOTE ? t('publish.noteLong') : undefined}
            rows={2}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
          <Refused
            refusal={refusal}
            onLook={() => {
              setRefusal(null)
              revalidate()
            }}
          />
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <p className="text-ink-2 min-w-0 flex-1 basis-60 text-xs">{t('publish.about')}</p>
            <Button
              look="primary"
              busy={isBusy}
              disabled={isBusy || problems.length > 0 || note.trim().length > MOST_NOTE}
              onClick={() => void publish()}
            >
              {t('publish.button')}
            </Button>
          </div>
        </section>
      ) : (
        <Notice>{t('publish.onlyAdmins')}</Notice>
      )}
    </div>
  )
}

function Problems({ problems, config }: { problems: readonly FieldProblem[]; config: AriConfig }) {
  const { t } = useTranslation('config')
  const words = useWords(config.flow.questions)
  return (
    <section role="alert" aria-label={t('publish.problems')} className="bg-stop-soft rounded-lg px-4 py-3">
      <h3 className="text-stop mb-1.5 flex items-center gap-2 font-semibold">
        <CircleAlert aria-hidden className="size-4" />
        {t('publish.problems')}
      </h3>
      <ul className="grid gap-1">
        {problems.map((problem) => (
          <li key={`${problem.path} ${problem.code}`} className="flex flex-wrap items-baseline gap-x-2">
            <span className="min-w-0">{words.problem(problem)}</span>
            <Link to={placeOf(problem.path)} className="text-accent font-medium underline underline-offset-4">
              {t('publish.fix')}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Refused({ refusal, onLook }: { refusal: Refusal | null; onLook: () => void }) {
  const { t } = useTranslation('config')
  const times = useTimes()
  const now = useNow()
  if (refusal === null || refusal.problem === 'refused') return null
  if (refusal.problem === 'unreachable' || refusal.problem === 'signed-out')
    return <Notice tone="stop">{t(refusal.problem === 'unreachable' ? 'publish.failed' : 'signedOut')}</Notice>
  const last = refusal.problem === 'changed' ? refusal.last : null
  const what = refusal.problem === 'changed' && last !== null ? refusal.what : 'discarded'
  const name = last?.by ?? t('somebody')
  const at = last === null ? '' : times.both(Date.parse(last.at), now)
  return (
    <Notice tone="wait">
      <p>{t(`publish.came.${what}`, { name, at })}</p>
      <Button size="s" className="mt-1.5" onClick={onLook}>
        {t('publish.look')}
      </Button>
    </Notice>
  )
}

function Done({ number }: { number: number }) {
  const { t } = useTranslation('config')
  return (
    <div role="status">
      <EmptyState
        icon={CircleCheck}
        title={t('publish.done', { number })}
        action={
          <span className="flex flex-wrap justify-center gap-2">
            <Button asChild>
              <Link to="/intern/versions">{t('publish.toVersions')}</Link>
            </Button>
            <ToTabs />
          </span>
        }
      >
        {t('publish.doneAbout')}
      </EmptyState>
    </div>
  )
}

function ToTabs() {
  const { t } = useTranslation('config')
  return (
    <Button asChild>
      <Link to="/intern/persona">{t('publish.toTabs')}</Link>
    </Button>
  )
}
