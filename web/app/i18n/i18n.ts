import { createInstance, type i18n as I18n, type Resource } from 'i18next'
import { initReactI18next } from 'react-i18next'

export type Language = 'id' | 'en'
export const LANGUAGES: readonly Language[] = ['id', 'en']

/** The texts of a language, by area: `i18n/<language>/<area>.ts` is the area's namespace. */
const load = {
  id: async () => (await import('./id.ts')).default,
  en: async () => (await import('./en.ts')).default,
}
/** Those of Your Intern and of reviewing, most of all: `i18n/<language>/intern/<area>.ts`. */
const loadIntern = {
  id: async () => (await import('./id-intern.ts')).default,
  en: async () => (await import('./en-intern.ts')).default,
}
const loading = new Map<Language, Promise<I18n>>()
const ready = new Map<Language, I18n>()

/** Loads the texts of a language; from then on `i18nFor` has them. Without those of Your Intern. */
export async function loadLanguage(language: Language): Promise<void> {
  const instance = loading.get(language) ?? open(language)
  loading.set(language, instance)
  ready.set(language, await instance)
}

async function open(language: Language): Promise<I18n> {
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
  return instance
}

/** Adds the texts of Your Intern and of reviewing to those of a language. */
export async function loadInternTexts(language: Language): Promise<void> {
  const [areas] = await Promise.all([loadIntern[language](), loadLanguage(language)])
  for (const [area, texts] of Object.entries(areas)) i18nFor(language).addResourceBundle(language, area, texts)
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

/** The language of the page as it came; it is another one only once the page is loaded anew. */
export function languageOfPage(): Language {
  const lang = typeof document === 'undefined' ? 'id' : document.documentElement.lang
  return isLanguage(lang) ? lang : 'id'
}
