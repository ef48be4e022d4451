import { useTranslation } from 'react-i18next'
import { refusalText } from '#domain/conversation/wording.ts'
import type { AriConfig } from '#schema/ari-config.ts'
import { useWords } from '../../intern/use-words.ts'
import { ChipsField } from '../ui/chips-field.tsx'
import { CountedTextarea } from '../ui/counted-textarea.tsx'
import { NumberField } from '../ui/number-field.tsx'
import { RangeField } from '../ui/range-field.tsx'
import { Panel } from './panel.tsx'
import type { PersonaDraft } from './persona-form.tsx'

const NO_OWN = { id: '', en: '' }
const MOST_HEDGES = 100
const LONGEST_HEDGE = 60

/** What ARI refuses and how, and when a reply of its own is held back. */
export function GuardPanel({ draft }: { draft: PersonaDraft }) {
  const { t } = useTranslation('config')
  const { error } = useWords(draft.whole.flow.questions)
  const { guard } = draft.value
  const set = (next: Partial<AriConfig['guard']>) => draft.change('guard', { ...guard, ...next })
  return (
    <Panel title={t('persona.says')} about={t('persona.saysAbout')}>
      {(['id', 'en'] as const).map((language) => (
        <CountedTextarea
          key={language}
          id={`guard.refusal.${language}`}
          label={t(language === 'id' ? 'persona.refusalId' : 'persona.refusalEn')}
          hint={t('persona.refusalHint')}
          placeholder={refusalText(language, NO_OWN)}
          value={guard.refusal[language]}
          most={300}
          rows={2}
          error={error(draft.problemAt(`guard.refusal.${language}`))}
          onChange={(text) => set({ refusal: { ...guard.refusal, [language]: text } })}
        />
      ))}
      <ChipsField
        id="guard.hedges"
        label={t('persona.hedges')}
        hint={t('persona.hedgesHint')}
        placeholder={t('persona.hedgesPlaceholder')}
        addLabel={t('persona.add')}
        removeLabel={(phrase) => t('persona.remove', { phrase })}
        values={guard.hedges}
        most={MOST_HEDGES}
        mostLength={LONGEST_HEDGE}
        disabled={!draft.mayEdit}
        error={error(draft.problemAt('guard.hedges', 'within'))}
        onChange={(hedges) => set({ hedges })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <RangeField
          id="guard.leastConfidence"
          label={t('persona.confidence')}
          hint={t('persona.confidenceHint')}
          min={50}
          max={100}
          value={Math.round(guard.leastConfidence * 100)}
          said={t('percent', { number: Math.round(guard.leastConfidence * 100) })}
          error={error(draft.problemAt('guard.leastConfidence'))}
          onChange={(percent) => set({ leastConfidence: percent / 100 })}
        />
        <NumberField
          id="guard.mostCharacters"
          label={t('persona.longest')}
          hint={t('persona.longestHint')}
          unit={t('persona.characters')}
          min={80}
          max={300}
          step={10}
          value={guard.mostCharacters}
          error={error(draft.problemAt('guard.mostCharacters'))}
          onChange={(mostCharacters) => set({ mostCharacters })}
        />
      </div>
    </Panel>
  )
}
