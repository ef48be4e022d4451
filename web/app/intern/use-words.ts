import { useTranslation } from 'react-i18next'
import type { Question } from '#schema/ari-parts.ts'
import { wordsFrom, type Text, type Words } from './words.ts'

/** The texts of configurations, in the language of the page. */
export function useText(): Text {
  const { t } = useTranslation('config')
  return (key, params = {}) => t(key, params)
}

/** What the pieces of a configuration are called. */
export function useWords(questions: readonly Question[]): Words {
  return wordsFrom(useText(), questions)
}
