import { useLocation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'

const LANGUAGES = ['id', 'en'] as const
const THEMES = ['system', 'light', 'dark'] as const

/** Language and theme. The page is asked for anew, so that all of it follows. */
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
      className="text-ink-2 aria-pressed:bg-sunken aria-pressed:text-ink min-h-8 rounded-lg px-2 text-xs font-medium"
    >
      {label}
    </button>
  )
  return (
    <form method="post" action="/preferences" className="flex flex-wrap gap-4">
      <input type="hidden" name="next" value={pathname + search} />
      <fieldset className="flex items-center">
        <legend className="sr-only">{t('language')}</legend>
        {LANGUAGES.map((value) => choice('language', value, t(`languages.${value}`), value === language))}
      </fieldset>
      <fieldset className="flex items-center">
        <legend className="sr-only">{t('theme')}</legend>
        {THEMES.map((value) => choice('theme', value, t(`themes.${value}`), value === theme))}
      </fieldset>
    </form>
  )
}
