import { useTranslation } from 'react-i18next'
import type { Gone } from './contract.ts'

const VERDICTS = ['approve', 'edit', 'escalate', 'again']

/** Why a draft waits no more, in a few words. */
export function useGoneWords() {
  const { t } = useTranslation('review')
  return ({ why, verdict, by }: Pick<Gone, 'why' | 'verdict' | 'by'>) =>
    why === 'decided' && VERDICTS.includes(verdict ?? '')
      ? t(`gone.${verdict ?? ''}`, { name: by ?? t('somebody') })
      : t(`gone.${why}`)
}
