import type { Language } from './texts.ts'

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function store(key: string, value: string) {
  try {
    localStorage.setItem(key, value)
  } catch {
    // It then holds until the page is closed.
  }
}

export const readLanguage = (): Language => (stored('phone.language') === 'en' ? 'en' : 'id')

export function writeLanguage(language: Language) {
  store('phone.language', language)
  document.documentElement.lang = language
}

export function readTheme(): Theme {
  const theme = stored('phone.theme')
  return THEMES.find((one) => one === theme) ?? 'system'
}

export function writeTheme(theme: Theme) {
  store('phone.theme', theme)
  if (theme === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme
}
