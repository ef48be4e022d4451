import { useBlocker, useLocation } from '@remix-run/react'
import { Check, CircleAlert } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Draft } from '../../intern/use-draft.ts'
import { useNow, useTimes } from '../../time/use-times.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Notice } from '../ui/states.tsx'

type Saving = Pick<
  Draft<never>,
  'changes' | 'save' | 'undo' | 'takeTheirs' | 'isSaving' | 'isSaved' | 'trouble' | 'mayEdit'
> & { problems: readonly unknown[] }

/** A tab of Your Intern: what it shows, and below it, always in sight, what is not saved yet. */
export function TabPage({ draft, children }: { draft: Saving; children: ReactNode }) {
  useNamedField()
  return (
    <div className="flex min-h-full flex-col">
      <div className="flex-1">{children}</div>
      <SaveBar draft={draft} />
    </div>
  )
}

type BarProps = {
  draft: Saving
  /** The area of texts that says what is saved, with the same names as those of Your Intern. */
  words?: string
  /** What the page saves for itself beside it: nobody loses that unasked, either. */
  beside?: Beside
}

export type Beside = { changes: number; save: () => Promise<boolean> }
const NOTHING_BESIDE: Beside = { changes: 0, save: () => Promise.resolve(true) }

/** How much is not saved, and saving it. Nobody leaves the page and loses it unasked. */
export function SaveBar({ draft, words = 'config', beside = NOTHING_BESIDE }: BarProps) {
  const { t } = useTranslation(words)
  const { changes, isSaving, isSaved, mayEdit } = draft
  const isDirty = changes > 0
  useSaveKey(draft)
  if (!mayEdit)
    return (
      <p
        role="status"
        className="bg-sunken text-ink-2 border-line sticky bottom-0 z-10 border-t px-4 py-2.5 text-xs md:px-6"
      >
        {t('readOnly')}
      </p>
    )
  return (
    <>
      {isDirty || isSaved || draft.trouble ? (
        <div className="bg-surface border-line animate-appear sticky bottom-0 z-10 border-t px-4 py-2.5 md:px-6">
          <Trouble draft={draft} words={words} />
          <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
            <p
              role="status"
              className="text-ink-2 flex min-w-0 flex-1 basis-40 items-center gap-1.5 text-xs tabular-nums"
            >
              {isDirty ? (
                t(changes === 1 ? 'unsavedOne' : 'unsaved', { number: changes })
              ) : isSaved ? (
                <>
                  <Check aria-hidden className="text-done size-4 shrink-0" />
                  {t('saved')}
                </>
              ) : null}
              {isDirty && draft.problems.length > 0 ? (
                <span className="text-stop flex items-center gap-1">
                  <CircleAlert aria-hidden className="size-3.5 shrink-0" />
                  {t(draft.problems.length === 1 ? 'problemsOne' : 'problems', { number: draft.problems.length })}
                </span>
              ) : null}
            </p>
            {isDirty ? (
              <>
                <Button look="quiet" onClick={draft.undo} disabled={isSaving}>
                  {t('undo')}
                </Button>
                <Button look="primary" busy={isSaving} onClick={() => void draft.save()} aria-keyshortcuts="Control+S">
                  {t('save')}
                </Button>
              </>
            ) : null}
          </div>
        </div>
      ) : null}
      <LeaveGuard draft={draft} words={words} beside={beside} />
    </>
  )
}

function Trouble({ draft: { trouble, takeTheirs }, words }: Required<Omit<BarProps, 'beside'>>) {
  const { t } = useTranslation(words)
  const times = useTimes()
  const now = useNow()
  if (trouble === null) return null
  if (trouble.problem !== 'changed')
    return (
      <Notice tone="stop" className="mb-2">
        {t(trouble.problem === 'signed-out' ? 'signedOut' : 'unreachable')}
      </Notice>
    )
  const { what, last } = trouble
  const name = last?.by ?? t('somebody')
  return (
    <Notice tone="wait" className="mb-2">
      <p>
        {what === 'discarded' || last === null
          ? t('came.discarded')
          : t(`came.${what}`, { name, at: times.both(Date.parse(last.at), now) })}{' '}
        {t('came.kept')}
      </p>
      <Button size="s" className="mt-1.5" onClick={takeTheirs}>
        {t('came.take')}
      </Button>
    </Notice>
  )
}

/** Asks before what was typed is left behind: within our pages by a question of ours, elsewhere by the browser's. */
function LeaveGuard({ draft, words, beside }: Required<BarProps>) {
  const { t } = useTranslation(words)
  const isDirty = draft.changes + beside.changes > 0
  const [isLeaving, setLeaving] = useState(false)
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => isDirty && currentLocation.pathname !== nextLocation.pathname,
  )
  useEffect(() => {
    if (!isDirty) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [isDirty])

  async function saveAndGo() {
    setLeaving(true)
    const isKept = (draft.changes === 0 || (await draft.save())) && (beside.changes === 0 || (await beside.save()))
    setLeaving(false)
    if (isKept) blocker.proceed?.()
    else blocker.reset?.()
  }

  return (
    <Dialog
      open={blocker.state === 'blocked'}
      onOpenChange={(open) => {
        if (!open) blocker.reset?.()
      }}
      title={t('leave.title')}
      description={t('leave.text')}
      actions={
        <>
          <Button onClick={() => blocker.reset?.()}>{t('leave.stay')}</Button>
          <Button onClick={() => blocker.proceed?.()}>{t('leave.drop')}</Button>
          <Button look="primary" busy={isLeaving} onClick={() => void saveAndGo()}>
            {t('leave.save')}
          </Button>
        </>
      }
    />
  )
}

/** Goes to the field that the address names by its path, as the links beside problems do. */
function useNamedField(): void {
  const { hash } = useLocation()
  useEffect(() => {
    const path = hash.slice(1)
    if (path === '') return
    // What has no place of its own is at the place around it.
    const names = path.split('.')
    const ids = names.map((_, at) => names.slice(0, names.length - at).join('.'))
    const field = ids.map((id) => document.getElementById(id)).find((one) => one !== null)
    field?.scrollIntoView({ block: 'center' })
    field?.focus({ preventScroll: true })
  }, [hash])
}

/** Ctrl S, or Cmd S. */
function useSaveKey({ changes, isSaving, mayEdit, save }: Saving): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey) || event.altKey) return
      event.preventDefault()
      if (mayEdit && changes > 0 && !isSaving) void save()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  })
}
