import { diffConfigs, type ConfigChange } from '#domain/ari-config/diff.ts'
import { listChanges } from '#domain/ari-config/list-changes.ts'
import type { AriConfig } from '#schema/ari-config.ts'
import type { BusinessHours, Factor, Question, Rule } from '#schema/ari-parts.ts'
import type { SectionName } from './contract.ts'
import { sayHours } from './hours.ts'
import { questionsOfBoth, wordsFrom, type Text, type Words } from './words.ts'

/** One change as a person reads it: what it is about, and what was and will be there. */
export type DescribedChange = {
  section: SectionName
  kind: 'changed' | 'added' | 'removed' | 'moved'
  title: string
  before?: string
  after?: string
}

type Told = Omit<DescribedChange, 'section'>
type Telling = { t: Text; words: Words; factorName: (key: string) => string }

/** What changes when `after` takes the place of `before`, in words, section by section. */
export function describeChanges(before: AriConfig, after: AriConfig, t: Text): DescribedChange[] {
  const words = wordsFrom(t, questionsOfBoth(before, after))
  const factors = [...after.scoring.factors, ...before.scoring.factors]
  function factorName(key: string): string {
    const factor = factors.find((one) => one.key === key)
    return factor ? words.factor(factor) : key
  }
  return diffConfigs(before, after).flatMap((change) => {
    const section = change.path[0] as SectionName
    const told = tell(change, { t, words, factorName })
    // Nothing that differs goes unsaid.
    const all = told.length > 0 ? told : [{ kind: 'changed' as const, title: t('changes.other') }]
    return all.map((one) => ({ section, ...one }))
  })
}

function tell(change: ConfigChange, telling: Telling): Told[] {
  const { path, before, after } = change
  const [section, list = '', key = '', field] = path
  if (section === 'flow' && list === 'questions') return tellQuestion(key, field, change, telling)
  if (section === 'flow') return tellStage(key, field, change, telling)
  if (section === 'scoring' && list === 'factors') return tellFactor(key, field, change, telling)
  const { t, words } = telling
  if (section === 'scoring' && list === 'parts') {
    const title = t('changes.partMost', { part: words.part(key) })
    return [changed(title, String(before), String(after))]
  }
  if (section === 'away') return [tellHours(change, t)]
  if (list === 'hedges') return tellHedges(before as string[], after as string[], telling)
  const name = path.slice(0, 3).join('.')
  return [changed(t(`fields.${name}`), value(name, before, t), value(name, after, t))]
}

const changed = (title: string, before: string, after: string): Told => ({ kind: 'changed', title, before, after })

/** A plain field's value as it is said. */
function value(name: string, held: unknown, t: Text): string {
  switch (name) {
    case 'persona.language':
      return t(`common:languages.${String(held)}`)
    case 'guard.leastConfidence':
      return t('percent', { number: Math.round(Number(held) * 100) })
    case 'followUp.afterHours':
      return held === null ? t('never') : t('inHours', { number: Number(held) })
    case 'followUp.most':
      return t('times', { number: Number(held) })
    default:
      if (typeof held === 'boolean') return t(held ? 'yes' : 'no')
      return held === '' ? t('ownWords') : String(held)
  }
}

function tellQuestion(key: string, field: string | undefined, change: ConfigChange, { t, words }: Telling): Told[] {
  const { before, after } = change
  if (Array.isArray(before) && Array.isArray(after))
    return moved(
      before as string[],
      after as string[],
      (item) => t('changes.question', { name: words.question(item) }),
      t,
    )
  const name = words.question(key)
  if (field === undefined) {
    const about = ({ about, required }: Question) => t(required ? 'changes.askedRequired' : 'changes.asked', { about })
    return before === undefined
      ? [{ kind: 'added', title: t('changes.question', { name }), after: about(after as Question) }]
      : [{ kind: 'removed', title: t('changes.question', { name }), before: about(before as Question) }]
  }
  const say = (held: unknown) => (field === 'kind' ? t(`kinds.${String(held)}`) : value(field, held, t))
  const title = t('changes.questionField', { name, field: t(`fields.question.${field}`) })
  return [changed(title, say(before), say(after))]
}

