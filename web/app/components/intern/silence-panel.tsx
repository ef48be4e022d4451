import { useTranslation } from 'react-i18next'
import { followUpText } from '#domain/conversation/wording.ts'
import type { AriConfig } from '#schema/ari-config.ts'
import { useWords } from '../../intern/use-words.ts'
import { CountedTextarea } from '../ui/counted-textarea.tsx'
import { NumberField } from '../ui/number-field.tsx'
import { Switch } from '../ui/switch.tsx'
import { Panel } from './panel.tsx'
import type { PersonaDraft } from './persona-form.tsx'

const USUAL_HOURS = 4
const NO_OWN = { id: '', en: '' }

/** Whether ARI asks again when a customer falls silent, when and how often. */
export function SilencePanel({ draft }: { draft: PersonaDraft }) {
  const { t } = useTranslation('config')
  const { error } = useWords(draft.whole.flow.questions)
  const { followUp } = draft.value
  const { afterHours, most } = followUp
  const set = (next: Partial<AriConfig['followUp']>) => draft.change('followUp', { ...followUp, ...next })
  return (
    <Panel title={t('persona.silence')} about={t('persona.silenceAbout')}>
      <Switch
        label={t('persona.asks')}
        checked={afterHours !== null}
        onChange={(asks) => set({ afterHours: asks ? USUAL_HOURS : null })}
      />
      {afterHours === null ? null : (
        <div className="grid gap-4 sm:grid-cols-2">
          <NumberField
            id="followUp.afterHours"
            label={t('persona.after')}
            hint={t('persona.afterHint')}
            unit={t('persona.afterUnit')}
            min={1}
            max={23}
            value={afterHours}
            error={error(draft.problemAt('followUp.afterHours'))}
            onChange={(hours) => set({ afterHours: hours })}
          />
          <NumberField
            id="followUp.most"
            label={t('persona.most')}
            unit={t('persona.mostUnit')}
            min={1}
            max={3}
            value={most}
            error={error(draft.problemAt('followUp.most'))}
            onChange={(times) => set({ most: times })}
          />
        </div>
      )}
      {afterHours === null
        ? null
        : (['id', 'en'] as const).map((language) => (
            <CountedTextarea
              key={language}
              id={`followUp.text.${language}`}
              label={t(language === 'id' ? 'persona.askId' : 'persona.askEn')}
              hint={t('persona.refusalHint')}
              placeholder={followUpText(language, NO_OWN, null)}
              value={followUp.text[language]}
              most={300}
              rows={2}
              error={error(draft.problemAt(`followUp.text.${language}`))}
              onChange={(text) => set({ text: { ...followUp.text, [language]: text } })}
            />
          ))}
    </Panel>
  )
}
