import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { holdingText } from '#domain/conversation/wording.ts'
import type { ServiceLevel } from '#schema/service-level.ts'
import type { Conflict } from '../../review/use-revised.ts'
import type { ServiceLevelState } from '../../review/use-service-level.ts'
import { Panel } from '../intern/panel.tsx'
import { Button } from '../ui/button.tsx'
import { CountedTextarea } from '../ui/counted-textarea.tsx'
import { NumberField } from '../ui/number-field.tsx'
import { Notice } from '../ui/states.tsx'
import { Switch } from '../ui/switch.tsx'
import { minutesOf } from './due-mark.tsx'
import { TheirChanges } from './their-changes.tsx'

const MINUTE_S = 60
const NO_OWN = { id: '', en: '' }

type Props = { revised: ServiceLevelState; hasHours: boolean; mayEdit: boolean }

/** How soon people answer, who hears of it when they do not, and what the customer is told meanwhile. */
export function ServiceLevelPanel({ revised, hasHours, mayEdit }: Props) {
  const { t } = useTranslation('service-level')
  const nameOf = useNames()
  const { value: level, changes, refused, trouble, conflict } = revised
  const errorOf = (field: string) => {
    const code = refused[field]
    return code === undefined ? undefined : t(`problems.${code}`, { defaultValue: t('problems.invalid') })
  }
  const set = (next: Partial<ServiceLevel>) => revised.change({ ...level, ...next })
  const setHolding = (next: Partial<ServiceLevel['holding']>) => set({ holding: { ...level.holding, ...next } })

  const { answerSeconds, warnPercent, ownerMinutes, holding } = level
  /** What is wrong where no field is shown to say it. */
  const hidden = Object.keys(refused).filter((field) => !isShown(field, level))
  return (
    <Panel id="service-level" title={t('title')} about={t('about')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void revised.save()
        }}
      >
        <fieldset disabled={!mayEdit} className="grid min-w-0 gap-4">
          <Switch label={t('isOn')} checked={level.isOn} disabled={!mayEdit} onChange={(isOn) => set({ isOn })} />
          {level.isOn ? (
            <>
              {hasHours ? null : (
                <Notice tone="wait">
                  {t('noHours')}{' '}
                  <Link to="/intern/persona#away.hours" className="underline underline-offset-4">
                    {t('setHours')}
                  </Link>
                </Notice>
              )}
              <div className="grid gap-4 sm:grid-cols-3">
                <NumberField
                  label={t('answer')}
                  unit={t('minutes')}
                  min={1}
                  max={1440}
                  value={Math.ceil(answerSeconds / MINUTE_S)}
                  error={errorOf('answerSeconds')}
                  onChange={(minutes) => set({ answerSeconds: minutes * MINUTE_S })}
                />
                <NumberField
                  label={t('warn')}
                  unit={t('percent')}
                  min={10}
                  max={95}
                  step={5}
                  hint={t('warnHint', { at: minutesOf((answerSeconds * warnPercent * 1000) / 100) })}
                  value={warnPercent}
                  error={errorOf('warnPercent')}
                  onChange={(percent) => set({ warnPercent: percent })}
                />
                <NumberField
                  label={t('owner')}
                  unit={t('minutes')}
                  min={1}
                  max={1440}
                  hint={t('ownerHint')}
                  value={ownerMinutes}
                  error={errorOf('ownerMinutes')}
                  onChange={(minutes) => set({ ownerMinutes: minutes })}
                />
              </div>
            </>
          ) : (
            <p className="text-ink-2 text-xs">{t('offAbout')}</p>
          )}
          <div className="border-line grid gap-4 border-t pt-4">
            <div>
              <Switch
                label={t('holding')}
                checked={holding.isOn}
                disabled={!mayEdit}
                onChange={(isOn) => setHolding({ isOn })}
              />
              <p className="text-ink-2 text-xs">{t('holdingAbout')}</p>
            </div>
            {holding.isOn ? (
              <>
                <NumberField
                  label={t('holdingAfter')}
                  unit={t('seconds')}
                  min={10}
                  max={3600}
                  step={10}
                  value={holding.afterSeconds}
                  error={errorOf('holding.afterSeconds')}
                  onChange={(afterSeconds) => setHolding({ afterSeconds })}
                />
                <div data-words className="grid gap-4 sm:grid-cols-2">
                  {(['id', 'en'] as const).map((language) => (
                    <CountedTextarea
                      key={language}
                      id={`holding.${language}`}
                      label={t(language === 'id' ? 'holdingId' : 'holdingEn')}
                      hint={t('holdingHint')}
                      placeholder={holdingText(language, NO_OWN)}
                      value={holding.text[language]}
                      most={200}
                      rows={3}
                      error={errorOf(`holding.text.${language}`)}
                      onChange={(words) => setHolding({ text: { ...holding.text, [language]: words } })}
                    />
                  ))}
                </div>
              </>
            ) : null}
          </div>
          {hidden.length === 0 ? null : (
            <Notice tone="stop">
              <ul>
                {hidden.map((field) => (
                  <li key={field}>{`${nameOf(field)}: ${errorOf(field) ?? ''}`}</li>
                ))}
              </ul>
            </Notice>
          )}
          {trouble === null ? null : (
            <Notice tone="stop">{t(trouble.problem === 'signed-out' ? 'rules:signedOut' : 'failed')}</Notice>
          )}
          <TheirLevel conflict={conflict} />
          <div className="border-line flex flex-wrap items-center justify-end gap-3 border-t pt-4">
            <p className="text-ink-3 min-w-0 flex-1 basis-48 text-xs">{t(mayEdit ? 'next' : 'readOnly')}</p>
            {mayEdit && (changes > 0 || conflict !== null) ? (
              <Button look="quiet" disabled={revised.isSaving} onClick={revised.undo}>
                {t('rules:undo')}
              </Button>
            ) : null}
            {mayEdit ? (
              <Button type="submit" look="primary" busy={revised.isSaving} disabled={changes === 0}>
                {t('save')}
              </Button>
            ) : null}
          </div>
        </fieldset>
      </form>
    </Panel>
  )
}

