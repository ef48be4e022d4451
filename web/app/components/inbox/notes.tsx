import { NotebookPen } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { createAsker, postJson, type Answer } from '../../inbox/api.ts'
import type { NoteShown } from '../../inbox/contract.ts'
import { NOTE_MOST, wrongWith } from '../../inbox/words.ts'
import { useNow, useTimes } from '../../time/use-times.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Button } from '../ui/button.tsx'
import { Drawer } from '../ui/dialog.tsx'
import { Textarea } from '../ui/field.tsx'
import { PanelBoundary } from '../ui/panel-boundary.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { EmptyState, Notice } from '../ui/states.tsx'

/** The button in the header, and behind it what people of ours wrote about the customer. */
export function NotesButton({ contactId, count }: { contactId: string; count: number }) {
  const { t } = useTranslation('inbox')
  const [isOpen, setOpen] = useState(false)
  // Until the thread is asked anew, what was added here counts too.
  const [known, setKnown] = useState(count)
  useEffect(() => setKnown(count), [count])
  return (
    <>
      <Button onClick={() => setOpen(true)} className="max-sm:w-8 max-sm:px-0 max-sm:pointer-coarse:w-11">
        <NotebookPen aria-hidden className="size-4" />
        <span className="max-sm:sr-only">{t('notes')}</span>
        {known > 0 ? <span className="text-ink-3 tabular-nums max-sm:sr-only">{known}</span> : null}
      </Button>
      <Drawer open={isOpen} onOpenChange={setOpen} title={t('notes')}>
        <PanelBoundary of={contactId}>
          <Notes contactId={contactId} onCount={setKnown} />
        </PanelBoundary>
      </Drawer>
    </>
  )
}

type Loaded = { state: 'loading' } | { state: 'failed' } | { state: 'ready'; notes: readonly NoteShown[] }

function Notes({ contactId, onCount }: { contactId: string; onCount: (count: number) => void }) {
  const { t } = useTranslation('inbox')
  const [loaded, setLoaded] = useState<Loaded>({ state: 'loading' })
  const path = `/api/conversations/${contactId}/notes`
  const take = (answer: Answer<NoteShown[]> | 'unchanged') => {
    if (answer === 'unchanged') return
    setLoaded(answer.ok ? { state: 'ready', notes: answer.data } : { state: 'failed' })
    if (answer.ok) onCount(answer.data.length)
  }
  const load = () => {
    setLoaded({ state: 'loading' })
    void createAsker<NoteShown[]>()(path).then(take)
  }
  // The drawer is opened for one contact and asks once.
  // eslint-disable-next-line react-hooks/exhaustive-deps -- see above
  useEffect(load, [path])
  return (
    <div className="flex flex-col gap-4 px-4 pb-6">
      <NewNote path={path} onAdded={(notes) => take({ ok: true, status: 201, data: notes })} />
      {loaded.state === 'loading' ? <NotesSkeleton /> : null}
      {loaded.state === 'failed' ? (
        <Notice tone="stop">
          {t('notesFailed')}{' '}
          <button type="button" className="font-medium underline" onClick={load}>
            {t('sendAgainShort')}
          </button>
        </Notice>
      ) : null}
      {loaded.state === 'ready' ? <NoteList notes={loaded.notes} /> : null}
    </div>
  )
}

function NewNote({ path, onAdded }: { path: string; onAdded: (notes: NoteShown[]) => void }) {
  const { t } = useTranslation('inbox')
  const [body, setBody] = useState('')
  const [error, setError] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  // Kept over a retry: one note, however often it is sent.
  const id = useRef('')

  async function add() {
    id.current ||= crypto.randomUUID()
    const note = { noteId: id.current, body }
    const wrong = wrongWith(body.trim(), NOTE_MOST)
    if (wrong !== null) {
      setError(t(`errors.${wrong}`))
      return
    }
    setBusy(true)
    const answer = await postJson<NoteShown[]>(path, note)
    setBusy(false)
    if (!answer.ok) {
      const key = answer.errors['body']
      setError(key === undefined ? t('noteNotSaved') : t(`errors.${key}`))
      return
    }
    id.current = ''
    setBody('')
    setError(undefined)
    onAdded(answer.data)
  }

  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        void add()
      }}
    >
      <Textarea
        label={t('noteNew')}
        hint={t('noteHint')}
        error={error}
        value={body}
        onChange={(event) => {
          setBody(event.target.value)
          setError(undefined)
        }}
      />
      <Button type="submit" look="primary" busy={isBusy} className="self-end">
        {t('noteSave')}
      </Button>
    </form>
  )
}

function NoteList({ notes }: { notes: readonly NoteShown[] }) {
  const { t } = useTranslation('inbox')
  const times = useTimes()
  const now = useNow()
  if (notes.length === 0)
    return (
      <EmptyState icon={NotebookPen} title={t('notesNone')}>
        <p>{t('notesNoneAbout')}</p>
      </EmptyState>
    )
  return (
    <ul className="flex flex-col gap-3">
      {notes.map(({ id, body, authorName, at }) => (
        <li key={id} className="bg-sunken rounded-md px-3 py-2.5">
          <p className="mb-1 flex items-center gap-2 text-xs">
            <Avatar name={authorName} id={authorName ?? id} size={20} staff />
            <span className="min-w-0 flex-1 truncate font-medium">{authorName ?? t('staff')}</span>
            <time
              dateTime={at}
              title={times.full(Date.parse(at))}
              className="text-ink-3 text-2xs shrink-0 tabular-nums"
            >
              {times.both(Date.parse(at), now)}
            </time>
          </p>
          <p className="[overflow-wrap:anywhere] whitespace-pre-wrap">{body}</p>
        </li>
      ))}
    </ul>
  )
}

function NotesSkeleton() {
  return (
    <div aria-hidden className="flex flex-col gap-3">
      <Skeleton className="h-16 rounded-md" />
      <Skeleton className="h-16 rounded-md" />
    </div>
  )
}
