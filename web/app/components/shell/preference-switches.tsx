import { useLocation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'

const LANGUAGES = ['id', 'en'] as const
const THEMES = ['system', 'light', 'dark'] as const

/** Language and theme. The page is asked for anew, so that all of it follows; works without scripts. */
export function PreferenceSwitches({ language, theme }: { language: string; theme: string }) {
  const { t } = useTranslation('common')
  const { pathname, search } = useLocation()
  const choice = (name: 'language' | 'theme', value: string, label: string, isChosen: boolean) => (
    <button
      key={value}
      type="submit"
      name={name}
      value={value}
      aria-pressed={isChosen}
      className="text-ink-2 aria-pressed:bg-surface aria-pressed:text-ink aria-pressed:shadow-row h-7 rounded-[6px] px-2.5 text-xs font-medium transition-colors pointer-coarse:h-11"
    >
      {label}
    </button>
  )
  return (
    <form method="post" action="/preferences" className="flex flex-wrap items-center justify-center gap-3">
      <input type="hidden" name="next" value={pathname + search} />
      <fieldset className="bg-press flex items-center rounded-sm p-0.5">
        <legend className="sr-only">{t('language')}</legend>
        {LANGUAGES.map((value) => choice('language', value, t(`languages.${value}`), value === language))}
      </fieldset>
      <fieldset className="bg-press flex items-center rounded-sm p-0.5">
        <legend className="sr-only">{t('theme')}</legend>
        {THEMES.map((value) => choice('theme', value, t(`themes.${value}`), value === theme))}
      </fieldset>
    </form>
  )
}
