import type { ActiveFault } from './api.ts'
import type { Context } from './context.ts'
import { h } from './dom.ts'
import type { FaultField, FaultShown } from './fault-kinds.ts'
import { choiceField, field } from './field.ts'
import { isTextKey, type Translate } from './texts.ts'

const OFTEN = ['once', 'times', 'always', 'chance'] as const

type Part = { name: string; element: HTMLElement; value: () => unknown; isGood: () => boolean }

export type FaultForm = ReturnType<typeof faultForm>

/** The parameters of one fault; `read` gives them, or undefined after having said what is wrong. */
export function faultForm({ t, store }: Context, { fields }: FaultShown, active: ActiveFault | undefined) {
  const set: Record<string, unknown> = { ...active }
  const parts = fields.map((one) => partOf(t, one, set[one.name]))
  const chance = Math.round((active?.probability ?? 0.2) * 100)
  const times = partOf(t, { name: 'times', value: 3, least: 1 }, active?.times)
  const probability = partOf(t, { name: 'probability', value: 20, least: 1, most: 100 }, chance)
  const often = choiceField(
    t('faults.often'),
    OFTEN.map((value) => ({ value, label: t(`faults.often.${value}`) })),
    oftenOf(active),
  )
  const mine = h('input', { type: 'checkbox' })
  mine.checked = active?.to !== undefined
  const showOften = () => {
    times.element.hidden = often.select.value !== 'times'
    probability.element.hidden = often.select.value !== 'chance'
  }
  often.select.addEventListener('change', showOften)
  showOften()

  return {
    parts: [
      ...parts.map(({ element }) => element),
      often.element,
      times.element,
      probability.element,
      h('label', { class: 'check' }, mine, t('faults.mine')),
    ],

    read(): Record<string, unknown> | undefined {
      const asked = [
        ...parts,
        ...(often.select.value === 'times' ? [times] : []),
        ...(often.select.value === 'chance' ? [probability] : []),
      ]
      if (asked.map((part) => part.isGood()).includes(false)) return undefined
      const values: Record<string, unknown> = {}
      for (const part of parts) if (part.value() !== undefined) values[part.name] = part.value()
      if (often.select.value === 'times') values['times'] = times.value()
      if (often.select.value === 'always') values['probability'] = 1
      if (often.select.value === 'chance') values['probability'] = Number(probability.value()) / 100
      const { customer } = store.get()
      return { ...values, ...(mine.checked && customer !== undefined && { to: customer }) }
    },
  }
}

function oftenOf(active: ActiveFault | undefined): (typeof OFTEN)[number] {
  if (active?.probability === 1) return 'always'
  if (active?.probability !== undefined) return 'chance'
  return active?.times !== undefined && active.times > 1 ? 'times' : 'once'
}

function partOf(t: Translate, one: FaultField, standing: unknown): Part {
  const label = t(`field.${one.name}`)
  const set = typeof standing === 'string' || typeof standing === 'number' ? standing : one.value
  const value = String(set ?? '')
  if (one.choices) {
    const choices = one.choices.map((choice) => {
      const key = `choice.${choice || 'any'}`
      return { value: choice, label: isTextKey(key) ? t(key) : choice }
    })
    const { element, select } = choiceField(label, choices, value)
    return { name: one.name, element, value: () => select.value || undefined, isGood: () => true }
  }
  const isText = one.least === undefined
  const optional = one.value === undefined
  const { element, input, complain } = field({
    label,
    value,
    inputmode: isText ? 'text' : 'numeric',
    ...(optional && { hint: t('field.optional') }),
  })
  const read = () => {
    const text = input.value.trim()
    if (text === '') return undefined
    return isText ? text : Number(text)
  }
  const isGood = () => {
    const given = read()
    const { least = 0, most = Infinity } = one
    const good =
      given === undefined
        ? optional
        : isText || (Number.isInteger(given) && Number(given) >= least && Number(given) <= most)
    const problem = most === Infinity ? t('field.bad.least', { least }) : t('field.bad.number', { least, most })
    complain(good ? '' : problem)
    if (!good) input.focus()
    return good
  }
  return { name: one.name, element, value: read, isGood }
}
