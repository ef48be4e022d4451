import { useRevalidator } from '@remix-run/react'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LONGEST_CONTENT } from '#domain/knowledge/check-entry.ts'
import type { EntryKind, KnowledgeLanguage } from '#schema/knowledge.ts'
import { postJson } from '../../../inbox/api.ts'
import { KINDS, KNOWLEDGE_LANGUAGES, type ShownEntry } from '../../../knowledge/contract.ts'
import { EntryForm, problemsIn } from '../../../knowledge/forms.ts'
import { useNow, useTimes } from '../../../time/use-times.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, Drawer } from '../../ui/dialog.tsx'
import { Input, Textarea } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { Notice } from '../../ui/states.tsx'
import { Switch } from '../../ui/switch.tsx'

type Props = { entry: ShownEntry | null; mayEdit: boolean; onClose: () => void }
type Values = {
  kind: EntryKind
  language: KnowledgeLanguage
  title: string
  content: string
  active: boolean
}

/** One entry in a panel beside the list: read, changed, deleted, or written anew. */
export function EntryEditor({ entry, mayEdit, onClose }: Props) {
  const { t, i18n } = useTranslation('database')
  const { revalidate } = useRevalidator()
  const [values, setValues] = useState<Values>(() => ({
    kind: entry?.kind ?? 'faq',
    language: entry?.language ?? 'id',
    title: entry?.title ?? '',
    content: entry?.content ?? '',
    active: entry?.active ?? true,
  }))
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [problem, setProblem] = useState<'failed' | 'gone' | null>(null)
  const [busy, setBusy] = useState<'save' | 'delete' | null>(null)
  const [isAsking, setAsking] = useState(false)
  const set = (change: Partial<Values>) => {
    setValues((before) => ({ ...before, ...change }))
    setErrors((before) => Object.fromEntries(Object.entries(before).filter(([field]) => !(field in change))))
  }
  const errorOf = (field: 'title' | 'content') => {
    const key = errors[field]
    return key === undefined ? undefined : t(`problems.${field}.${key}`)
  }

  async function send(path: string, body: object, doing: 'save' | 'delete'): Promise<void> {
    setBusy(doing)
    setProblem(null)
    const answer = await postJson(path, body)
    setBusy(null)
    if (answer.ok) {
      revalidate()
      onClose()
      return
    }
    setAsking(false)
    setErrors(answer.errors)
    if (answer.status === 404) setProblem('gone')
    else if (Object.keys(answer.errors).length === 0) setProblem('failed')
  }

  function save(): void {
    const checked = EntryForm.safeParse(values)
    if (!checked.success) {
      setErrors(problemsIn(checked.error))
      return
    }
    const path = entry === null ? '/api/knowledge/entries' : `/api/knowledge/entries/${entry.id}`
    void send(path, checked.data, 'save')
  }

  return (
    <Drawer
      wide
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={t(entry === null ? 'editor.new' : mayEdit ? 'editor.edit' : 'editor.view')}
    >
      <form
        noValidate
        className="flex min-h-full flex-col"
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <fieldset disabled={!mayEdit} className="flex min-w-0 flex-1 flex-col gap-4 px-4 pb-4">
          {problem === null ? null : <Notice tone="stop">{t(`editor.${problem}`)}</Notice>}
          <div className="grid grid-cols-2 gap-3">
            <Select
              label={t('editor.kind')}
              value={values.kind}
              disabled={!mayEdit}
              options={KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
              onChange={(kind) => set({ kind, title: values.title })}
            />
            <Select
              label={t('editor.language')}
              value={values.language}
              disabled={!mayEdit}
              options={KNOWLEDGE_LANGUAGES.map((one) => ({ value: one, label: t(`languages.${one}`) }))}
              onChange={(language) => set({ language, title: values.title })}
            />
          </div>
          <Input
            label={t('editor.title')}
            hint={t('editor.titleHint')}
            error={errorOf('title')}
            value={values.title}
            onChange={(event) => set({ title: event.target.value })}
          />
          <Textarea
            label={t('editor.content')}
            hint={t('editor.contentHint', {
              left: new Intl.NumberFormat(i18n.language).format(LONGEST_CONTENT - values.content.length),
            })}
            error={errorOf('content')}
            value={values.content}
            className="min-h-56"
            onChange={(event) => set({ content: event.target.value })}
          />
          <Switch
            tone="ari"
            label={t('editor.active')}
            checked={values.active}
            disabled={!mayEdit}
            onChange={(active) => set({ active })}
            className="justify-between"
          />
          {entry === null ? null : <LastChange entry={entry} />}
        </fieldset>
        {mayEdit ? (
          <div className="border-line bg-surface sticky bottom-0 flex items-center gap-2 border-t px-4 py-3">
            {entry === null ? null : (
              <Button look="quiet" className="text-stop" onClick={() => setAsking(true)}>
                <Trash2 aria-hidden className="size-4" />
                {t('editor.delete')}
              </Button>
            )}
            <span className="text-ink-3 ml-auto hidden text-xs sm:inline">{t('editor.effect')}</span>
            <Button type="submit" look="primary" busy={busy === 'save'} className="ml-auto sm:ml-0">
              {t('editor.save')}
            </Button>
          </div>
        ) : null}
      </form>
      {entry === null ? null : (
        <Dialog
          open={isAsking}
          onOpenChange={setAsking}
          title={t('editor.deleteTitle', { title: entry.title })}
          description={t('editor.deleteText')}
          actions={
            <>
              <Button onClick={() => setAsking(false)}>{t('common:cancel')}</Button>
              <Button
                look="danger"
                busy={busy === 'delete'}
                onClick={() => void send(`/api/knowledge/entries/${entry.id}/delete`, {}, 'delete')}
              >
                {t('editor.deleteConfirm')}
              </Button>
            </>
          }
        />
      )}
    </Drawer>
  )
}

function LastChange({ entry: { updatedAt, updatedBy } }: { entry: ShownEntry }) {
  const { t } = useTranslation('database')
  const times = useTimes()
  const now = useNow()
  const at = Date.parse(updatedAt)
  const when = times.both(at, now)
  return (
    <p className="text-ink-3 text-xs" title={times.full(at)}>
      {updatedBy === null ? t('editor.lastChangeNobody', { when }) : t('editor.lastChange', { when, name: updatedBy })}
    </p>
  )
}