function tellStage(key: string, field: string | undefined, change: ConfigChange, telling: Telling): Told[] {
  const { t, words } = telling
  const stage = words.stage(key)
  const { before, after } = change
  if (field === 'questions')
    return listChanges(before as string[], after as string[]).map((one) => {
      const title = t('changes.stageQuestion', { stage, name: words.question(one.item) })
      return one.kind === 'moved' ? { kind: 'moved', title, ...places(one, t) } : { kind: one.kind, title }
    })
  if (field === 'rules') return tellRules(stage, before as Rule[], after as Rule[], telling)
  return [changed(t('changes.stageGoal', { stage }), value('goal', before, t), value('goal', after, t))]
}

/** Rules by what they wait for: one that leads elsewhere now is changed, not gone and new. */
function tellRules(stage: string, before: readonly Rule[], after: readonly Rule[], { t, words }: Telling): Told[] {
  const nameOf = ({ when }: Rule) => JSON.stringify(when)
  const find = (rules: readonly Rule[], name: string) => rules.find((rule) => nameOf(rule) === name)
  const title = t('changes.rule', { stage })
  const say = (rule: Rule | undefined) => (rule ? words.rule(rule) : '')
  const lists = listChanges(before.map(nameOf), after.map(nameOf)).map((one): Told => {
    const rule = say(find(one.kind === 'removed' ? before : after, one.item))
    if (one.kind === 'moved')
      return { kind: 'moved', title: t('changes.ruleMoved', { stage, rule }), ...places(one, t) }
    return one.kind === 'added' ? { kind: 'added', title, after: rule } : { kind: 'removed', title, before: rule }
  })
  const elsewhere = after.flatMap((rule) => {
    const was = find(before, nameOf(rule))
    return was && was.to !== rule.to ? [changed(title, say(was), say(rule))] : []
  })
  return [...lists, ...elsewhere]
}

function tellFactor(key: string, field: string | undefined, change: ConfigChange, telling: Telling): Told[] {
  const { before, after } = change
  const { t, words, factorName } = telling
  // It decides nothing.
  if (Array.isArray(before)) return [{ kind: 'moved', title: t('changes.factorOrder') }]
  if (field === undefined) {
    const factor = (after ?? before) as Factor
    const told = t('changes.factorAbout', { part: words.part(factor.part), number: factor.points })
    const title = t('changes.factor', { name: words.factor(factor) })
    return before === undefined ? [{ kind: 'added', title, after: told }] : [{ kind: 'removed', title, before: told }]
  }
  const say = (held: unknown) => {
    if (field === 'when') return words.factor({ when: held as Factor['when'] })
    return field === 'part' ? words.part(String(held)) : String(held)
  }
  const name = factorName(key)
  return [changed(t('changes.factorField', { name, field: t(`fields.factor.${field}`) }), say(before), say(after))]
}

function tellHours({ before, after }: ConfigChange, t: Text): Told {
  const weekdays = Array.from({ length: 7 }, (_, weekday) => t(`hours.short.${String(weekday)}`))
  function say(held: unknown): string {
    if (held === null) return t('hours.always')
    // The hours as a whole, or their days.
    const hours = Array.isArray(held) ? { days: held as BusinessHours['days'] } : (held as BusinessHours)
    return sayHours(hours, weekdays, t('hours.closed').toLowerCase())
  }
  return changed(t('hours.title'), say(before), say(after))
}

function tellHedges(before: readonly string[], after: readonly string[], { t }: Telling): Told[] {
  return listChanges(before, after).map((one) => ({
    kind: one.kind,
    title: t('changes.hedge', { phrase: one.item }),
    ...(one.kind === 'moved' && places(one, t)),
  }))
}

function moved(before: string[], after: string[], title: (item: string) => string, t: Text): Told[] {
  return listChanges(before, after).flatMap((one) =>
    one.kind === 'moved' ? [{ kind: 'moved' as const, title: title(one.item), ...places(one, t) }] : [],
  )
}

function places({ from, to }: { from: number; to: number }, t: Text): { before: string; after: string } {
  return { before: t('changes.place', { number: from }), after: t('changes.place', { number: to }) }
}
