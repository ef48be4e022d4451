import type { TFunction } from 'i18next'
import { ArrowLeft, SendHorizontal } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toast } from 'sonner'
import { fillTemplate } from '#domain/template/fill.ts'
import { parametersOf } from '#domain/template/parameters.ts'
import type { TemplateParameter, TemplateValues } from '#schema/template.ts'
import type { NewTemplateMessage, TemplateChoice } from '../../inbox/contract.ts'
import { templateForm } from '../../inbox/forms.ts'
import type { TemplateAnswer } from '../../inbox/use-thread.ts'
import { Pill } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Input } from '../ui/field.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Notice } from '../ui/states.tsx'
import { TemplateShown } from './template-shown.tsx'

const BEFORE_KEY = 'template.parameters.'
/** What can be wrong with the template itself. */
const WRONG = ['template-unknown', 'template-unapproved', 'template-unfillable', 'template-too-long']

type Props = {
  template: TemplateChoice
  onBack: () => void
  onSend: (message: NewTemplateMessage) => Promise<TemplateAnswer>
  onSent: () => void
}

/** Everything that the template asks for, what it will look like, and the button that sends it. */
export function TemplateForm({ template: { id, name, language, contents }, onBack, onSend, onSent }: Props) {
  const { t } = useTranslation('inbox')
  const parameters = parametersOf(contents)
  const [values, setValues] = useState<TemplateValues>({})
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const prefix = useId()
  // Kept over a retry: one message, however often it is sent.
  const messageId = useRef('')

  function show(found: Record<string, string>) {
    setErrors(found)
    const first = parameters.findIndex(({ key }) => found[key] !== undefined)
    if (first >= 0) document.getElementById(`${prefix}-${String(first)}`)?.focus()
  }

  async function send() {
    const read = templateForm(parameters).safeParse(
      Object.fromEntries(parameters.map(({ key }) => [key, values[key] ?? ''])),
    )
    if (!read.success) {
      const found: Record<string, string> = {}
      for (const { path, message } of read.error.issues) found[String(path[0])] ??= message
      show(found)
      return
    }
    setBusy(true)
    setProblem(null)
    messageId.current ||= crypto.randomUUID()
    const answer = await onSend({ messageId: messageId.current, template: { id, parameters: read.data } })
    setBusy(false)
    if (!('errors' in answer)) {
      if (answer.came === 'waiting') toast(t('waiting.title'), { description: t('waiting.text') })
      onSent()
      return
    }
    // What was refused was not kept: with other words it is another message.
    if (answer.came === 'refused') messageId.current = ''
    const { 'template.id': wrong, ...rest } = answer.errors
    show(Object.fromEntries(Object.entries(rest).map(([key, word]) => [key.replace(BEFORE_KEY, ''), word])))
    setProblem(wrong !== undefined && WRONG.includes(wrong) ? t(`errors.${wrong}`) : t(`refusals.${answer.came}.title`))
  }

  return (
    <form
      noValidate
      aria-label={t('templates.formOf', { name })}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <div className="mb-2 flex items-center gap-1.5">
        <IconButton size="s" label={t('templates.back')} onClick={onBack}>
          <ArrowLeft aria-hidden className="size-4" />
        </IconButton>
        <h3 className="min-w-0 truncate text-sm font-semibold" title={name}>
          {name}
        </h3>
        <Pill>{language}</Pill>
      </div>
      <div className="grid gap-3 lg:grid-cols-2 lg:gap-5">
        {parameters.length === 0 ? null : (
          <div className="flex min-w-0 flex-col gap-2.5">
            {parameters.map((parameter, index) => {
              const { key, kind, example } = parameter
              const wrong = errors[key]
              return (
                <Input
                  key={key}
                  id={`${prefix}-${String(index)}`}
                  label={labelOf(t, parameter)}
                  required
                  autoComplete="off"
                  type={kind === 'link' ? 'url' : 'text'}
                  placeholder={example === null ? undefined : t('templates.example', { example })}
                  value={values[key] ?? ''}
                  error={wrong === undefined ? undefined : t(`errors.${wrong}`)}
                  onChange={(event) => {
                    const { value } = event.target
                    setValues((before) => ({ ...before, [key]: value }))
                    setErrors((before) => Object.fromEntries(Object.entries(before).filter(([other]) => other !== key)))
                  }}
                />
              )
            })}
          </div>
        )}
        <div className="wall flex min-w-0 flex-col justify-center rounded-md px-4 pt-1 pb-2.5" aria-live="polite">
          <div className="bubble" data-side="ours" data-by="staff" data-first="true" data-preview>
            <span className="sr-only">{t('templates.preview')}</span>
            <TemplateShown {...fillTemplate(contents, values, (placeholder) => `[${placeholder}]`)} />
          </div>
        </div>
      </div>
      {problem === null ? null : (
        <Notice tone="stop" className="mt-2.5">
          {problem}
        </Notice>
      )}
      <div className="bg-surface sticky bottom-0 mt-1 flex items-center justify-end gap-2 pt-2 pb-[max(10px,env(safe-area-inset-bottom))]">
        <p className="text-ink-3 min-w-0 flex-1 text-xs">{t('templates.takes')}</p>
        <Button type="submit" look="primary" busy={isBusy}>
          {t('send')}
          <SendHorizontal aria-hidden className="size-4" />
        </Button>
      </div>
    </form>
  )
}

function labelOf(t: TFunction<'inbox'>, { place, name, kind }: TemplateParameter): string {
  if (kind === 'link') return t(`templates.media.${name}`)
  const isNumber = /^\d+$/.test(name)
  if (place === 'button') return t('templates.onButton', { name })
  if (place === 'header') return isNumber ? t('templates.inHeader') : t('templates.inHeaderNamed', { name })
  const words = name.replaceAll('_', ' ')
  return isNumber ? t('templates.numbered', { name }) : words.charAt(0).toUpperCase() + words.slice(1)
}
