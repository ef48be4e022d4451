import { useRevalidator } from '@remix-run/react'
import { ExternalLink, Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fillPlaceholders, findBadPlaceholder } from '#domain/quick-reply/placeholders.ts'
import { BUTTON_MOST } from '#schema/whatsapp-limits.ts'
import { postJson } from '../../inbox/api.ts'
import type { ShownQuickReply } from '../../quick-replies/contract.ts'
import { NAME_MOST, problemsIn, QuickReplyForm, SHORTCUT_MOST, TEXT_MOST } from '../../quick-replies/forms.ts'
import { useNow, useTimes } from '../../time/use-times.ts'
import { Button } from '../ui/button.tsx'
import { CountedTextarea } from '../ui/counted-textarea.tsx'
import { Dialog, Drawer } from '../ui/dialog.tsx'
import { Input } from '../ui/field.tsx'
import { Notice } from '../ui/states.tsx'
import { Switch } from '../ui/switch.tsx'

type Props = { reply: ShownQuickReply | null; mayEdit: boolean; agent: string; onClose: () => void }
type Values = { shortcut: string; name: string; text: string; hasLink: boolean; label: string; url: string }

/** By the reader's language: both are always understood. */
const MARKS = { id: { customer: '{{nama}}', agent: '{{petugas}}' }, en: { customer: '{{name}}', agent: '{{agent}}' } }

