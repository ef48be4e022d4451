import { useRevalidator } from '@remix-run/react'
import { useState } from 'react'
import { needsWord, problemsOfSettings, type NeedsWord } from '#domain/review/settings.ts'
import type { ReviewSettings } from '#schema/review.ts'
import { postJson } from '../inbox/api.ts'
import type { Rules, RulesChanged, RulesNow, RulesOrder, RulesPage, RulesSaved } from './rules-contract.ts'

export type RuleField = 'policy' | keyof ReviewSettings
/** One thing that somebody else made another. */
export type TheirChange = { field: RuleField; before: unknown; now: unknown }
type Conflict = Pick<RulesChanged, 'by' | 'at'> & { changes: TheirChange[] }
type Trouble = { problem: 'unreachable' | 'signed-out' }

/** The rules as they are typed, saved when told so. What somebody else changed meanwhile is shown and not overwritten. */
export function useRules(page: RulesPage) {
  const { revalidate } = useRevalidator()
  const [loaded, setLoaded] = useState(page)
  /** What is saved, as far as this page knows. */
  const [from, setFrom] = useState<RulesNow>(page)
  const [value, setValue] = useState<Rules>(page)
  const [refused, setRefused] = useState<Record<string, string>>({})
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const [conflict, setConflict] = useState<Conflict | null>(null)
  const [asked, setAsked] = useState<NeedsWord[]>([])
  const [isSaving, setSaving] = useState(false)
  const [isSaved, setSaved] = useState(false)
  if (page !== loaded) {
    setLoaded(page)
    setFrom(page)
    setValue(rebased(from, value, page))
  }
  const problems: Record<string, string> = { ...problemsOfSettings(value.settings), ...refused }
  const changes = differences(from, value)

  function change(field: RuleField, next: Rules) {
    setValue(next)
    setSaved(false)
    setRefused((before) => Object.fromEntries(Object.entries(before).filter(([name]) => name !== field)))
  }

  async function send(confirmed: NeedsWord[]): Promise<boolean> {
    setSaving(true)
    setTrouble(null)
    const { policy, settings } = value
    const order: RulesOrder = { policy, settings, revision: from.revision, confirmed }
    const answer = await postJson<RulesSaved>('/api/review/settings', order)
    setSaving(false)
    setAsked([])
    if (answer.ok) {
      setFrom({ policy, settings, revision: answer.data.revision })
      setConflict(null)
      setRefused({})
      setSaved(true)
      revalidate()
      return true
    }
    const { status, data, errors } = answer
    if (isChanged(data)) {
      const { now, by, at } = data
      setConflict({ by, at, changes: differences(from, now) })
      setFrom(now)
      setValue(rebased(from, value, now))
    } else if (status === 400)
      setRefused(
        Object.fromEntries(Object.entries(errors).map(([path, code]) => [path.replace(/^settings\./, ''), code])),
      )
    else setTrouble({ problem: status === 401 || status === 403 ? 'signed-out' : 'unreachable' })
    return false
  }

  return {
    value,
    mayEdit: page.mayEdit,
    liveAtMs: page.liveAt === null ? null : Date.parse(page.liveAt),
    changes: changes.length,
    problems: Object.keys(problems),
    errorOf: (field: RuleField): string | undefined => problems[field],
    setPolicy: (policy: Rules['policy']) => change('policy', { ...value, policy }),
    set: <Field extends keyof ReviewSettings>(field: Field, next: ReviewSettings[Field]) =>
      change(field, { ...value, settings: { ...value.settings, [field]: next } }),
    trouble,
    conflict,
    isSaving,
    isSaved,
    /** Saves; true when it is saved. What sends words unread is asked about first. */
    save: async (): Promise<boolean> => {
      const [wrong] = Object.keys(problemsOfSettings(value.settings))
      if (wrong !== undefined) {
        document.getElementById(wrong)?.focus()
        return false
      }
      const words = needsWord(from, value)
      setAsked(words)
      return words.length === 0 && send([])
    },
    /** What has to be said in so many words before it is saved. */
    asked,
    confirm: () => void send(asked),
    leaveAsked: () => setAsked([]),
    undo: () => {
      setValue(from)
      setRefused({})
      setTrouble(null)
      setConflict(null)
    },
  }
}

export type RulesState = ReturnType<typeof useRules>

const FIELDS = (settings: ReviewSettings) => Object.keys(settings) as (keyof ReviewSettings)[]
const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

/** What is not as it was. */
function differences(before: Rules, now: Rules): TheirChange[] {
  const policy = { field: 'policy' as const, before: before.policy, now: now.policy }
  const settings = FIELDS(now.settings).map((field) => ({
    field,
    before: before.settings[field],
    now: now.settings[field],
  }))
  return [policy, ...settings].filter((one) => !isSame(one.before, one.now))
}

/** What was typed, on what is saved now: only what was touched stays as it was typed. */
function rebased(from: Rules, typed: Rules, now: Rules): Rules {
  const settings = Object.fromEntries(
    FIELDS(now.settings).map((field) => {
      const isTyped = !isSame(from.settings[field], typed.settings[field])
      return [field, (isTyped ? typed : now).settings[field]]
    }),
  ) as ReviewSettings
  return { policy: from.policy === typed.policy ? now.policy : typed.policy, settings }
}

function isChanged(data: unknown): data is RulesChanged {
  return typeof data === 'object' && data !== null && 'outcome' in data && data.outcome === 'changed'
}
