import { useTranslation } from 'react-i18next'
import { toast } from 'sonner'
import type { SlotsData } from '../../slots/contract.ts'
import { useSend } from '../../slots/use-send.ts'
import { Panel } from '../intern/panel.tsx'
import { Select } from '../ui/select.tsx'
import { Notice } from '../ui/states.tsx'

const NONE = '-'

/** What reminds a customer of a consultation when WhatsApp takes no words of ours any more. */
export function ReminderPanel({ reminder, mayEdit }: { reminder: SlotsData['reminder']; mayEdit: boolean }) {
  const { t } = useTranslation('slots')
  const { send, busy, problem, errorOf } = useSend()
  const { template, choices } = reminder
  const chosen = choices.find(({ name }) => name === template)
  const isLost = template !== null && chosen === undefined

  async function choose(value: string): Promise<void> {
    if (await send('/api/reminder-template', { template: value === NONE ? null : value }))
      toast.success(t('reminder.saved'))
  }

  return (
    <Panel title={t('reminder.title')} about={t('reminder.about')}>
      {problem === null ? null : <Notice tone="stop">{t(problem)}</Notice>}
      {isLost ? (
        <Notice tone="wait">
          <span data-words>{template}</span>
          {': '}
          {t('reminder.lost')}
        </Notice>
      ) : null}
      {choices.length === 0 && template === null ? (
        <p className="text-ink-2">{t('reminder.noChoice')}</p>
      ) : (
        <div data-words>
          <Select
            label={t('reminder.label')}
            value={template ?? NONE}
            disabled={!mayEdit || busy !== null}
            options={[
              { value: NONE, label: t('reminder.none') },
              ...choices.map(({ name }) => ({ value: name, label: name })),
              ...(isLost ? [{ value: template, label: template }] : []),
            ]}
            {...(errorOf('template') !== undefined && { error: errorOf('template') ?? '' })}
            onChange={(value) => void choose(value)}
          />
        </div>
      )}
      {chosen?.examples.map(({ language, text }) => (
        <figure key={language}>
          <figcaption className="text-ink-3 text-2xs mb-1">
            {t('reminder.example', { language: language.toUpperCase() })}
          </figcaption>
          <blockquote
            data-words
            className="bg-sunken rounded-md px-3 py-2 text-xs [overflow-wrap:anywhere] whitespace-pre-line"
          >
            {text}
          </blockquote>
        </figure>
      ))}
    </Panel>
  )
}
