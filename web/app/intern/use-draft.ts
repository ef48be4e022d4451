import { useRevalidator } from '@remix-run/react'
import { useState } from 'react'
import { diffConfigs } from '#domain/ari-config/diff.ts'
import { problemsOf } from '#domain/ari-config/problems.ts'
import { rebase } from '#domain/ari-config/rebase.ts'
import type { AriConfig } from '#schema/ari-config.ts'
import { orderConfig } from './api.ts'
import type { ConfigPage, ConfigRefusal, FieldProblem, SectionName } from './contract.ts'

/** What stands in the way of saving: somebody else was first, or the server did not answer. */
export type SaveTrouble = Extract<ConfigRefusal, { problem: 'changed' }> | { problem: 'unreachable' | 'signed-out' }

export type Draft<Name extends SectionName> = {
  /** The sections as they stand in the fields. */
  value: Pick<AriConfig, Name>
  /** The whole configuration with them. */
  whole: AriConfig
  change: <One extends Name>(section: One, next: AriConfig[One]) => void
  /** How many things differ from what is saved. */
  changes: number
  /** Everything that is wrong, in all sections: what the server refused, and what cannot work together. */
  problems: readonly FieldProblem[]
  /** What is wrong at a path; with `within` also below it. */
  problemAt: (path: string, how?: 'exactly' | 'within') => FieldProblem | undefined
  save: () => Promise<boolean>
  undo: () => void
  /** Takes what somebody else has saved; what was typed here stays. */
  takeTheirs: () => void
  isSaving: boolean
  /** Saved since the last change. */
  isSaved: boolean
  trouble: SaveTrouble | null
  mayEdit: boolean
}

/**
 * The sections that a tab edits: typed here, saved into the working copy when told so. When the page is loaded anew
 * while something is unsaved, what was typed is put onto what is new.
 */
export function useDraft<Name extends SectionName>(page: ConfigPage, names: readonly Name[]): Draft<Name> {
  const { revalidate } = useRevalidator()
  const pick = (config: AriConfig) =>
    Object.fromEntries(names.map((name) => [name, config[name]])) as Pick<AriConfig, Name>
  const [loaded, setLoaded] = useState(page)
  /** What is saved, as far as this page knows. */
  const [from, setFrom] = useState(page)
  const [value, setValue] = useState(() => pick(page.config))
  const [refused, setRefused] = useState<readonly FieldProblem[]>([])
  const [trouble, setTrouble] = useState<SaveTrouble | null>(null)
  const [isSaving, setSaving] = useState(false)
  const [isSaved, setSaved] = useState(false)

  if (page !== loaded) {
    setLoaded(page)
    setFrom(page)
    setValue(rebase(pick(from.config), value, pick(page.config)))
    if (page.revision !== from.revision || page.version !== from.version) setTrouble(null)
  }

  const whole: AriConfig = { ...from.config, ...value }
  const changes = diffConfigs(from.config, whole).length
  const problems = [...refused, ...problemsOf(whole)]

  async function save(): Promise<boolean> {
    setSaving(true)
    setTrouble(null)
    const { version: basedOn, revision } = from
    const result = await orderConfig({ order: 'save', sections: value, basedOn, revision })
    setSaving(false)
    if ('answer' in result && result.answer.outcome === 'saved') {
      // The server may have trimmed it: that comes when the page is loaded anew.
      setFrom({ ...from, config: whole, revision: result.answer.revision })
      setRefused([])
      setSaved(true)
      revalidate()
      return true
    }
    if (!('refusal' in result)) return false
    const { refusal } = result
    if (refusal.problem === 'refused') setRefused(refusal.problems)
    else if (refusal.problem !== 'nothing-changed' && refusal.problem !== 'no-version') setTrouble(refusal)
    return false
  }

  return {
    value,
    whole,
    change(section, next) {
      setValue((now) => ({ ...now, [section]: next }))
      setRefused((now) => now.filter(({ path }) => !path.startsWith(`${section}.`)))
      setSaved(false)
    },
    changes,
    problems,
    problemAt: (path, how = 'exactly') =>
      problems.find((one) => one.path === path || (how === 'within' && one.path.startsWith(`${path}.`))),
    save,
    undo() {
      setValue(pick(from.config))
      setRefused([])
      setTrouble(null)
    },
    takeTheirs: revalidate,
    isSaving,
    isSaved,
    trouble,
    mayEdit: page.mayEdit,
  }
}
