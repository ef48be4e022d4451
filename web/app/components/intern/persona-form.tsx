import { useTranslation } from 'react-i18next'
import { greetingText } from '#domain/conversation/wording.ts'
import type { AriConfig } from '#schema/ari-config.ts'
import type { Draft } from '../../intern/use-draft.ts'
import { useWords } from '../../intern/use-words.ts'
import { CountedTextarea } from '../ui/counted-textarea.tsx'
import { Input } from '../ui/field.tsx'
import { Segments } from '../ui/segments.tsx'
import { Switch } from '../ui/switch.tsx'
import { GuardPanel } from './guard-panel.tsx'
import { HoursPanel } from './hours-panel.tsx'
import { Panel } from './panel.tsx'
import { SaidByAri } from './said-by-ari.tsx'
import { SilencePanel } from './silence-panel.tsx'

const MOST = 300

export type PersonaDraft = Draft<'persona' | 'guard' | 'followUp' | 'away'>

/** Who ARI is, what it may not say, and whether it asks again; beside them how that looks. */
export function PersonaForm({ draft, businessName }: { draft: PersonaDraft; businessName: string }) {
  const { t } = useTranslation('config')
  const { persona } = draft.value
  return (
    <div className="mx-auto grid max-w-270 gap-4 p-4 md:p-6 lg:grid-cols-[minmax(0,1fr)_360px] lg:items-start">
      <fieldset disabled={!draft.mayEdit} className="grid min-w-0 gap-4">
        <WhoPanel draft={draft} businessName={businessName} />
        <GuardPanel draft={draft} />
        <SilencePanel draft={draft} />
        <HoursPanel draft={draft} />
      </fieldset>
      <aside className="order-first lg:sticky lg:top-6 lg:order-none">
        <section aria-label={t('persona.preview')} className="border-line overflow-hidden rounded-lg border">
          <h2 className="bg-surface border-line border-b px-4 py-3 text-base font-semibold">{t('persona.preview')}</h2>
          <SaidByAri
            label={t('persona.preview')}
            says={persona.botName.trim() || 'ARI'}
            asked={t(`persona.hello.${persona.language}`)}
            said={greetingText(persona, businessName)}
          />
        </section>
      </aside>
    </div>
  )
}

function WhoPanel({ draft, businessName }: { draft: PersonaDraft; businessName: string }) {
  const { t } = useTranslation('config')
  const { error } = useWords(draft.whole.flow.questions)
  const { persona } = draft.value
  const set = (next: Partial<AriConfig['persona']>) => draft.change('persona', { ...persona, ...next })
  const errorAt = (name: keyof AriConfig['persona']) => error(draft.problemAt(`persona.${name}`))
  return (
    <Panel title={t('persona.who')} about={t('persona.whoAbout')}>
      <Input
        id="persona.botName"
        label={t('persona.botName')}
        hint={t('persona.botNameHint')}
        value={persona.botName}
        maxLength={40}
        autoComplete="off"
        error={errorAt('botName')}
        onChange={(event) => set({ botName: event.target.value })}
        className="max-w-80"
      />
      <CountedTextarea
        id="persona.greeting"
        label={t('persona.greeting')}
        hint={t('persona.greetingHint')}
        placeholder={greetingText({ ...persona, greeting: '' }, businessName)}
        value={persona.greeting}
        most={MOST}
        error={errorAt('greeting')}
        onChange={(greeting) => set({ greeting })}
      />
      <div id="persona.language" tabIndex={-1}>
        <p className="text-ink-2 mb-1 text-xs font-medium">{t('persona.language')}</p>
        <Segments
          label={t('persona.language')}
          value={persona.language}
          options={(['id', 'en'] as const).map((value) => ({ value, label: t(`common:languages.${value}`) }))}
          onChange={(language) => set({ language })}
        />
        <p className="text-ink-3 mt-1 text-xs">{t('persona.languageHint')}</p>
      </div>
      <div id="persona.followsCustomer" tabIndex={-1}>
        <Switch
          label={t('persona.follows')}
          checked={persona.followsCustomer}
          onChange={(followsCustomer) => set({ followsCustomer })}
        />
        <p className="text-ink-3 text-xs">{t('persona.followsHint')}</p>
      </div>
      <CountedTextarea
        id="persona.tone"
        label={t('persona.tone')}
        hint={t('persona.toneHint')}
        placeholder={t('persona.tonePlaceholder')}
        value={persona.tone}
        most={MOST}
        error={errorAt('tone')}
        onChange={(tone) => set({ tone })}
      />
    </Panel>
  )
}
