import { FileText, Search } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fillTemplate } from '#domain/template/fill.ts'
import { createAsker } from '../../inbox/api.ts'
import type { NewTemplateMessage, TemplateChoice, TemplateList } from '../../inbox/contract.ts'
import type { TemplateAnswer } from '../../inbox/use-thread.ts'
import { Pill } from '../ui/badge.tsx'
import { CONTROL } from '../ui/field.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { Notice } from '../ui/states.tsx'
import { TemplateForm } from './template-form.tsx'

/** From so many on, they can be searched. */
const SEARCHED_FROM = 6
const MANAGER = 'https://business.facebook.com/wa/manage/message-templates/'

type Props = { contactId: string; onSend: (message: NewTemplateMessage) => Promise<TemplateAnswer> }
type Loaded = { state: 'loading' } | { state: 'failed' } | { state: 'ready'; list: TemplateList }

/** The approved templates, and the form of the one that was chosen. */
export default function TemplateChooser({ contactId, onSend }: Props) {
  const { t } = useTranslation('inbox')
  const [loaded, setLoaded] = useState<Loaded>({ state: 'loading' })
  const [chosen, setChosen] = useState<TemplateChoice | null>(null)
  const path = `/api/conversations/${contactId}/templates`
  const load = () => {
    setLoaded({ state: 'loading' })
    void createAsker<TemplateList>()(path).then((answer) => {
      if (answer === 'unchanged') return
      setLoaded(answer.ok ? { state: 'ready', list: answer.data } : { state: 'failed' })
    })
  }
  useEffect(load, [path])

  if (loaded.state === 'loading') return <Skeleton className="mb-2.5 h-14 rounded-md" />
  if (loaded.state === 'failed')
    return (
      <Notice tone="stop" className="mb-2.5">
        {t('templates.failed')}{' '}
        <button type="button" className="font-medium underline" onClick={load}>
          {t('sendAgainShort')}
        </button>
      </Notice>
    )
  if (chosen !== null)
    return (
      <TemplateForm template={chosen} onBack={() => setChosen(null)} onSend={onSend} onSent={() => setChosen(null)} />
    )
  return <Templates list={loaded.list} onChoose={setChosen} />
}

/** All that may be sent, each with what it says; or why there is none. */
export function Templates({ list, onChoose }: { list: TemplateList; onChoose: (template: TemplateChoice) => void }) {
  const { t } = useTranslation('inbox')
  const [typed, setTyped] = useState('')
  const { templates, unfillable } = list
  if (templates.length === 0) return <NoTemplates list={list} />
  const wanted = typed.trim().toLowerCase()
  const found = templates.filter(({ name, contents }) => `${name} ${contents.body}`.toLowerCase().includes(wanted))
  return (
    <div className="flex flex-col gap-2 pb-[max(10px,env(safe-area-inset-bottom))]">
      {templates.length < SEARCHED_FROM ? null : (
        <div className="relative">
          <Search aria-hidden className="text-ink-3 absolute top-1/2 left-2.5 size-4 -translate-y-1/2" />
          <input
            type="search"
            value={typed}
            aria-label={t('templates.search')}
            placeholder={t('templates.search')}
            onChange={(event) => setTyped(event.target.value)}
            className={`${CONTROL} h-8 pl-8 text-sm pointer-coarse:h-11`}
          />
        </div>
      )}
      <ul aria-label={t('templates.list')} className="flex flex-col gap-1">
        {found.map((template) => (
          <li key={template.id}>
            <TemplateRow template={template} onChoose={() => onChoose(template)} />
          </li>
        ))}
      </ul>
      {found.length > 0 ? null : <p className="text-ink-2 px-1 text-xs">{t('templates.nothingFound')}</p>}
      {unfillable === 0 ? null : (
        <p className="text-ink-3 px-1 text-xs">{t('templates.unfillable', { number: unfillable })}</p>
      )}
    </div>
  )
}

function TemplateRow({ template, onChoose }: { template: TemplateChoice; onChoose: () => void }) {
  const { name, language, contents } = template
  const { header, body } = fillTemplate(contents, {}, (placeholder) => `[${placeholder}]`)
  return (
    <button
      type="button"
      onClick={onChoose}
      className="hover:bg-hover block w-full rounded-md px-2.5 py-2 text-left shadow-[inset_0_0_0_1px_var(--line)] transition-colors"
    >
      <span className="flex items-center gap-2">
        <FileText aria-hidden className="text-ink-3 size-3.5 shrink-0" />
        <span className="min-w-0 truncate text-sm font-semibold" title={name}>
          {name}
        </span>
        <Pill>{language}</Pill>
      </span>
      <span className="text-ink-2 mt-0.5 line-clamp-2 text-xs [overflow-wrap:anywhere]">
        {header === null ? null : <b className="font-medium">{header} </b>}
        {body}
      </span>
    </button>
  )
}

/** Why there is nothing to choose, and what to do about it. */
function NoTemplates({ list: { unapproved, unfillable, isAccountKnown } }: { list: TemplateList }) {
  const { t } = useTranslation('inbox')
  return (
    <div className="bg-sunken text-ink-2 mb-[max(10px,env(safe-area-inset-bottom))] rounded-md px-3 py-2.5 text-xs">
      <p className="text-ink text-sm font-semibold">{t('templates.none')}</p>
      {isAccountKnown ? (
        <p className="mt-0.5">
          {unapproved > 0 ? `${t('templates.noneApproved', { number: unapproved })} ` : null}
          {unfillable > 0 ? `${t('templates.unfillable', { number: unfillable })} ` : null}
          {t('templates.noneAbout')}{' '}
          <a href={MANAGER} target="_blank" rel="noopener noreferrer" className="text-accent font-medium underline">
            {t('templates.manager')}
          </a>
        </p>
      ) : (
        <p className="mt-0.5">{t('templates.noAccount')}</p>
      )}
    </div>
  )
}
