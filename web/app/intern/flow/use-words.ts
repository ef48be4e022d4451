import { useTranslation } from 'react-i18next'
import type { AriConfig } from '#schema/ari-config.ts'
import type { Condition, Rule } from '#schema/ari-parts.ts'
import { useWords } from '../use-words.ts'
import type { Place } from './place.ts'

/** What the parts of a flow are called; conditions in few words, as there is little room in the chart. */
export function useFlowWords({ flow, scoring }: Pick<AriConfig, 'flow' | 'scoring'>) {
  const { t } = useTranslation('flow')
  const words = useWords(flow.questions)

  const place = (name: Place): string => (name === 'people' ? t('people') : words.stage(name))
  const condition = (when: Condition): string => {
    switch (when.is) {
      case 'answered':
      case 'document_ready':
        return t(`when.${when.is}`, { question: words.question(when.question) })
      case 'intent':
        return t('when.intent', { intent: t(`config:intents.${when.intent}`) })
      case 'turns':
        return t('when.turns', { number: Number.isNaN(when.count) ? '…' : when.count })
      case 'score_reached':
        return t('when.score_reached', { threshold: scoring.threshold })
      default:
        return t(`when.${when.is}`)
    }
  }
  const rule = ({ when, to }: Rule, at: number): string =>
    t('rule', { number: at + 1, when: condition(when), to: place(to) })
  return { ...words, place, condition, rule }
}

export type FlowWords = ReturnType<typeof useFlowWords>