/** What each field is called. */
const NAMES: Record<string, string> = {
  answerSeconds: 'answer',
  warnPercent: 'warn',
  ownerMinutes: 'owner',
  'holding.isOn': 'holding',
  'holding.text.id': 'holdingId',
  'holding.text.en': 'holdingEn',
}

function useNames() {
  const { t } = useTranslation('service-level')
  return (field: string): string =>
    field === 'holding.afterSeconds' ? `${t('holding')}, ${t('holdingAfter').toLowerCase()}` : t(NAMES[field] ?? field)
}

/** Whether the form has a field for it just now. */
function isShown(field: string, { isOn, holding }: ServiceLevel): boolean {
  if (['answerSeconds', 'warnPercent', 'ownerMinutes'].includes(field)) return isOn
  return ['holding.afterSeconds', 'holding.text.id', 'holding.text.en'].includes(field) && holding.isOn
}

/** What somebody else made of it first. */
function TheirLevel({ conflict }: { conflict: Conflict | null }) {
  const { t } = useTranslation('service-level')
  const nameOf = useNames()
  function valueOf(field: string, value: unknown): string {
    if (typeof value === 'boolean') return t(value ? 'rules:values.on' : 'rules:values.off')
    if (typeof value === 'string') return value === '' ? t('ownWords') : `“${value}”`
    if (field === 'answerSeconds') return `${String(Math.ceil(Number(value) / MINUTE_S))} ${t('minutes')}`
    if (field === 'warnPercent') return `${String(value)}${t('percent')}`
    return `${String(value)} ${t(field === 'ownerMinutes' ? 'minutes' : 'seconds')}`
  }
  return <TheirChanges conflict={conflict} words="service-level" nameOf={nameOf} valueOf={valueOf} />
}
