import { createInstance, type i18n as I18n, type Resource } from 'i18next'
import { initReactI18next } from 'react-i18next'

export type Language = 'id' | 'en'
export const LANGUAGES: readonly Language[] = ['id', 'en']

/** Every text of a language, by area: `i18n/<language>/<area>.ts` is the area's namespace. */
const load = {
  id: async () => (await import('./id.ts')).default,
  en: async () => (await import('./en.ts')).default,
}
const ready = new Map<Language, I18n>()

/** Loads the texts of a language; from then on `i18nFor` has them. */
export async function loadLanguage(language: Language): Promise<void> {
  if (ready.has(language)) return
  const areas = await load[language]()
  const instance = createInstance()
  const resources: Resource = { [language]: areas }
  await instance.use(initReactI18next).init({
    lng: language,
    supportedLngs: [language],
    fallbackLng: false,
    resources,
    ns: Object.keys(areas),
    defaultNS: 'common',
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  })
  ready.set(language, instance)
}

/** The texts of a language that was loaded. */
export function i18nFor(language: Language): I18n {
  const instance = ready.get(language)
  if (instance === undefined) throw new TypeError(`The texts of ${language} were not loaded.`)
  return instance
}

export function isLoaded(language: Language): boolean {
  return ready.has(language)
}

export function isLanguage(value: unknown): value is Language {
  return value === 'id' || value === 'en'
}
