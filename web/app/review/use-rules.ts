import { useState } from 'react'
import { needsRelease, needsWord, problemsOfSettings, type NeedsWord } from '#domain/review/settings.ts'
import type { ReviewSettings } from '#schema/review.ts'
import type { Rules, RulesPage } from './rules-contract.ts'
import { useRevised } from './use-revised.ts'

export type RuleField = 'policy' | keyof ReviewSettings

/** The rules as they are typed, saved when told so. What sends words unread is asked about first. */
export function useRules(page: RulesPage) {
  const { saved, value, change, refused, conflict, send, ...rest } = useRevised<Rules>(page, '/api/review/settings')
  const [asked, setAsked] = useState<NeedsWord[]>([])
  const problems: Record<string, string> = {
    ...problemsOfSettings(value.settings),
    ...Object.fromEntries(Object.entries(refused).map(([path, code]) => [ruleOf(path), code])),
  }

  async function say(confirmed: NeedsWord[]): Promise<boolean> {
    const isSaved = await send({ confirmed })
    setAsked([])
    return isSaved
  }

  // What this page cannot be saved with before going live; what an operator chose stays as it is.
  const unread: Rules = { policy: 'off', settings: { ...value.settings, sendsItself: true } }
  const tooEarly = needsRelease(saved, unread, page.liveAt !== null)

  return {
    ...rest,
    value,
    /** Whether it has to wait for the release. */
    isTooEarly: (word: NeedsWord) => tooEarly.includes(word),
    mayEdit: page.mayEdit,
    liveAtMs: page.liveAt === null ? null : Date.parse(page.liveAt),
    problems: Object.keys(problems),
    errorOf: (field: RuleField): string | undefined => problems[field],
    setPolicy: (policy: Rules['policy']) => change({ ...value, policy }),
    set: <Field extends keyof ReviewSettings>(field: Field, next: ReviewSettings[Field]) =>
      change({ ...value, settings: { ...value.settings, [field]: next } }),
    conflict: conflict && {
      ...conflict,
      changes: conflict.changes.map((one) => ({ ...one, field: ruleOf(one.field) })),
    },
    /** Saves; true when it is saved. What sends words unread is asked about first. */
    save: async (): Promise<boolean> => {
      const [wrong] = Object.keys(problemsOfSettings(value.settings))
      if (wrong !== undefined) {
        document.getElementById(wrong)?.focus()
        return false
      }
      const words = needsWord(saved, value)
      setAsked(words)
      return words.length === 0 && say([])
    },
    /** What has to be said in so many words before it is saved. */
    asked,
    confirm: () => void say(asked),
    leaveAsked: () => setAsked([]),
  }
}

export type RulesState = ReturnType<typeof useRules>

/** What a rule is called, of its path. */
const ruleOf = (path: string): string => path.replace(/^settings\./, '')