/** One quick reply in a panel beside the list: read, changed, deleted, or written anew. */
export function QuickReplyEditor({ reply, mayEdit, agent, onClose }: Props) {
  const { t, i18n } = useTranslation('quick-replies')
  const { revalidate } = useRevalidator()
  const marks = MARKS[i18n.language === 'id' ? 'id' : 'en']
  const [values, setValues] = useState<Values>(() => ({
    ...{ shortcut: reply?.shortcut ?? '', name: reply?.name ?? '', text: reply?.text ?? '' },
    ...{ hasLink: reply?.link != null, label: reply?.link?.label ?? '', url: reply?.link?.url ?? '' },
  }))
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [problem, setProblem] = useState<'failed' | 'gone' | null>(null)
  const [busy, setBusy] = useState<'save' | 'delete' | null>(null)
  const [isAsking, setAsking] = useState(false)
  const editor = useRef<HTMLFormElement>(null)
  const { shortcut, name, text, hasLink, label, url } = values
  const set = (change: Partial<Values>) => {
    setValues((before) => ({ ...before, ...change }))
    setErrors((before) =>
      Object.fromEntries(Object.entries(before).filter(([field]) => !(field.replace('link.', '') in change))),
    )
  }
  const errorOf = (field: string) => {
    const key = errors[field]
    const mark = findBadPlaceholder(text) ?? ''
    return key === undefined ? undefined : t(`problems.${field.replace('link.', '')}.${key}`, { mark, ...marks })
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
    const checked = QuickReplyForm.safeParse({ shortcut, name, text, link: hasLink ? { label, url } : null })
    if (!checked.success) {
      setErrors(problemsIn(checked.error))
      return
    }
    void send(reply === null ? '/api/quick-replies' : `/api/quick-replies/${reply.id}`, checked.data, 'save')
  }

  /** Puts a placeholder where one is writing. */
  function insert(mark: string): void {
    const area = editor.current?.querySelector('textarea')
    const from = area?.selectionStart ?? text.length
    set({ text: text.slice(0, from) + mark + text.slice(area?.selectionEnd ?? from) })
    area?.focus()
    requestAnimationFrame(() => area?.setSelectionRange(from + mark.length, from + mark.length))
  }

  return (
    <Drawer
      wide
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={t(reply === null ? 'editor.new' : mayEdit ? 'editor.edit' : 'editor.view')}
    >
      <form
        ref={editor}
        noValidate
        className="flex min-h-full flex-col"
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <fieldset disabled={!mayEdit} className="flex min-w-0 flex-1 flex-col gap-4 px-4 pb-4">
          {problem === null ? null : <Notice tone="stop">{t(`editor.${problem}`)}</Notice>}
          <div className="grid gap-4 sm:grid-cols-[11rem_1fr] sm:gap-3">
            <Input
              label={t('editor.shortcut')}
              hint={t('editor.shortcutHint', { typed: `/${shortcut || t('editor.shortcutSample')}` })}
              error={errorOf('shortcut')}
              value={shortcut}
              maxLength={SHORTCUT_MOST + 1}
              autoCapitalize="none"
              autoComplete="off"
              spellCheck={false}
              className="font-mono"
              onChange={({ target }) => set({ shortcut: target.value.toLowerCase().replace(/^\//, '') })}
            />
            <Input
              label={t('editor.name')}
              hint={t('editor.nameHint')}
              error={errorOf('name')}
              value={name}
              maxLength={NAME_MOST}
              onChange={({ target }) => set({ name: target.value })}
            />
          </div>
          <div>
            <CountedTextarea
              id="quick-reply-text"
              label={t('editor.text')}
              hint={t('editor.textHint', marks)}
              error={errorOf('text')}
              value={text}
              most={TEXT_MOST}
              rows={6}
              onChange={(words) => set({ text: words })}
            />
            {mayEdit ? (
              <div className="text-ink-2 mt-2 flex flex-wrap items-center gap-2 text-xs">
                {t('editor.insert')}
                {(['customer', 'agent'] as const).map((part) => (
                  <Button key={part} size="s" onClick={() => insert(marks[part])}>
                    {t(`editor.${part}`)}
                  </Button>
                ))}
              </div>
            ) : null}
          </div>
          <div>
            <Switch
              label={t('editor.withLink')}
              checked={hasLink}
              disabled={!mayEdit}
              onChange={(on) => set({ hasLink: on })}
              className="w-full justify-between"
            />
            {hasLink ? (
              <div className="mt-2 grid gap-4 sm:grid-cols-[11rem_1fr] sm:gap-3">
                <Input
                  label={t('editor.label')}
                  error={errorOf('link.label')}
                  value={label}
                  maxLength={BUTTON_MOST}
                  onChange={({ target }) => set({ label: target.value })}
                />
                <Input
                  type="url"
                  inputMode="url"
                  label={t('editor.url')}
                  hint={t('editor.urlHint')}
                  error={errorOf('link.url')}
                  placeholder={t('editor.urlSample')}
                  value={url}
                  onChange={({ target }) => set({ url: target.value })}
                />
              </div>
            ) : null}
          </div>
          {text.trim() === '' ? null : (
            <Sample
              text={fillPlaceholders(text, { customer: t('editor.sample'), agent })}
              label={hasLink ? label : ''}
            />
          )}
          {reply === null ? null : <LastChange reply={reply} />}
        </fieldset>
        {mayEdit ? (
          <div className="border-line bg-surface sticky bottom-0 flex items-center gap-2 border-t px-4 py-3">
            {reply === null ? null : (
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
      {reply === null ? null : (
        <Dialog
          open={isAsking}
          onOpenChange={setAsking}
          title={t('editor.deleteTitle', { typed: `/${reply.shortcut}` })}
          description={t('editor.deleteText')}
          actions={
            <>
              <Button onClick={() => setAsking(false)}>{t('common:cancel')}</Button>
              <Button
                look="danger"
                busy={busy === 'delete'}
                onClick={() => void send(`/api/quick-replies/${reply.id}/delete`, {}, 'delete')}
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

/** What will stand in the composer, and under it the button. */
function Sample({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation('quick-replies')
  return (
    <div>
      <p className="text-ink-2 mb-1 text-xs font-medium">{t('editor.preview')}</p>
      <div className="bg-sunken rounded-md px-3 py-2 text-sm" data-words>
        <p className="[overflow-wrap:anywhere] whitespace-pre-wrap">{text.trim()}</p>
        {label.trim() === '' ? null : (
          <p className="border-press text-accent mt-2 flex items-center justify-center gap-1.5 border-t pt-2 font-medium">
            <ExternalLink aria-hidden className="size-3.5 shrink-0" />
            <span className="min-w-0 truncate">{label}</span>
          </p>
        )}
      </div>
    </div>
  )
}

function LastChange({ reply: { updatedAt, updatedBy } }: { reply: ShownQuickReply }) {
  const { t } = useTranslation('quick-replies')
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
