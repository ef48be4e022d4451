import { Trash2 } from 'lucide-react'
import { useId, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Question } from '#schema/ari-parts.ts'
import { STAGES, type Stage } from '#schema/conversation.ts'
import { keyFrom } from '../../../intern/flow/edits.ts'
import { checkQuestion, type QuestionField } from '../../../intern/flow/question-form.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Input, Textarea } from '../../ui/field.tsx'
import { Segments } from '../../ui/segments.tsx'
import { Switch } from '../../ui/switch.tsx'
import { useFlowTab } from './context.ts'

type Props = {
  /** Null: a new one. */
  question: Question | null
  onClose: () => void
  onDone: (question: Question, stages: Stage[]) => void
  onRemove: (key: string) => void
}

const EMPTY: Question = { key: '', kind: 'text', required: false, about: '', label: '' }
const KINDS = ['text', 'document', 'wish'] as const

/** One question of the workspace. Its key is what answers are kept under, and stays as it was made. */
export function QuestionForm({ question, onClose, onDone, onRemove }: Props) {
  const { t } = useTranslation('flow')
  const { t: common } = useTranslation('common')
  const { flow, words } = useFlowTab()
  const id = useId()
  const isNew = question === null
  const [typed, setTyped] = useState(question ?? EMPTY)
  const [ownKey, setOwnKey] = useState<string | null>(null)
  const [stages, setStages] = useState<Stage[]>(
    STAGES.filter((stage) => isNew || flow.stages[stage].questions.includes(question.key)),
  )
  const [isTried, setTried] = useState(false)

  const whole = { ...typed, key: isNew ? (ownKey ?? keyFrom(typed.label)) : typed.key }
  const { found, fields } = checkQuestion(whole, { isNew, others: flow.questions })
  const errorOf = (field: QuestionField) => {
    const problem = isTried ? fields[field] : undefined
    return problem && t(`form.wrong.${problem}`, { name: words.question(whole.key) })
  }
  const change = (next: Partial<Question>) => setTyped((now) => ({ ...now, ...next }))

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    if (found !== undefined) {
      onDone(found, stages)
      return
    }
    const first = (['label', 'key', 'about'] as const).find((field) => fields[field] !== undefined)
    const field = event.currentTarget.elements.namedItem(first ?? '')
    if (field instanceof HTMLElement) field.focus()
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={t(isNew ? 'form.addTitle' : 'form.editTitle')}
      actions={
        <>
          {isNew ? null : (
            <Button look="quiet" className="text-stop mr-auto" onClick={() => onRemove(whole.key)}>
              <Trash2 aria-hidden className="size-4" />
              {t('form.remove')}
            </Button>
          )}
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="submit" form={id} look="primary">
            {t(isNew ? 'form.add' : 'form.apply')}
          </Button>
        </>
      }
    >
      <form id={id} noValidate onSubmit={submit} className="grid gap-4 px-0.5 pb-0.5">
        <Input
          name="label"
          label={t('form.label')}
          value={typed.label}
          hint={isNew ? undefined : typed.label === '' && t('form.labelHint', { name: words.question(whole.key) })}
          error={errorOf('label')}
          onChange={(event) => change({ label: event.target.value })}
        />
        <Input
          name="key"
          label={t('form.key')}
          className="font-mono"
          value={whole.key}
          disabled={!isNew}
          hint={isNew ? t('form.keyHint') : undefined}
          error={errorOf('key')}
          autoCapitalize="none"
          spellCheck={false}
          onChange={(event) => setOwnKey(event.target.value)}
        />
        <Textarea
          name="about"
          label={t('form.about')}
          value={typed.about}
          placeholder={t('form.aboutPlaceholder')}
          hint={t('form.aboutHint')}
          error={errorOf('about')}
          onChange={(event) => change({ about: event.target.value })}
        />
        <div>
          <p className="text-ink-2 mb-1 text-xs font-medium">{t('form.kind')}</p>
          <Segments
            label={t('form.kind')}
            value={typed.kind}
            options={KINDS.map((kind) => ({ value: kind, label: t(`questions.kinds.${kind}`) }))}
            onChange={(kind) => change({ kind })}
          />
          <p className="text-ink-3 mt-1 text-xs">{t(`questions.kindHints.${typed.kind}`)}</p>
        </div>
        <div>
          <Switch label={t('form.required')} checked={typed.required} onChange={(required) => change({ required })} />
          <p className="text-ink-3 text-xs">{t('form.requiredHint')}</p>
        </div>
        <fieldset>
          <legend className="text-ink-2 mb-1 text-xs font-medium">{t('form.stages')}</legend>
          <div className="grid grid-cols-2 gap-x-4 sm:grid-cols-3">
            {STAGES.map((stage) => (
              <label key={stage} className="flex min-h-8 items-center gap-2 pointer-coarse:min-h-11">
                <input
                  type="checkbox"
                  className="accent-accent size-4"
                  checked={stages.includes(stage)}
                  onChange={({ target }) =>
                    setStages(STAGES.filter((one) => (one === stage ? target.checked : stages.includes(one))))
                  }
                />
                {words.stage(stage)}
              </label>
            ))}
          </div>
        </fieldset>
      </form>
    </Dialog>
  )
}
