import { EN } from './texts-en.ts'
import { ID } from './texts-id.ts'

export type Language = 'id' | 'en'
export type TextKey = keyof typeof ID
export type Translate = (key: TextKey, values?: Record<string, string | number>) => string

export const TEXTS: Readonly<Record<Language, Readonly<Record<TextKey, string>>>> = { id: ID, en: EN }

/** Texts of one language; `{name}` in them is filled in, numbers as the language writes them. */
export function translator(language: Language): Translate {
  const numbers = new Intl.NumberFormat(language === 'id' ? 'id-ID' : 'en-GB')
  return (key, values = {}) =>
    TEXTS[language][key].replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name]
      if (value === undefined) return whole
      return typeof value === 'number' ? numbers.format(value) : value
    })
}

export const isTextKey = (key: string): key is TextKey => key in ID
